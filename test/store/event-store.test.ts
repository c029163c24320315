import { describe, expect, it } from 'vitest';
import { type AppendOutcome, StoreUnavailable } from '../../collector/store/event-store.ts';
import { openConnection } from '../../collector/store/sqlite/engine/connection.ts';
import { createGroupCommit } from '../../collector/store/sqlite/engine/group-commit.ts';
import { lockDataDir } from '../../collector/store/sqlite/engine/lock.ts';
import { databaseFile, openDatabase } from '../../collector/store/sqlite/engine/open.ts';
import { append, event, NOON, payment, SITE } from '../support/made-up.ts';
import { type TemporaryStore, temporaryDir, temporaryStore } from '../support/temporary-store.ts';

const count = (store: TemporaryStore, table: string) =>
  store.db.prepare<[], number>(`select count(*) from ${table}`).pluck().get();

describe('a connection', () => {
  it('is synchronous=FULL in the process that made the store and in each that opens it again', () => {
    const dir = temporaryDir();
    for (let time = 0; time < 2; time += 1) {
      const db = openDatabase(dir);
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      db.close();
    }
    const again = openConnection(databaseFile(dir), { readonly: true });
    expect(again.pragma('synchronous', { simple: true })).toBe(2);
    again.close();
  });

  it('refuses a store made by a newer version', () => {
    const dir = temporaryDir();
    const db = openDatabase(dir);
    db.pragma('user_version = 999');
    db.close();
    expect(() => openDatabase(dir)).toThrow(/newer version/);
  });

  it('is for one collector at a time', () => {
    const dir = temporaryDir();
    const lock = lockDataDir(dir);
    expect(() => lockDataDir(dir)).toThrow(/Another collector is running/);
    lock.release();
    lockDataDir(dir).release();
  });
});

const results = (outcomes: AppendOutcome[]) => outcomes.map(({ result }) => result);

describe('append', () => {
  it('stores an event id once per site, also within one request', async () => {
    const store = temporaryStore();
    const first = event();
    expect(results(await append(store.store, first, first))).toEqual(['stored', 'duplicate']);
    expect(results(await append(store.store, first, { ...first, site: SITE + 2 }))).toEqual(['duplicate', 'stored']);
    expect(count(store, 'events')).toBe(2);
  });

  it('keeps the first of two different events with one id', async () => {
    const store = temporaryStore();
    const first = event({ properties: '{"plan":"pro"}' });
    await append(store.store, first);
    const other = { ...first, properties: '{"plan":"free"}', time: first.time + 1 };
    expect(await append(store.store, other)).toEqual([{ result: 'differs', time: first.time }]);
    expect(store.db.prepare('select properties from events').pluck().get()).toBe('{"plan":"pro"}');
  });

  it('does not hold a corrected clock against a repeat', async () => {
    const store = temporaryStore();
    const first = event({ fixed_time: false });
    await append(store.store, first);
    expect(results(await append(store.store, { ...first, time: first.time + 7 }))).toEqual(['duplicate']);
  });

  it('counts what was accepted, repeated and dropped', async () => {
    const store = temporaryStore();
    const first = event();
    await store.store.append({
      events: [first, first],
      sessionTimeout: 1,
      drops: [{ site: SITE, reason: 'bot', count: 3 }],
      lost: 0,
      received: NOON + 5,
    });
    expect(store.db.prepare('select outcome, count, hour from ledger order by outcome').all()).toEqual([
      { outcome: 'accepted', count: 1, hour: NOON },
      { outcome: 'bot', count: 3, hour: NOON },
      { outcome: 'duplicate', count: 1, hour: NOON },
    ]);
  });
});

describe('a group of writes', () => {
  it('loses only the guilty one when one of them fails', () => {
    const store = temporaryStore();
    const commit = createGroupCommit(store.db);
    const good = { command: 'markKeysUsed' as const, payload: [['key_1', 1]] };
    const bad = { command: 'createKey' as const, payload: { scopes: [], websites: null } };
    const replies = commit([
      { id: 1, ...good },
      { id: 2, ...bad },
      { id: 3, ...good },
    ]);
    expect(replies.map(({ id, ok }) => [id, ok])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  it('is refused as unavailable, and stores nothing, when the disk is full', async () => {
    const store = temporaryStore();
    const pages = store.db.pragma('page_count', { simple: true }) as number;
    store.db.pragma(`max_page_count = ${pages}`);
    const events = Array.from({ length: 400 }, () => event({ properties: `{"filler":"${'x'.repeat(500)}"}` }));
    await expect(append(store.store, ...events)).rejects.toThrow(StoreUnavailable);
    expect(count(store, 'events')).toBe(0);
    store.db.pragma(`max_page_count = ${pages + 10_000}`);
    await append(store.store, ...events);
    expect(count(store, 'events')).toBe(400);
  });
});

describe('recordPayment', () => {
  it('keeps one row per transaction and sign', async () => {
    const { store } = temporaryStore();
    const paid = payment({ transaction_id: 't1' });
    expect(await store.recordPayment(paid, 'keep')).toMatchObject({ duplicate: false });
    const repeat = await store.recordPayment({ ...paid, revenue_id: 'rev_other' }, 'keep');
    expect(repeat).toMatchObject({ duplicate: true, differing: [], payment: { revenue_id: paid.revenue_id } });
    const refund = payment({ transaction_id: 't1', type: 'refund', minor: -400 });
    expect(await store.recordPayment(refund, 'keep')).toMatchObject({ duplicate: false, originalBalance: 600 });
  });

  it('names what differs in a repeat and keeps the first, unless asked to replace it', async () => {
    const { store } = temporaryStore();
    const paid = payment({ transaction_id: 't1' });
    await store.recordPayment(paid, 'keep');
    const other = { ...paid, revenue_id: 'rev_x', minor: 5000 };
    expect(await store.recordPayment(other, 'keep')).toMatchObject({ differing: ['minor'], payment: { minor: 1000 } });
    expect(await store.recordPayment(other, 'replace')).toMatchObject({
      duplicate: true,
      payment: { minor: 5000, revenue_id: paid.revenue_id },
    });
  });
});

describe('prune', () => {
  it('deletes what is older than its website keeps and nothing else', async () => {
    const store = temporaryStore();
    await append(store.store, event({ time: NOON - 1 }), event({ time: NOON, visitor: 'v2' }));
    await store.store.recordPayment(payment({ time: NOON - 1 }), 'keep');
    expect(await store.store.countOlderThan([SITE], NOON)).toBe(2);
    expect(await store.store.prune(SITE, NOON)).toBe(3);
    expect([count(store, 'events'), count(store, 'sessions'), count(store, 'payments')]).toEqual([1, 1, 0]);
  });
});

describe('salts', () => {
  it('last for a day and the next, then are erased', () => {
    const { registry, db } = temporaryStore();
    const first = registry.salt('2024-01-01');
    expect(registry.salt('2024-01-01')).toEqual(first);
    registry.salt('2024-01-02');
    expect(db.prepare('select day from salts').pluck().all()).toEqual(['2024-01-01', '2024-01-02']);
    registry.salt('2024-01-03');
    expect(db.prepare('select day from salts').pluck().all()).toEqual(['2024-01-02', '2024-01-03']);
  });
});
