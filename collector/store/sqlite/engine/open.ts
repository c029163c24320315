import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, openConnection } from './connection.ts';
import { migrate } from './migrate.ts';

/** The one file that holds everything worth keeping, whether it is there yet or not. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'bizness.db');

/** Opens the database for reading and writing, creating and migrating it as needed. */
export function openDatabase(dataDir: string): Connection {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openConnection(databaseFile(dataDir));
  migrate(db);
  return db;
}
