import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Restored } from '../../soundness.ts';
import { lockDataDir } from './lock.ts';
import { databaseFile } from './open.ts';
import { examine } from './soundness.ts';

/**
 * Puts the backup in `file` in the place of a data directory's store, after looking it through. Throws a plain line when a
 * collector is running on it.
 */
export function restore(dataDir: string, file: string, { replace }: { replace: boolean }): Restored {
  const store = databaseFile(dataDir);
  const lock = lockDataDir(dataDir);
  try {
    if (existsSync(store) && !replace) return { outcome: 'exists' };
    const arriving = `${store}.restoring`;
    try {
      copyFileSync(file, arriving);
      const { faults, counts } = examine(arriving);
      if (faults[0] !== undefined) return { outcome: 'unsound', fault: faults[0] };
      sync(arriving);
      // The old log must never be replayed into the new file.
      for (const leftover of ['-wal', '-shm']) rmSync(store + leftover, { force: true });
      renameSync(arriving, store);
      sync(dataDir);
      return { outcome: 'restored', counts };
    } finally {
      for (const leftover of ['', '-wal', '-shm']) rmSync(arriving + leftover, { force: true });
    }
  } finally {
    lock.release();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
