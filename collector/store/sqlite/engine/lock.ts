import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** The file that is locked; nothing is in it. */
const lockFile = (dataDir: string): string => join(dataDir, 'collector.lock');

/** A command that looks whether the lock is held has hold of it for an instant: a collector that starts then waits for it. */
const GLANCE_MS = 200;

/**
 * Holds a data directory for one collector. The lock is SQLite's own on an empty file, so the system frees it however
 * the process ends. Throws one plain line when another collector holds it.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = new Database(lockFile(dataDir), { timeout: GLANCE_MS });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('begin exclusive');
  } catch {
    db.close();
    throw new Error(`Another collector is running on ${dataDir}`);
  }
  return { release: () => db.close() };
}

/** Whether a collector holds a data directory. Only looks: nothing is made where there is nothing. */
export function isHeld(dataDir: string): boolean {
  if (!existsSync(lockFile(dataDir))) return false;
  const db = new Database(lockFile(dataDir), { readonly: true, timeout: 0 });
  try {
    db.prepare('select count(*) from sqlite_master').get();
    return false;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return true;
    throw error;
  } finally {
    db.close();
  }
}
