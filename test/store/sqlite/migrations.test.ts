import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../collector/store/index.ts';
import { openConnection } from '../../../collector/store/sqlite/engine/connection.ts';
import { migrate } from '../../../collector/store/sqlite/engine/migrate.ts';
import { databaseFile, openDatabase } from '../../../collector/store/sqlite/engine/open.ts';
import { foundation } from '../../../collector/store/sqlite/migrations/0001-foundation.ts';
import { identities } from '../../../collector/store/sqlite/migrations/0003-identities.ts';
import { append } from '../../support/made-up.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { temporaryStore } from '../../support/temporary-store.ts';
import { someIdentifies } from '../identifies.ts';

describe('migrations', () => {
  it('keep what a store of the first version holds', () => {
    const dir = temporaryDir();
    const db = openConnection(databaseFile(dir));
    db.exec(foundation);
    db.pragma('user_version = 1');
    db.exec(`
      insert into sessions (site, visitor, first_event_id, start, last, views, interactions, engaged_seconds, language)
      values (2, 'v1', 'e1', 10, 10, 1, 0, 0, 'de');
      insert into events (site, event_id, time, received, name, visitor, session, opens_session, tagged, interactive,
        engaged_seconds, properties, language)
      values (2, 'e1', 10, 10, 'page_view', 'v1', 1, 1, 0, 1, 0, '{}', 'de');`);
    migrate(db);
    for (const table of ['events', 'sessions']) {
      expect(db.prepare(`select language, screen from ${table}`).all()).toEqual([{ language: 'de', screen: null }]);
    }
    db.close();
  });

  it('bring hosts of a store of the first version into their one form, and leave what has none', () => {
    const db = openConnection(databaseFile(temporaryDir()));
    db.exec(foundation);
    db.pragma('user_version = 1');
    db.exec(`
      insert into sessions (site, visitor, first_event_id, start, last, views, interactions, engaged_seconds)
      values (2, 'v1', 'e1', 10, 10, 1, 0, 0);
      insert into events (site, event_id, time, received, name, visitor, session, opens_session, tagged, interactive,
        engaged_seconds, properties, hostname)
      values (2, 'e1', 10, 10, 'page_view', 'v1', 1, 1, 0, 1, 0, '{}', 'acme.test.'),
        (2, 'e2', 11, 11, 'page_view', 'v1', 1, 1, 0, 1, 0, '{}', 'xn--mller-kva.test'),
        (2, 'e3', 12, 12, 'page_view', 'v1', 1, 1, 0, 1, 0, '{}', 'acme..test'),
        (2, 'e4', 13, 13, 'signup', 'v1', 1, 1, 0, 1, 0, '{}', null);`);
    migrate(db);
    const kept = db.prepare('select hostname from events order by time').pluck().all();
    expect(kept).toEqual(['acme.test', 'müller.test', 'acme..test', null]);
    db.close();
  });

  it('bring pages of a store of the first version into their normal form, and leave what has no page', () => {
    const db = openConnection(databaseFile(temporaryDir()));
    db.exec(foundation);
    db.pragma('user_version = 1');
    db.exec(`
      insert into sessions (site, visitor, first_event_id, start, last, views, interactions, engaged_seconds, entry_page,
        exit_page)
      values (2, 'v1', 'e1', 10, 10, 1, 0, 0, '/a%2fb', null);
      insert into events (site, event_id, time, received, name, visitor, session, opens_session, tagged, interactive,
        engaged_seconds, properties, page)
      values (2, 'e1', 10, 10, 'page_view', 'v1', 1, 1, 0, 1, 0, '{}', '/a%2fb'),
        (2, 'e2', 11, 11, 'page_view', 'v1', 1, 1, 0, 1, 0, '{}', '/%E9/caf%C3%A9'),
        (2, 'e3', 12, 12, 'signup', 'v1', 1, 1, 0, 1, 0, '{}', null);`);
    migrate(db);
    expect(db.prepare('select page from events order by time').pluck().all()).toEqual(['/a%2Fb', '/%E9/café', null]);
    expect(db.prepare('select entry_page, exit_page from sessions').all()).toEqual([
      { entry_page: '/a%2Fb', exit_page: null },
    ]);
    db.close();
  });

  it('leave the same tables whether a store is new or old', () => {
    const [old, fresh] = [temporaryDir(), temporaryDir()];
    const db = openConnection(databaseFile(old));
    db.exec(foundation);
    db.pragma('user_version = 1');
    db.close();
    const columns = (dir: string) => {
      const store = openDatabase(dir);
      const found = store
        .prepare(
          `select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c order by 1, 2`,
        )
        .all();
      store.close();
      return found;
    };
    expect(columns(old)).toEqual(columns(fresh));
  });

  it('learn who visitors are from the history of a store that knew no users', async () => {
    const store = temporaryStore();
    for (const [index, events] of fc.sample(someIdentifies, 100).entries()) {
      await append(store.store, ...events.map((each) => ({ ...each, site: 2 * index })));
    }
    const all = store.db.prepare(
      'select site, visitor, user_id, time, event_id from identities order by site, visitor',
    );
    const learned = all.all();
    store.db.exec('drop table identities; drop index events_identify');
    store.db.exec(identities);
    expect(all.all()).toEqual(learned);
  });

  it('refuse a store made by a newer version', () => {
    const dir = temporaryDir();
    const db = openDatabase(dir);
    db.pragma('user_version = 1000');
    db.close();
    expect(() => openStore(dir)).toThrow(/^This store was made by a newer version \(.*\)$/);
  });
});
