import { createHash, randomBytes } from 'node:crypto';

/**
 * A new id such as `evt_0191d5c3a4b2…`: 48 bits of time, so that ids of one time lie together in an index, and 80 of chance.
 * With a seed the same request mints the same ids, so that a retry after a crash finds what it had stored.
 */
export function mintId(prefix: 'evt_' | 'rev_', now: number, seed: string | null, index: number): string {
  if (seed !== null) {
    return prefix + createHash('sha256').update(`${prefix}${index}\0${seed}`).digest('hex').slice(0, 32);
  }
  return prefix + Math.max(0, now).toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
}
