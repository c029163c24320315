import path from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { openReader, openStore, type Store, type StoreReader, storeExists, storeFile } from '../store/index.ts';
import { Mistake } from './mistake.ts';

/** The option of every command. */
export interface DataDirOption {
  dataDir?: string;
}

export function withDataDir(command: Command): Command {
  return command.option('--data-dir <dir>', 'folder of the store (default: DATA_DIR, else ./data)');
}

/** The folder meant, whole: the flag, else the environment, else `./data`. */
export function dataDirOf(options: DataDirOption): string {
  return path.resolve(readConfig({ DATA_DIR: options.dataDir ?? process.env.DATA_DIR }).dataDir);
}

/** The file of the store. Throws a mistake where there is none, so that a mistyped folder is not filled with an empty one. */
export function requireStore(dataDir: string): string {
  if (storeExists(dataDir)) return storeFile(dataDir);
  throw new Mistake(
    `There is no store in ${dataDir}. Name its folder with --data-dir or DATA_DIR, or make one there: bizness start`,
  );
}

/** Opens an existing store for one command, beside a collector that may be running, and closes it after. */
export async function onStore<T>(options: DataDirOption, act: (store: Store) => Promise<T> | T): Promise<T> {
  requireStore(dataDirOf(options));
  return withStore(options, act);
}

/** Like `onStore`, and makes the store where there is none, of which `tell` is to tell. */
export async function onNewStore<T>(
  options: DataDirOption,
  tell: (message: string) => void,
  act: (store: Store) => Promise<T> | T,
): Promise<T> {
  const isNew = !storeExists(dataDirOf(options));
  return withStore(options, (store) => {
    if (isNew) tell(`Made a new store in ${dataDirOf(options)}.`);
    return act(store);
  });
}

async function withStore<T>(options: DataDirOption, act: (store: Store) => Promise<T> | T): Promise<T> {
  const store = openStore(dataDirOf(options));
  try {
    return await act(store);
  } finally {
    await store.close();
  }
}

/** Like `onStore`, for what only reads, however much. */
export async function onReader<T>(
  options: DataDirOption,
  act: (reader: StoreReader, store: Store) => Promise<T> | T,
): Promise<T> {
  return onStore(options, async (store) => {
    const reader = openReader(dataDirOf(options));
    try {
      return await act(reader, store);
    } finally {
      reader.close();
    }
  });
}
