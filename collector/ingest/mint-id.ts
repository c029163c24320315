import { createHash, randomFillSync } from 'node:crypto';

/**
 * A new id such as `evt_0191d5c3a4b2…`: 48 bits of time, so that ids of one time lie together in an index, and 80 of chance.
 * With a seed the same request mints the same ids, so that a retry after a crash finds what it had stored.
 */
export function mintId(prefix: 'evt_' | 'rev_', now: number, seed: string | null, index: number): string {
  if (seed !== null) {
    return prefix + createHash('sha256').update(`${prefix}${index}\0${seed}`).digest('hex').slice(0, 32);
  }
  return prefix + Math.max(0, now).toString(16).padStart(12, '0') + randomHex();
}

const RANDOM_BYTES = 10;
/** Asking the system for ten bytes costs as much as asking for thousands. */
const pool = Buffer.alloc(RANDOM_BYTES * 500);
let used = pool.length;

function randomHex(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.toString('hex', used - RANDOM_BYTES, used);
}
