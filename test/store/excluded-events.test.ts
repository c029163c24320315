import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../collector/contract/vocabulary.ts';
import type { NewEvent } from '../../collector/model/event.ts';
import type { EventSelection, ExcludedField } from '../../collector/store/exclusions.ts';
import { writeDirectly } from '../../collector/store/sqlite/engine/writer.ts';
import { exportExcludedEvents } from '../../collector/store/sqlite/read/export-events.ts';
import { createExclusions } from '../../collector/store/sqlite/write/exclusions.ts';
import { evaluate } from '../reference/evaluate.ts';
import { histories, type PlannedHistory } from '../reference/histories/histories.ts';
import { comparable, deliver, deliveries, productAnswer } from '../reference/histories/product.ts';
import { questions } from '../reference/histories/questions.ts';
import { findSessions } from '../reference/sessions.ts';
import { HISTORIES } from '../support/depth.ts';
import { append, event, HOUR, MINUTE, NOON, payment, SITE } from '../support/made-up.ts';
import { forEvery, HANGS } from '../support/property.ts';
import { type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

const RUNS = HISTORIES / 4;

const all: EventSelection = { site: SITE, start: null, end: null, fields: {}, referrerHost: null, reasons: null };
const readmit = ({ db }: TemporaryStore, over: Partial<EventSelection> = {}, chunk?: number) =>
  createExclusions(db, writeDirectly(db), chunk).readmit({ ...all, ...over }, 30 * MINUTE);
const exclude = ({ db }: TemporaryStore, over: Partial<EventSelection> = {}, chunk?: number) =>
  createExclusions(db, writeDirectly(db), chunk).exclude({ ...all, ...over }, 30 * MINUTE);
const bot = (over: Partial<NewEvent> = {}) => event({ exclusion: 'bot', ...over });
const rows = ({ db }: TemporaryStore, sql: string) => db.prepare(sql).all();
const ids = (store: TemporaryStore, table: string) =>
  rows(store, `select event_id from ${table} order by event_id`).map((row) => (row as { event_id: string }).event_id);

/** All that reports are made of, without the store's own numbers. */
const contents = (store: TemporaryStore) => ({
  events: rows(
    store,
    `select e.*, null as seq, s.first_event_id as session
     from events e left join sessions s on s.seq = e.session order by e.event_id`,
  ),
  sessions: rows(store, 'select *, null as seq from sessions order by visitor, start, first_event_id'),
  ledger: rows(store, `select * from ledger where count <> 0 and outcome <> 'duplicate' order by outcome, hour`),
});

/** A history as it is received within one hour, some of its events judged by `verdicts`. */
const judged = (history: PlannedHistory, verdicts: (Judgement | null)[]): PlannedHistory => ({
  ...history,
  events: history.events.map((each, index) => ({
    ...each,
    received: NOON,
    exclusion: verdicts[index % verdicts.length] ?? null,
  })),
});
const verdicts = fc.array(fc.constantFrom(null, null, 'bot' as const, 'referrer_spam' as const), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});
const chunks = fc.constantFrom(1, 2, 3, 7, 1000);

describe('events that are kept apart', () => {
  it('are in no count, and their ids are known to a repeat', async () => {
    const store = temporaryStore();
    const judgedBot = bot({ event_id: 'b' });
    expect(await append(store.store, judgedBot, event({ event_id: 'e', visitor: 'v2' }))).toMatchObject([
      { result: 'stored' },
      { result: 'stored' },
    ]);
    const repeat = await append(store.store, judgedBot, { ...judgedBot, exclusion: null });
    expect(repeat).toMatchObject([{ result: 'duplicate' }, { result: 'duplicate' }]);
    expect([ids(store, 'events'), ids(store, 'excluded_events')]).toEqual([['e'], ['b']]);
    expect(rows(store, 'select visitor from sessions')).toEqual([{ visitor: 'v2' }]);
    expect(rows(store, 'select outcome, count from ledger order by outcome')).toEqual([
      { outcome: 'accepted', count: 1 },
      { outcome: 'bot', count: 1 },
      { outcome: 'duplicate', count: 2 },
    ]);
  });

  it('are not stored again when they were counted before, nor twice in one request', async () => {
    const store = temporaryStore();
    const counted = event({ event_id: 'a' });
    await append(store.store, counted);
    await append(store.store, { ...counted, exclusion: 'bot' }, bot({ event_id: 'b' }), event({ event_id: 'b' }));
    expect([ids(store, 'events'), ids(store, 'excluded_events')]).toEqual([['a'], ['b']]);
  });

  it('are deleted with everything else that is past its retention, and counted beforehand', async () => {
    const store = temporaryStore();
    await append(store.store, bot({ time: NOON - 1 }), bot({ event_id: 'young', time: NOON }));
    expect(await store.store.countOlderThan([SITE], NOON)).toBe(1);
    expect(await store.store.prune(SITE, NOON)).toBe(1);
    expect(ids(store, 'excluded_events')).toEqual(['young']);
  });

  it('are exported with their reason and the session that their caller named', async () => {
    const store = temporaryStore();
    await append(store.store, bot({ event_id: 'b', session_id: 's', properties: '{"a":1}' }), event());
    await append(store.store, event({ event_id: 'elsewhere', site: SITE + 2, exclusion: 'referrer_spam' }));
    expect([...exportExcludedEvents(store.db, { site: SITE, start: null, end: null })]).toEqual([
      expect.objectContaining({ event_id: 'b', session_id: 's', excluded: 'bot', properties: { a: 1 } }),
    ]);
    await append(store.store, ...Array.from({ length: 4500 }, () => bot()));
    expect(
      new Set(
        [...exportExcludedEvents(store.db, { site: SITE, start: null, end: null })].map(({ event_id }) => event_id),
      ).size,
    ).toBe(4501);
  });

  it('are counted by what their owner asks for, in days of the website', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      bot({ visitor: 'x', browser: 'Puppeteer', time: Date.parse('2024-01-15T22:59:59Z') }),
      bot({ visitor: 'x', browser: 'Puppeteer', time: Date.parse('2024-01-15T23:00:00Z') }),
      bot({ visitor: 'y', browser: null, exclusion: 'referrer_spam', time: Date.parse('2024-01-16T12:00:00Z') }),
      event({ site: SITE + 2, exclusion: 'bot' }),
    );
    const count = async (...fields: ExcludedField[]) =>
      (await store.exclusions.countExcludedBy(all, fields, 'Europe/Paris')).map(({ labels, events, visitors }) => [
        ...labels,
        events,
        visitors,
      ]);
    expect(await count('reason')).toEqual([
      ['bot', 2, 1],
      ['referrer_spam', 1, 1],
    ]);
    expect(await count('day')).toEqual([
      ['2024-01-16', 2, 2],
      ['2024-01-15', 1, 1],
    ]);
    expect(await count('browser', 'source')).toEqual([
      ['Puppeteer', '(direct)', 2, 1],
      ['(not set)', '(direct)', 1, 1],
    ]);
  });
});

describe('readmitting', () => {
  it('everything gives what would be there had nothing been judged', HANGS, async () => {
    await forEvery(
      RUNS,
      [histories, verdicts, deliveries, deliveries, chunks],
      async (history, judge, one, other, chunk) => {
        const never = await deliver(judged(history, [null]), one);
        const store = await deliver(judged(history, judge), other);
        const apart = ids(store, 'excluded_events').length;
        expect(await readmit(store, {}, chunk)).toBe(apart);
        expect(contents(store)).toEqual(contents(never));
        expect([await readmit(store), ids(store, 'excluded_events')]).toEqual([0, []]);
      },
    );
  });

  it('half of them, broken off and said again, counts each event once', HANGS, async () => {
    await forEvery(RUNS, [histories, verdicts, deliveries], async (history, judge, delivery) => {
      const spamApart = judge.map((verdict) => (verdict === 'bot' ? null : verdict));
      const expected = await deliver(judged(history, spamApart), delivery);
      const store = await deliver(judged(history, judge), delivery);
      const selection = { ...all, reasons: ['bot' as const] };
      // The process ends after its first chunk.
      await writeDirectly(store.db)('readmitEvents', { selection, sessionTimeout: 30 * MINUTE, after: 0, span: 2 });
      await readmit(store, selection);
      expect(contents(store)).toEqual(contents(expected));
      expect(ids(store, 'excluded_events')).toEqual(ids(expected, 'excluded_events'));
    });
  });

  it('takes only what meets every condition', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      bot({ event_id: 'both', browser: 'Electron', country: 'FR' }),
      bot({ event_id: 'one', browser: 'Electron', country: 'DE' }),
      bot({ event_id: 'late', browser: 'Electron', country: 'FR', time: NOON + HOUR }),
      event({ event_id: 'spam', browser: 'Electron', country: 'FR', exclusion: 'referrer_spam' }),
    );
    const selection = { start: NOON, end: NOON + HOUR, fields: { browser: 'Electron', country: 'FR' } };
    const reasons = ['bot' as const];
    expect(await store.exclusions.countExcluded({ ...all, ...selection, reasons })).toBe(1);
    expect(await readmit(store, { ...selection, reasons })).toBe(1);
    expect(ids(store, 'events')).toEqual(['both']);
  });

  it('changes nothing when the disk is full', async () => {
    const store = temporaryStore();
    await append(store.store, ...Array.from({ length: 300 }, () => bot({ properties: `{"f":"${'x'.repeat(900)}"}` })));
    const before = contents(store);
    store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true })}`);
    await expect(readmit(store)).rejects.toThrow();
    expect([contents(store), ids(store, 'excluded_events').length]).toEqual([before, 300]);
  });
});

describe('excluding what was counted', () => {
  const selections = fc.constantFrom<Partial<EventSelection>>(
    { fields: { source: 'Google' } },
    { fields: { source: '(direct)' } },
    { fields: { country: 'DE' } },
    { fields: { country: '(not set)' } },
    { fields: { hostname: 'acme.com' } },
    { referrerHost: 'blog.example' },
  );
  /** What is left: of a visit all or nothing, by what reports say of it; an event outside every session by its own. */
  function without<E extends NewEvent>(events: E[], { fields, referrerHost }: Partial<EventSelection>): E[] {
    const { of } = findSessions(events);
    return events.filter((each) => {
      const told = of.get(each)?.origin ?? each;
      const meets = Object.entries(fields ?? {}).every(([field, value]) => {
        const by = field === 'hostname' ? each : told;
        return (by[field as 'source'] ?? (field === 'source' ? '(direct)' : '(not set)')) === value;
      });
      return !(meets && (referrerHost == null || told.referrer === referrerHost));
    });
  }

  it('gives what would be there had it never been counted, and readmitting brings all back', HANGS, async () => {
    await forEvery(
      RUNS * 2,
      [histories, selections, deliveries, chunks],
      async (history, selection, delivery, chunk) => {
        const whole = judged(history, [null]);
        const store = await deliver(whole, delivery);
        const before = contents(store);
        const rest = without(whole.events, selection);
        await exclude(store, selection, chunk);
        expect(ids(store, 'events')).toEqual(rest.map(({ event_id }) => event_id).sort());
        const { ledger: _, ...expected } = contents(await deliver({ ...whole, events: rest }, delivery));
        expect(contents(store)).toMatchObject(expected);
        await readmit(store, { reasons: ['owner'] }, chunk);
        expect(contents(store)).toEqual(before);
      },
    );
  });

  it('leaves reports as the definitions give them without those events', HANGS, async () => {
    await forEvery(RUNS, [histories, selections, deliveries, questions], async (history, selection, delivery, plan) => {
      const store = await deliver(history, delivery);
      await exclude(store, selection);
      const events = without(history.events, selection);
      fc.pre(events.length > 0);
      const left = { ...history, events };
      const question = plan(left);
      expect(await productAnswer(store, left, question)).toEqual(comparable(evaluate(left, question), question));
    });
  });

  it('is counted by the ledger under the hour of receipt, and stands against a repeat', async () => {
    const store = temporaryStore();
    const spam = event({ event_id: 'spam', referrer: 'deep.spam.example/a', received: NOON });
    const kept = event({ event_id: 'kept', visitor: 'v2', referrer: 'notspam.example' });
    await append(store.store, spam, kept);
    expect(await exclude(store, { referrerHost: 'spam.example' })).toBe(1);
    expect(await append(store.store, spam)).toMatchObject([{ result: 'duplicate' }]);
    expect(ids(store, 'events')).toEqual(['kept']);
    expect(rows(store, 'select hour, outcome, count from ledger order by outcome')).toEqual([
      { hour: NOON, outcome: 'accepted', count: 1 },
      { hour: NOON, outcome: 'duplicate', count: 1 },
      { hour: NOON, outcome: 'owner', count: 1 },
    ]);
  });

  it('takes a visit out with all that happened in it, not its first page alone', async () => {
    const store = temporaryStore();
    const spam = { visitor: 'spammer', time: NOON + MINUTE };
    await append(
      store.store,
      event({ event_id: 'landing', source: 'spam.example', referrer: 'spam.example/x', ...spam, time: NOON }),
      event({ event_id: 'second', ...spam }),
      event({ event_id: 'direct', visitor: 'ann' }),
    );
    expect(await exclude(store, { referrerHost: 'spam.example' }, 1)).toBe(2);
    expect(ids(store, 'events')).toEqual(['direct']);
  });

  it('leaves visits that came from somewhere when the direct ones are taken out', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      event({ event_id: 'landing', source: 'Google', time: NOON }),
      event({ event_id: 'second', time: NOON + MINUTE }),
      event({ event_id: 'direct', visitor: 'ann' }),
    );
    expect(await exclude(store, { fields: { source: '(direct)' } })).toBe(1);
    expect(ids(store, 'events')).toEqual(['landing', 'second']);
  });

  it('touches neither payments nor other websites', async () => {
    const store = temporaryStore();
    await append(store.store, event({ country: 'DE' }));
    await append(store.store, event({ country: 'DE', site: SITE + 2, event_id: 'elsewhere' }));
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    await exclude(store, { fields: { country: 'DE' } });
    expect(ids(store, 'events')).toEqual(['elsewhere']);
    expect(rows(store, 'select count(*) as n from payments')).toEqual([{ n: 1 }]);
  });
});
