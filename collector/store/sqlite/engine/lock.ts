import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Holds a data directory for one collector. The lock is SQLite's own on an empty file, so the system frees it however
 * the process ends. Throws one plain line when another collector holds it.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = new Database(join(dataDir, 'collector.lock'), { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('begin exclusive');
  } catch {
    db.close();
    throw new Error(`Another collector is running on ${dataDir}`);
  }
  return { release: () => db.close() };
}
