import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebsite } from '../../collector/account/website.ts';
import type { NewEvent } from '../../collector/model/event.ts';
import { siteOf } from '../../collector/model/site.ts';
import { findOrigin } from '../../collector/query/money/attribution.ts';
import { reasonedAttribution } from '../../collector/query/reports/payment-attribution.ts';
import { writeDirectly } from '../../collector/store/sqlite/engine/writer.ts';
import { findIdentities } from '../../collector/store/sqlite/read/identities.ts';
import { createErasure } from '../../collector/store/sqlite/write/erasure.ts';
import { histories } from '../reference/histories/histories.ts';
import { deliver, deliveries } from '../reference/histories/product.ts';
import { HISTORIES } from '../support/depth.ts';
import { append, event, MINUTE, NOON, payment, SITE } from '../support/made-up.ts';
import { forEvery, HANGS } from '../support/property.ts';
import { type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

const RUNS = HISTORIES / 4;
const erasureOf = ({ db }: TemporaryStore, chunk?: number) => createErasure(db, writeDirectly(db), chunk);
const rows = ({ db }: TemporaryStore, sql: string) => db.prepare<[], Record<string, unknown>>(sql).all();
const identify = (visitor: string, user: string, over: Partial<NewEvent> = {}) =>
  event({ name: 'identify', visitor, properties: JSON.stringify({ user_id: user }), ...over });

/** All that reports are made of, without the store's own numbers. */
const contents = (store: TemporaryStore) => ({
  events: rows(
    store,
    `select e.*, null as seq, s.first_event_id as session
     from events e left join sessions s on s.seq = e.session order by e.event_id`,
  ),
  sessions: rows(store, 'select *, null as seq from sessions order by visitor, start, first_event_id'),
  identities: rows(store, 'select * from identities order by visitor'),
});

/** What the store holds that names one of these, by whichever table. */
function traces(store: TemporaryStore, ...names: string[]): string[] {
  const tables = ['events', 'excluded_events', 'sessions', 'identities', 'payments', 'remembered_answers'];
  return tables.filter((table) =>
    names.some((name) => JSON.stringify(rows(store, `select * from ${table}`)).includes(name)),
  );
}

describe('erasing a visitor', () => {
  it('leaves what would be there had none of that person’s events come, in steps of any size', HANGS, async () => {
    const visitors = fc.constantFrom('v1', 'v2', 'v3');
    const chunks = fc.constantFrom(1, 2, 5, 1000);
    await forEvery(
      RUNS,
      [histories, visitors, deliveries, deliveries, chunks],
      async (history, visitor, one, other, chunk) => {
        const store = await deliver(history, one);
        const theirs = JSON.stringify(findIdentities(store.db).same(SITE, visitor));
        const gone = new Set(
          store.db
            .prepare<[string], string>('select event_id from events where visitor in (select value from json_each(?))')
            .pluck()
            .all(theirs),
        );
        const never = await deliver(
          { ...history, events: history.events.filter(({ event_id }) => !gone.has(event_id)) },
          other,
        );
        const foreseen = await erasureOf(store).countVisitor([SITE], visitor);
        // The process ends after its first step, and is asked again.
        const first = await writeDirectly(store.db)('eraseVisitor', { site: SITE, visitor, limit: chunk });
        const rest = await erasureOf(store, chunk).eraseVisitor([SITE], visitor);
        expect(contents(store)).toEqual(contents(never));
        expect({
          visitors: first.visitors,
          events: first.events + rest.events,
          sessions: first.sessions + rest.sessions,
          payments: first.payments + rest.payments,
        }).toEqual({ ...foreseen, visitors: first.visitors });
        expect(new Set(foreseen.visitors)).toEqual(new Set(first.visitors));
      },
    );
  });

  it('takes every device of the person, what was kept apart, and nobody else', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      event({ visitor: 'phone' }),
      identify('phone', 'ann'),
      identify('laptop', 'ann', { time: NOON + MINUTE }),
      event({ visitor: 'laptop', exclusion: 'bot' }),
      event({ visitor: 'other' }),
      identify('other', 'bob'),
      event({ visitor: 'phone', site: SITE + 2 }),
    );
    const counts = { visitors: ['laptop', 'phone'], events: 4, sessions: 2, payments: 0 };
    const foreseen = await erasureOf(store).countVisitor([SITE], 'laptop');
    expect({ ...foreseen, visitors: foreseen.visitors.toSorted() }).toEqual(counts);
    const erased = await erasureOf(store).eraseVisitor([SITE], 'laptop');
    expect({ ...erased, visitors: erased.visitors.toSorted() }).toEqual(counts);
    expect(rows(store, 'select site, visitor from events order by site, event_id')).toEqual([
      { site: SITE, visitor: 'other' },
      { site: SITE, visitor: 'other' },
      { site: SITE + 2, visitor: 'phone' },
    ]);
    expect(rows(store, 'select visitor from identities')).toEqual([{ visitor: 'other' }]);
    expect(await erasureOf(store).eraseVisitor([SITE], 'laptop')).toEqual({
      visitors: ['laptop'],
      events: 0,
      sessions: 0,
      payments: 0,
    });
  });

  it('keeps the money, and nothing in it that leads to the person', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      event({ visitor: 'v1', session_id: 's1' }),
      identify('v1', 'ann'),
      event({ visitor: 'v9' }),
    );
    const ids = { properties: '{"note":"Ann"}' };
    const paid = [
      payment({ revenue_id: 'by_visitor', visitor: 'v1', customer_id: 'cus_1', ...ids }),
      payment({ revenue_id: 'by_session', session_id: 's1', ...ids }),
      payment({ revenue_id: 'by_user', customer_id: 'ann', email_hash: 'hash', ...ids }),
      payment({ revenue_id: 'by_customer', customer_id: 'cus_1', ...ids }),
      payment({ revenue_id: 'by_email', email_hash: 'hash', ...ids }),
      payment({ revenue_id: 'another', visitor: 'v9', customer_id: 'cus_1', ...ids }),
      payment({ revenue_id: 'stranger', customer_id: 'cus_2', ...ids }),
    ];
    for (const each of paid) await store.store.recordPayment(each, 'keep');
    const erased = await erasureOf(store, 2).eraseVisitor([SITE], 'v1');
    expect(erased.payments).toBe(5);
    for (const each of paid) {
      const kept = await store.source.payment(SITE, each.revenue_id);
      if (['another', 'stranger'].includes(each.revenue_id)) {
        expect(kept).toEqual(each);
        continue;
      }
      const bare = { visitor: null, session_id: null, customer_id: null, email_hash: null, properties: '{}' };
      expect(kept).toEqual({ ...each, ...bare });
      const origin = await findOrigin(store.source, { ...each, ...bare }, 30);
      expect(await reasonedAttribution(store.source, { ...each, ...bare }, origin, 30)).toMatchObject({
        status: 'unattributed',
        reason: 'no_ids',
      });
    }
    expect(traces(store, '"v1"', '"s1"', '"ann"', '"hash"')).toEqual([]);
  });

  it('does not take the customers whom a program calls guest for one person', async () => {
    const store = temporaryStore();
    for (const [revenue_id, visitor] of [
      ['r1', 'v1'],
      ['r2', null],
    ] as const) {
      await store.store.recordPayment(payment({ revenue_id, visitor, customer_id: 'guest' }), 'keep');
    }
    expect((await erasureOf(store).eraseVisitor([SITE], 'v1')).payments).toBe(1);
  });

  it('forgets the answers that named the person, and no others', async () => {
    const store = temporaryStore();
    const remember = (key: string, body: object) =>
      store.registry.rememberAnswer('key', key, { fingerprint: 'f', status: 200, body: JSON.stringify(body) }, NOON);
    await append(store.store, event({ visitor: 'v1' }));
    await store.store.recordPayment(payment({ revenue_id: 'rev_1', customer_id: 'c', visitor: 'v1' }), 'keep');
    await remember('theirs', { revenue_id: 'rev_1', attribution: { visitor_id: null } });
    await remember('matched', { revenue_id: 'rev_0', attribution: { visitor_id: 'v1' } });
    await remember('other', { revenue_id: 'rev_2', attribution: { visitor_id: 'v2' } });
    await remember('event', { event_id: 'evt_1' });
    await erasureOf(store).eraseVisitor([SITE], 'v1');
    expect(rows(store, 'select key from remembered_answers order by key')).toEqual([
      { key: 'event' },
      { key: 'other' },
    ]);
  });

  it('leaves the session that its caller named to the others in it', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      event({ event_id: 'a', visitor: 'v1', session_id: 's', page: '/a', country: 'FR' }),
      event({ event_id: 'b', visitor: 'v2', session_id: 's', page: '/b', country: 'DE', time: NOON + MINUTE }),
    );
    await erasureOf(store).eraseVisitor([SITE], 'v1');
    expect(rows(store, 'select visitor, first_event_id, views, entry_page, country from sessions')).toEqual([
      { visitor: 'v2', first_event_id: 'b', views: 1, entry_page: '/b', country: 'DE' },
    ]);
  });

  it('makes who comes again a new visitor', async () => {
    const store = temporaryStore();
    await append(store.store, event({ visitor: 'v1' }), identify('v1', 'ann'));
    await erasureOf(store).eraseVisitor([SITE], 'v1');
    await append(store.store, event({ visitor: 'v1', time: NOON + MINUTE, page: '/again' }));
    expect(rows(store, 'select start, views, entry_page from sessions')).toEqual([
      { start: NOON + MINUTE, views: 1, entry_page: '/again' },
    ]);
    expect(rows(store, 'select * from identities')).toEqual([]);
  });
});

describe('deleting a website', () => {
  async function twoWebsites() {
    const store = temporaryStore();
    const add = async (id: string) => {
      const website = await store.registry.createWebsite(createWebsite({ id, domain: `${id}.test` }, NOON));
      if (website === null) throw new Error(id);
      for (const test of [false, true]) {
        const site = siteOf(website, test);
        await append(
          store.store,
          ...Array.from({ length: 5 }, () => event({ site })),
          event({ site, exclusion: 'bot' }),
        );
        await append(store.store, identify('v1', 'ann', { site }));
        await store.store.recordPayment(payment({ site, visitor: 'v1' }), 'keep');
      }
      await store.registry.saveAnnotation(website, {
        id: `ann_${id}`,
        date: '2024-01-15',
        text: 'x',
        created_at: '2024-01-15T00:00:00Z',
      });
      return website;
    };
    return { store, kept: await add('kept'), doomed: await add('doomed') };
  }
  const perSite = (store: TemporaryStore, table: string) =>
    rows(store, `select distinct site from ${table} order by site`).map(({ site }) => site);
  const TABLES = ['events', 'excluded_events', 'sessions', 'identities', 'payments', 'ledger'];

  it('takes all of its rows, live and test, and none of another’s', async () => {
    const { store, kept, doomed } = await twoWebsites();
    expect(await erasureOf(store).countWebsite(doomed)).toEqual({ events: 14, payments: 2 });
    expect(await store.registry.deleteWebsite(doomed, NOON)).toBe(true);
    await erasureOf(store, 3).emptyDeletedWebsites();
    for (const table of TABLES) expect(perSite(store, table), table).toEqual([siteOf(kept, false), siteOf(kept, true)]);
    expect(rows(store, 'select id from annotations')).toEqual([{ id: 'ann_kept' }]);
    expect(store.db.pragma('foreign_key_check')).toEqual([]);
    expect(await store.registry.deleteWebsite(doomed, NOON)).toBe(false);
  });

  it('goes on where it was broken off', async () => {
    const { store, kept, doomed } = await twoWebsites();
    await store.registry.deleteWebsite(doomed, NOON);
    expect(await writeDirectly(store.db)('emptyWebsite', { number: doomed.number, limit: 2 })).toBe(true);
    await erasureOf(store).emptyDeletedWebsites();
    expect(perSite(store, 'events')).toEqual([siteOf(kept, false), siteOf(kept, true)]);
    expect(rows(store, 'select emptied from deleted_websites')).toEqual([{ emptied: 1 }]);
  });

  it('stores nothing that arrives late for it, and gives its rows to no later website', async () => {
    const { store, doomed } = await twoWebsites();
    await store.registry.deleteWebsite(doomed, NOON);
    await erasureOf(store).emptyDeletedWebsites();
    const site = siteOf(doomed, false);
    expect(await append(store.store, event({ site }))).toEqual([{ result: 'stored', time: NOON }]);
    await store.store.recordPayment(payment({ site }), 'keep');
    expect([perSite(store, 'events'), perSite(store, 'payments')].flat()).not.toContain(site);
    const again = await store.registry.createWebsite(createWebsite({ id: 'doomed', domain: 'new.test' }, NOON));
    expect(again?.number).toBeGreaterThan(doomed.number);
  });
});
