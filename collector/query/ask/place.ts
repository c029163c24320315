import { createHash } from 'node:crypto';
import { invalid } from '../../contract/problem.ts';
import { createCursor } from '../../model/cursor.ts';

const EXPECTED = 'next_cursor of the same query';
const rowPlace = createCursor<[offset: number, fingerprint: string]>(['whole number', 'text'], EXPECTED);
const paymentPlace = createCursor<[time: number, revenueId: string, fingerprint: string]>(
  ['whole number', 'text', 'text'],
  EXPECTED,
);

/** A cursor belongs to one question: everything but the cursor and the page size must be the same. */
export function fingerprintOf(params: Iterable<[string, string]>): string {
  const rest = [...params].filter(([name]) => !['cursor', 'limit', 'format'].includes(name)).sort();
  return createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 16);
}

/** The place of a row in a report, counted from its first. */
export const writeOffset = rowPlace.write;

/** Where the page begins. */
export function readOffset(cursor: string | undefined, fingerprint: string): number {
  if (cursor === undefined) return 0;
  const [offset, of] = rowPlace.read(cursor);
  return requireSame(offset, of, fingerprint);
}

/** The place after a payment, by time, then id. */
export const writePayment = paymentPlace.write;

export function readPayment(
  cursor: string | undefined,
  fingerprint: string,
): { time: number; revenueId: string } | null {
  if (cursor === undefined) return null;
  const [time, revenueId, of] = paymentPlace.read(cursor);
  return requireSame({ time, revenueId }, of, fingerprint);
}

function requireSame<Place>(place: Place, of: string, fingerprint: string): Place {
  if (of !== fingerprint) throw invalid('cursor', EXPECTED);
  return place;
}
