import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../collector/store/event-store.ts';
import { openConnection } from '../../../collector/store/sqlite/engine/connection.ts';
import { createGroupCommit } from '../../../collector/store/sqlite/engine/group-commit.ts';
import { databaseFile, openDatabase } from '../../../collector/store/sqlite/engine/open.ts';
import { append, event } from '../../support/made-up.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

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

describe('salts', () => {
  it('that are erased are in no table any more', () => {
    const { registry, db } = temporaryStore();
    for (const day of ['2024-01-01', '2024-01-02', '2024-01-03']) registry.salt(day, '2024-01-01');
    registry.salt('2024-01-03', '2024-01-02');
    expect(db.prepare('select day from salts').pluck().all()).toEqual(['2024-01-02', '2024-01-03']);
  });
});
