import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import { lockDataDir } from '../store/sqlite/engine/lock.ts';
import { databaseFile } from '../store/sqlite/engine/open.ts';
import { type DataDirOption, dataDirOf, withDataDir } from './data-dir.ts';
import { Mistake } from './mistake.ts';
import { print } from './print.ts';
import { describeCounts, examine, type Soundness } from './soundness.ts';

export function restore(program: Command): void {
  withDataDir(program.command('restore <file>'))
    .description('put a backup in the place of the store; the collector must be stopped')
    .option('--force', 'replace a store that exists')
    .addHelpText('after', '\nExample:\n  $ bizness restore /backups/bizness.db --data-dir ./data')
    .action(run);
}

function run(file: string, options: DataDirOption & { force?: boolean }): void {
  const dataDir = dataDirOf(options);
  const store = databaseFile(dataDir);
  if (!existsSync(file)) throw new Mistake(`There is no file ${file}`);
  const lock = lockDataDir(dataDir);
  try {
    if (existsSync(store) && !options.force) {
      throw new Mistake(`${store} exists. Restoring would replace it: pass --force if that is meant`);
    }
    const arriving = `${store}.restoring`;
    try {
      copyFileSync(file, arriving);
      const counts = verify(arriving, file);
      sync(arriving);
      // The old log must never be replayed into the new file.
      for (const leftover of ['-wal', '-shm']) rmSync(store + leftover, { force: true });
      renameSync(arriving, store);
      sync(dataDir);
      print(`Restored ${file} to ${store}: ${describeCounts(counts)}.`);
    } finally {
      for (const leftover of ['', '-wal', '-shm']) rmSync(arriving + leftover, { force: true });
    }
  } finally {
    lock.release();
  }
}

function verify(copy: string, file: string): Soundness['counts'] {
  const { faults, counts } = examine(copy);
  if (faults.length > 0) throw new Mistake(`${file} is no sound backup: ${faults[0]}. The store was not touched`);
  return counts;
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
