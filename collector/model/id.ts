import { createHash, randomBytes, randomFillSync } from 'node:crypto';

export type IdPrefix = 'web' | 'cev' | 'key' | 'per' | 'inv' | 'shl' | 'ann';

/** A new id such as `web_3f0c…`. With a seed the same id comes out every time, so that a retried request mints no second one. */
export function mintId(prefix: IdPrefix, seed: string | null = null): string {
  const bytes = seed === null ? randomBytes(12) : createHash('sha256').update(`${prefix}\n${seed}`).digest();
  return `${prefix}_${bytes.subarray(0, 12).toString('hex')}`;
}

/**
 * A new id such as `evt_0191d5c3a4b2…` for what comes in by the thousand: 48 bits of time, so that ids of one time lie
 * together in an index, 16 that count within a millisecond, so that ids rise in the order they're made in, and 64 of
 * chance. With a seed the same request mints the same ids, each by its place in the request, so that a retry after a crash
 * finds what it had stored.
 */
export function mintTimedId(prefix: 'evt' | 'rev', now: number, seed: string | null, place: number): string {
  if (seed !== null) {
    const digest = createHash('sha256').update(`${prefix}_${place}\0${seed}`).digest('hex');
    return `${prefix}_${digest.slice(0, 32)}`;
  }
  made = now === madeAt ? made + 1 : 0;
  madeAt = now;
  return `${prefix}_${hex(Math.max(0, now), 12)}${hex(made & 0xffff, 4)}${randomHex()}`;
}

/** The millisecond of the last id, and how many were made in it before. */
let madeAt = 0;
let made = 0;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');

const RANDOM_BYTES = 8;
/** Asking the system for eight bytes costs as much as asking for thousands. */
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
