import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../collector/model/event.ts';
import { identities as migration } from '../../collector/store/sqlite/migrations/0003-identities.ts';
import { exportEvents } from '../../collector/store/sqlite/read/export-events.ts';
import { findPersons } from '../reference/persons.ts';
import { append, event, MINUTE, NOON, SITE } from '../support/made-up.ts';
import { type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

const identify = (visitor: string | null, user: unknown, over: Partial<NewEvent> = {}) =>
  event({ name: 'identify', visitor, interactive: false, properties: JSON.stringify({ user_id: user }), ...over });

const users = (store: TemporaryStore, site = SITE): Record<string, string> => {
  const rows = store.db
    .prepare<[number], { visitor: string; user_id: string }>('select * from identities where site = ?')
    .all(site);
  return Object.fromEntries(rows.map(({ visitor, user_id }) => [visitor, user_id]));
};

/** Ids at the edge between a user and nobody. */
const GIVEN = [
  'ann',
  'ann',
  'bob',
  'Ann',
  '  ',
  '',
  'null',
  'Undefined',
  '[object Object]',
  '0',
  0,
  42,
  -7,
  1.5,
  2 ** 53,
  true,
  null,
  ['ann'],
  'x'.repeat(128),
  'x'.repeat(129),
  '€'.repeat(42),
  '€'.repeat(43),
  'O’Brien "quoted"',
];

const anIdentify = fc.record({
  visitor: fc.constantFrom('v1', 'v1', 'v2', 'v3', null),
  user: fc.constantFrom(...GIVEN),
  minute: fc.integer({ min: 0, max: 9 }),
  name: fc.constantFrom('identify', 'identify', 'identify', 'signup'),
});
const someIdentifies = fc
  .array(anIdentify, { minLength: 1, maxLength: 12 })
  .map((planned) =>
    planned.map(({ visitor, user, minute, name }, index) =>
      identify(visitor, user, { event_id: `e${index}`, time: NOON + minute * MINUTE, name }),
    ),
  );

/** The users by a plain reading of the definition. */
function expectedUsers(events: NewEvent[]): Record<string, string> {
  const { userOf } = findPersons(events);
  const known = ['v1', 'v2', 'v3'].map((visitor) => [visitor, userOf(visitor)]).filter(([, user]) => user !== null);
  return Object.fromEntries(known);
}

describe('a visitor', () => {
  it('is the user that its first identify names, and stays that user', async () => {
    const store = temporaryStore();
    await append(store.store, identify('v1', 'ann'), identify('v1', 'bob', { time: NOON + MINUTE }));
    expect(users(store)).toEqual({ v1: 'ann' });
  });

  it('is another user when an earlier identify arrives late', async () => {
    const store = temporaryStore();
    await append(store.store, identify('v1', 'bob', { time: NOON + MINUTE }));
    await append(store.store, identify('v1', 'ann'));
    expect(users(store)).toEqual({ v1: 'ann' });
  });

  it('is the same user whatever the order, the portions and the repeats', async () => {
    const deliveries = someIdentifies.chain((events) =>
      fc.record({
        events: fc.constant(events),
        sent: fc
          .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
          .map(([all, again]) => [...all, ...again]),
        portion: fc.integer({ min: 1, max: 5 }),
      }),
    );
    const store = temporaryStore();
    let site = SITE;
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events, sent, portion }) => {
        site += 2;
        for (let at = 0; at < sent.length; at += portion) {
          await append(store.store, ...sent.slice(at, at + portion).map((each) => ({ ...each, site })));
        }
        expect(users(store, site)).toEqual(expectedUsers(events));
      }),
    );
  }, 60_000);

  it('is whoever the events that are left say, once the older ones are deleted', async () => {
    const store = temporaryStore();
    let site = SITE;
    await fc.assert(
      fc.asyncProperty(someIdentifies, fc.integer({ min: 0, max: 10 }), async (events, minute) => {
        site += 2;
        await append(store.store, ...events.map((each) => ({ ...each, site })));
        const before = NOON + minute * MINUTE;
        await store.store.prune(site, before);
        expect(users(store, site)).toEqual(expectedUsers(events.filter(({ time }) => time >= before)));
      }),
    );
  }, 60_000);

  it('is learned from the history of a store that knew no users', async () => {
    const store = temporaryStore();
    for (const [index, events] of fc.sample(someIdentifies, 100).entries()) {
      await append(store.store, ...events.map((each) => ({ ...each, site: 2 * index })));
    }
    const all = store.db.prepare('select * from identities order by site, visitor');
    const learned = all.all();
    store.db.exec('drop table identities; drop index events_identify');
    store.db.exec(migration);
    expect(all.all()).toEqual(learned);
  }, 60_000);

  it('is known to its own website alone, and to live data or test data alone', async () => {
    const store = temporaryStore();
    await append(store.store, identify('v1', 'ann'));
    await append(store.store, identify('v1', 'bob', { site: SITE + 1, time: NOON - MINUTE }));
    const sites = store.db.prepare('select site, user_id from identities order by site').all();
    expect(sites).toEqual([
      { site: SITE, user_id: 'ann' },
      { site: SITE + 1, user_id: 'bob' },
    ]);
  });

  it('without a stored id is a user for as long as its daily id lives', async () => {
    const store = temporaryStore();
    await append(store.store, event({ visitor: 'yesterday', time: NOON - MINUTE }));
    await append(store.store, identify('today', 'ann', { previous_visitor: 'yesterday' }));
    expect(users(store)).toEqual({ yesterday: 'ann' });
  });

  it('is told in the export on all its events, those before it was known too', async () => {
    const store = temporaryStore();
    await append(
      store.store,
      event(),
      identify('v1', 'ann', { time: NOON + MINUTE }),
      event({ visitor: 'v2' }),
      event({ visitor: null }),
    );
    const rows = [...exportEvents(store.db, { site: SITE, start: null, end: null })].map(({ visitor_id, user_id }) => [
      visitor_id,
      user_id,
    ]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['v1', 'ann'],
        ['v1', 'ann'],
        ['v2', null],
        [null, null],
      ]),
    );
    expect(rows).toHaveLength(4);
  });
});
