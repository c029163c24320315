import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Loading } from '../../../collector/loading.ts';
import { openConnection } from '../../../collector/store/sqlite/engine/connection.ts';
import { databaseFile } from '../../../collector/store/sqlite/engine/open.ts';
import { createApi } from '../../../demo-site/seed/api.ts';
import { httpTarget } from '../../../demo-site/seed/http-target.ts';
import { storeTarget } from '../../../demo-site/seed/store-target.ts';
import type { Target } from '../../../demo-site/seed/target.ts';
import type { Act } from '../../../demo-site/traffic/act.ts';
import { traffic } from '../../../demo-site/traffic/traffic.ts';
import { temporaryFolder } from '../../support/command.ts';
import { startTestCollector } from '../../support/start-collector.ts';

const CHOICE = { domain: 'quayside.example', timezone: 'Europe/Paris', currency: 'EUR' };
const NOW = Date.parse('2026-04-01T09:00:00Z');
const silent = () => {};

/** Days around a change of clocks, with a customer known before and enough visits for repeats and late batches. */
const fortnight = (seed: number, visits = 400): Act[] => [
  ...traffic({ seed, until: '2026-03-31', days: 14, visits, website: CHOICE }),
];
const isBot = (act: Act) => act.kind === 'browser' && /bot|Headless/i.test(act.userAgent);
const counted = (acts: Act[]) => acts.filter((act) => !act.repeat && !isBot(act));
const eventsOf = (acts: Act[]) => acts.flatMap((act) => (act.kind === 'payment' ? [] : act.events));

async function openLoading(dataDir: string): Promise<Loading> {
  // The built one: its writer is a thread that runs a built file.
  const built = '../../../dist/collector/loading.js';
  const module = (await import(built)) as typeof import('../../../collector/loading.ts');
  return module.openLoading({ dataDir, geoipDb: null }, () => NOW, silent);
}

interface Row {
  event_id: string;
  time: number;
  received: number;
  [column: string]: unknown;
}

function rows(dataDir: string, website: string): { events: Row[]; payments: Row[]; sessions: number } {
  const db = openConnection(databaseFile(dataDir), { readonly: true });
  try {
    const site = db.prepare<[string], number>('select number * 2 from websites where id = ?').pluck().get(website);
    return {
      events: db.prepare<unknown[], Row>('select * from events where site = ? order by event_id').all(site),
      payments: db.prepare<unknown[], Row>('select * from payments where site = ? order by transaction_id').all(site),
      sessions: db.prepare<unknown[], number>('select count(*) from sessions where site = ?').pluck().get(site) ?? 0,
    };
  } finally {
    db.close();
  }
}

async function load(target: Target, id: string, acts: Act[]) {
  return target.load(await target.website({ ...CHOICE, id }), acts, silent);
}

describe('a store loaded in process', () => {
  const { folder, remove } = temporaryFolder();
  let target: Target;
  beforeAll(async () => {
    target = storeTarget(await openLoading(folder), () => NOW);
  });
  afterAll(async () => {
    await target.close();
    remove();
  });

  it('takes every act of any seed, and what it holds adds up', async () => {
    let runs = 0;
    const shape = fc.record({ seed: fc.nat(0x7fffffff), days: fc.integer({ min: 1, max: 40 }), visits: fc.nat(60) });
    await fc.assert(
      fc.asyncProperty(shape, async ({ seed, days, visits }) => {
        const acts = [...traffic({ seed, days, visits, until: '2026-03-31', website: CHOICE })];
        const id = `property-${runs++}`;
        const tally = await load(target, id, acts);
        const { events, payments } = rows(folder, id);
        const kept = counted(acts);
        expect(tally.refused).toBe(0);
        expect(tally.dropped).toBe(eventsOf(acts.filter(isBot)).length);
        expect(events.length).toBe(eventsOf(kept).length);
        expect(payments.length).toBe(kept.filter(({ kind }) => kind === 'payment').length);
        expect(tally.requests).toBe(acts.length);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps the true times of the events and of their receipt', async () => {
    const acts = fortnight(5);
    await load(target, 'times', acts);
    const received = new Map<string, { at: number; time: number }>();
    for (const act of counted(acts)) {
      if (act.kind === 'payment') continue;
      const ahead = act.kind === 'browser' ? Date.parse(act.sentAt) - act.at : 0;
      for (const { event_id, timestamp } of act.events) {
        received.set(event_id, { at: act.at, time: Date.parse(timestamp) - ahead });
      }
    }
    const { events, payments } = rows(folder, 'times');
    const wrong = events.filter(
      (row) => row.received !== received.get(row.event_id)?.at || row.time !== received.get(row.event_id)?.time,
    );
    expect(wrong).toEqual([]);
    const paidAt = new Map(
      acts.flatMap((act) => (act.kind === 'payment' ? [[act.payment.transaction_id, act]] : [])) as never,
    );
    for (const row of payments) {
      expect(row.time).toBe(
        Date.parse((paidAt.get(row.transaction_id) as { payment: { timestamp: string } }).payment.timestamp),
      );
    }
  });

  it('is not changed by the same load again', async () => {
    const acts = fortnight(6, 60);
    await load(target, 'again', acts);
    const once = rows(folder, 'again');
    await load(target, 'again', acts);
    expect(rows(folder, 'again')).toEqual(once);
  });

  it('looks visitors up and keeps no address of theirs', async () => {
    const acts = fortnight(8, 100);
    await load(target, 'places', acts);
    const { events } = rows(folder, 'places');
    const text = JSON.stringify(events);
    expect(events.filter(({ country }) => country === 'FR').length).toBeGreaterThan(0);
    for (const act of acts) if (act.kind === 'browser') expect(text).not.toContain(act.address);
  });

  it('leaves no salt of days gone by, by which ids of that time could be made again', async () => {
    await load(target, 'salts', fortnight(10, 100));
    const db = openConnection(databaseFile(folder), { readonly: true });
    onTestFinished(() => {
      db.close();
    });
    const days = db.prepare<[], string>('select day from salts order by day').pluck().all();
    expect(days.length).toBeLessThanOrEqual(3);
    expect(days.filter((day) => day < '2026-03-30')).toEqual([]);
  });

  it('makes the conversions one would look for, once', async () => {
    const { id } = await target.website(CHOICE);
    await target.website({ ...CHOICE, id });
    const db = openConnection(databaseFile(folder), { readonly: true });
    onTestFinished(() => {
      db.close();
    });
    const names = db
      .prepare<[string], string>(
        `select definition ->> 'name' from conversion_events where website = (select number from websites where id = ?)`,
      )
      .pluck()
      .all(id);
    expect(names).toEqual(['Sign-up', 'Saw the prices', 'Invoice sent']);
  });

  it('refuses to write beside a running collector', async () => {
    await expect(openLoading(folder)).rejects.toThrow('Another collector is running');
  });
});

describe('a running collector', () => {
  it('comes to hold what a store loaded in process holds', async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const collector = await startTestCollector({ now: () => NOW });
    onTestFinished(collector.stop);
    const { secret } = await collector.key({ rateLimit: 100_000 });
    const acts = fortnight(9);

    const direct = storeTarget(await openLoading(folder), () => NOW);
    await load(direct, 'same', acts);
    await direct.close();
    const api = createApi({ url: collector.url, key: secret, wait: async () => {}, warn: silent });
    const tally = await load(httpTarget(api), 'same', acts);
    expect(tally.refused).toBe(0);

    const [here, there] = [rows(folder, 'same'), rows(collector.dataDir, 'same')];
    // Of days gone by the collector knows no cookieless ids any more; all else is the same, but for the time of receipt.
    const comparable = ({ events, payments, sessions }: ReturnType<typeof rows>) => ({
      sessions,
      events: events.map(({ seq, session, received, opens_session, fixed_time, visitor, ...rest }) => ({
        ...rest,
        visitor: String(visitor).startsWith('vis_') && String(visitor).length === 20 ? visitor : 'daily',
      })),
      payments: payments.map(({ seq, revenue_id, received, email_hash, ...rest }) => rest),
    });
    expect(comparable(there)).toEqual(comparable(here));
  });
});
