import { invalid } from '../contract/problem.ts';

/** An opaque place in a list, for a caller to hand back. */
function makeCursor(lastId: string): string {
  return Buffer.from(lastId).toString('base64url');
}

/** The id a cursor stands for. Throws a refusal for what is no cursor of ours. */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = Buffer.from(cursor, 'base64url').toString();
  if (id === '' || makeCursor(id) !== cursor) throw invalid('cursor', 'next_cursor of the page before');
  return id;
}

/** The rows behind the one a cursor stands for. Throws a refusal when that is not in the list. */
export function rowsAfter<T extends { id: string }>(rows: T[], id: string | null): T[] {
  if (id === null) return rows;
  const index = rows.findIndex((row) => row.id === id);
  if (index === -1) throw invalid('cursor', 'next_cursor of the page before');
  return rows.slice(index + 1);
}

/** One page of a list of which one row more than `limit` was read. */
export function page<T extends { id: string }>(rows: T[], limit: number) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { shown, pagination: { limit, has_more: hasMore, next_cursor: hasMore ? makeCursor(last.id) : null } };
}

const DEFAULT_LIMIT = 100;

export function limitOf(query: { limit?: string | undefined }): number {
  return query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
}
