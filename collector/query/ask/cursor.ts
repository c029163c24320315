import { createHash } from 'node:crypto';
import { invalid } from '../../contract/problem.ts';

/** A cursor belongs to one question: everything but the cursor and the page size must be the same. */
export function digest(params: Iterable<[string, string]>): string {
  const rest = [...params].filter(([name]) => !['cursor', 'limit', 'format'].includes(name)).sort();
  return createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 16);
}

export const makeCursor = (offset: number, fingerprint: string): string =>
  Buffer.from(JSON.stringify([offset, fingerprint])).toString('base64url');

/** Where the page begins. */
export function parseCursor(cursor: string | undefined, fingerprint: string): number {
  if (cursor === undefined) return 0;
  const refusal = invalid('cursor', 'next_cursor of the same query');
  try {
    const [offset, of] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Number.isSafeInteger(offset) || offset < 0 || of !== fingerprint) throw refusal;
    return offset;
  } catch {
    throw refusal;
  }
}
