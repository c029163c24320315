import { existsSync } from 'node:fs';
import type { Site } from '../model/site.ts';
import type { Erasure } from './erasure.ts';
import type { EventStore } from './event-store.ts';
import type { Exclusions } from './exclusions.ts';
import type { ExportRows } from './export-rows.ts';
import type { People } from './people.ts';
import type { Registry } from './registry/index.ts';
import type { ReportSource } from './report-source.ts';
import { openConnection } from './sqlite/engine/connection.ts';
import { lockDataDir } from './sqlite/engine/lock.ts';
import { databaseFile, openDatabase } from './sqlite/engine/open.ts';
import { directWriter, startWriter } from './sqlite/engine/writer.ts';
import { readerOver, storeOver } from './sqlite/store.ts';

/*
 * The door to everything that is kept. Other rooms see the promises below; only this file names the engine that keeps them.
 */

/**
 * All that is kept in a data directory. Each part states its own promises; this is what holds for all of them.
 *
 * - A write resolves once it is committed and synced to disk, whole or not at all, also across a crash.
 * - What has resolved is seen by whatever is asked next, in this process and, within 25 ms, in every other.
 * - Ids that come out are stable: they mean the same after a restart, a backup and a restore. Row numbers stay inside.
 */
export interface Store {
  registry: Registry;
  people: People;
  events: EventStore;
  erasure: Erasure;
  exclusions: Exclusions;
  /** Time of a site's first event or payment (ms UTC), null when it has neither. A point read. */
  earliest(site: Site): number | null;
  /** False once nothing can be written any more: the writer has died, or the store is closing. */
  canWrite(): boolean;
  /** Writes down what may be written late: when keys and people were last seen. */
  flush(): Promise<void>;
  /** Commits what was handed over, then closes. */
  close(): Promise<void>;
}

/** What only reads, over a connection of its own: made for a thread of its own. Every answer is one moment's. */
export interface StoreReader {
  reports: ReportSource;
  rows: ExportRows;
  /** Copies the whole store of this moment into a file. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

export { isHeld } from './sqlite/engine/lock.ts';
export { databaseFile as storeFile } from './sqlite/engine/open.ts';
export { restore } from './sqlite/engine/restore.ts';
export { examine } from './sqlite/engine/soundness.ts';

/** Whether a data directory holds a store. */
export const storeExists = (dataDir: string): boolean => existsSync(databaseFile(dataDir));

/**
 * Opens the store of a data directory for one command, beside a collector that may be running. Makes it where there is none,
 * and brings an older one up to date. Throws a plain line for a store that a newer version made.
 */
export function openStore(dataDir: string): Store {
  const db = openDatabase(dataDir);
  return storeOver(db, directWriter(db));
}

/**
 * Opens it for a collector: no other can hold it at the same time, and writes happen in a thread of their own. Throws a plain
 * line when another collector holds it.
 */
export function holdStore(dataDir: string): Store {
  const lock = lockDataDir(dataDir);
  try {
    const db = openDatabase(dataDir);
    const store = storeOver(db, startWriter(databaseFile(dataDir)));
    return {
      ...store,
      close: async () => {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Opens an existing store for reading alone. */
export function openReader(dataDir: string): StoreReader {
  return readerOver(openConnection(databaseFile(dataDir), { readonly: true }));
}
