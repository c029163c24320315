import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { People } from '../store/people.ts';
import type { Registry } from '../store/registry/index.ts';
import type { Connection } from '../store/sqlite/engine/connection.ts';
import { databaseFile, openStore } from '../store/sqlite/engine/open.ts';
import { writeDirectly } from '../store/sqlite/engine/writer.ts';
import { createPeople } from '../store/sqlite/registry/people.ts';
import { createRegistry } from '../store/sqlite/registry/registry.ts';
import { Mistake } from './mistake.ts';

/** The option of every command. */
export interface DataDirOption {
  dataDir?: string;
}

export function withDataDir(command: Command): Command {
  return command.option('--data-dir <dir>', 'folder of the store (default: DATA_DIR, else ./data)');
}

/** The folder meant: the flag, else the environment, else `./data`. */
export function dataDirOf(options: DataDirOption): string {
  return readConfig({ DATA_DIR: options.dataDir ?? process.env.DATA_DIR }).dataDir;
}

/** Throws a mistake when the folder holds no store yet, so that a mistyped folder is not filled with an empty one. */
export function requireStore(dataDir: string): string {
  const file = databaseFile(dataDir);
  if (existsSync(file)) return file;
  throw new Mistake(
    `There is no store in ${dataDir}. Start the collector there first, or name another with --data-dir`,
  );
}

/** Opens an existing store for one command, beside a collector that may be running, and closes it after. */
export async function onStore<T>(options: DataDirOption, act: (store: OpenStore) => Promise<T> | T): Promise<T> {
  const dataDir = dataDirOf(options);
  requireStore(dataDir);
  return onNewStore(options, act);
}

/** Like `onStore`, and makes the store where there is none. */
export async function onNewStore<T>(options: DataDirOption, act: (store: OpenStore) => Promise<T> | T): Promise<T> {
  const db = openStore(dataDirOf(options));
  try {
    const write = writeDirectly(db);
    return await act({ db, registry: createRegistry(db, write), people: createPeople(db, write) });
  } finally {
    db.close();
  }
}

export interface OpenStore {
  db: Connection;
  registry: Registry;
  people: People;
}
