import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { EventStore } from '../../collector/store/event-store.ts';
import type { Exclusions } from '../../collector/store/exclusions.ts';
import type { Store, StoreReader } from '../../collector/store/index.ts';
import type { Registry } from '../../collector/store/registry/index.ts';
import type { ReportSource } from '../../collector/store/report-source.ts';
import type { Connection } from '../../collector/store/sqlite/engine/connection.ts';
import { migrate } from '../../collector/store/sqlite/engine/migrate.ts';
import { openDatabase } from '../../collector/store/sqlite/engine/open.ts';
import { directWriter } from '../../collector/store/sqlite/engine/writer.ts';
import { readerOver, storeOver } from '../../collector/store/sqlite/store.ts';
import { temporaryDir } from './temporary-dir.ts';

export interface TemporaryStore {
  db: Connection;
  store: EventStore;
  registry: Registry;
  source: ReportSource;
  exclusions: Exclusions;
}

/** A real store in a folder of its own, written to directly. */
export function temporaryStore(): TemporaryStore {
  const dir = temporaryDir();
  const db = openDatabase(dir);
  onTestFinished(() => {
    db.close();
  });
  return over(db);
}

/**
 * A real store that is nowhere but in memory, migrated once: for hundreds of tests and cases that ask what a store holds,
 * not whether it lasts. Nothing need be closed.
 */
export function fleetingStore(): TemporaryStore {
  return over(inMemory());
}

/** The same as the door gives it out, with what reads it. */
export function openInMemory(): { store: Store; reader: StoreReader } {
  const db = inMemory();
  return { store: storeOver(db, directWriter(db)), reader: readerOver(db) };
}

function inMemory(): Connection {
  const db = new Database(migratedOnce());
  db.pragma('foreign_keys = ON');
  return db;
}

let migrated: Buffer | null = null;
function migratedOnce(): Buffer {
  if (migrated !== null) return migrated;
  const db = new Database(':memory:');
  migrate(db);
  migrated = db.serialize();
  db.close();
  return migrated;
}

function over(db: Connection): TemporaryStore {
  const { events, registry, exclusions } = storeOver(db, directWriter(db));
  return { db, store: events, registry, source: readerOver(db).reports, exclusions };
}
