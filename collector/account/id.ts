import { createHash, randomBytes } from 'node:crypto';

export type IdPrefix = 'web' | 'cev' | 'key' | 'per' | 'inv' | 'shl' | 'ann';

/** A new id such as `web_3f0c…`. With a seed the same id comes out every time, so that a retried request mints no second one. */
export function mintId(prefix: IdPrefix, seed: string | null = null): string {
  const bytes = seed === null ? randomBytes(12) : createHash('sha256').update(`${prefix}\n${seed}`).digest();
  return `${prefix}_${bytes.subarray(0, 12).toString('hex')}`;
}
