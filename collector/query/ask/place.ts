import { createHash } from 'node:crypto';
import { invalid } from '../../contract/problem.ts';
import { createCursor } from '../../model/cursor.ts';
import type { Site } from '../../model/site.ts';

/** Which rows of a long answer are shown. */
export interface Page {
  limit: number;
  /** Null for the first page. */
  cursor: string | null;
  offset: number;
  /** Of the rows that the first page began; null for that one. */
  digest: string | null;
  /** Digest of everything but the cursor; a cursor of another question is refused. */
  fingerprint: string;
}

/** What a caller has to send as a cursor. */
export const NEXT_CURSOR = 'next_cursor of the same query';
const rowPlace = createCursor<[offset: number, fingerprint: string, digest: string]>(
  ['whole number', 'text', 'text'],
  NEXT_CURSOR,
);
const paymentPlace = createCursor<[time: number, revenueId: string, fingerprint: string, asked: number]>(
  ['whole number', 'text', 'text', 'whole number'],
  NEXT_CURSOR,
);

/**
 * A cursor belongs to one question: everything but the cursor and the page size must be the same, and so must the website
 * and what the caller may be told of it.
 */
export function fingerprintOf(
  report: string,
  params: Iterable<[string, string]>,
  { site, lock }: { site: Site; lock?: object },
): string {
  const rest = [...params].filter(([name]) => !['cursor', 'limit', 'format'].includes(name)).sort();
  const asked = JSON.stringify([report, rest, site, lock ?? null]);
  return createHash('sha256').update(asked).digest('base64url').slice(0, 16);
}

/** The place of a row in a report, counted from its first. */
export const writeOffset = rowPlace.write;

/** Where the page begins, and in which list of rows; the digest is null for the first page. */
export function readOffset(
  cursor: string | undefined,
  fingerprint: string,
): Pick<Page, 'cursor' | 'offset' | 'digest'> {
  if (cursor === undefined) return { cursor: null, offset: 0, digest: null };
  const [offset, of, digest] = rowPlace.read(cursor);
  return requireSame({ cursor, offset, digest }, of, fingerprint);
}

/** The place after a payment, by time, then id, in a list whose first page was asked for at a time. */
export const writePayment = paymentPlace.write;

export function readPayment(
  cursor: string | undefined,
  fingerprint: string,
): { time: number; revenueId: string; asked: number } | null {
  if (cursor === undefined) return null;
  const [time, revenueId, of, asked] = paymentPlace.read(cursor);
  return requireSame({ time, revenueId, asked }, of, fingerprint);
}

function requireSame<Place>(place: Place, of: string, fingerprint: string): Place {
  if (of !== fingerprint) throw invalid('cursor', NEXT_CURSOR);
  return place;
}
