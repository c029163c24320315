import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isHeld } from './store/index.ts';

/*
 * A running collector leaves the address by which browsers reach it in its data directory, so that the links that commands
 * print are right whatever port or name it was started with.
 */

const addressFile = (dataDir: string): string => path.join(dataDir, 'collector.address');

/** Leaves the address; what is returned takes it away again. */
export function leaveAddress(dataDir: string, url: string): () => void {
  const file = addressFile(dataDir);
  // Renamed into its place, as a command may be reading.
  writeFileSync(`${file}.next`, `${url}\n`, { mode: 0o600 });
  renameSync(`${file}.next`, file);
  return () => rmSync(file, { force: true });
}

/** The address of the collector that runs on a data directory. Null when none does: one that was killed leaves its file. */
export function addressLeftIn(dataDir: string): string | null {
  if (!isHeld(dataDir)) return null;
  try {
    return readFileSync(addressFile(dataDir), 'utf8').trim() || null;
  } catch (error) {
    // It is about to listen, or about to end.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
