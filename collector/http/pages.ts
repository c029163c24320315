import { invalid } from '../contract/problem.ts';
import { createCursor } from '../model/cursor.ts';

const EXPECTED = 'next_cursor of the page before';
const rowPlace = createCursor<[id: string]>(['text'], EXPECTED);

/** The id a cursor stands for. Throws a refusal for what is no cursor of ours. */
export function readCursor(cursor: string | undefined): string | null {
  return cursor === undefined ? null : rowPlace.read(cursor)[0];
}

/** The rows behind the one a cursor stands for. Throws a refusal when that is not in the list. */
export function rowsAfter<T extends { id: string }>(rows: T[], id: string | null): T[] {
  if (id === null) return rows;
  const index = rows.findIndex((row) => row.id === id);
  if (index === -1) throw invalid('cursor', EXPECTED);
  return rows.slice(index + 1);
}

/** One page of a list of which one row more than `limit` was read. */
export function page<T extends { id: string }>(rows: T[], limit: number) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { shown, pagination: { limit, has_more: hasMore, next_cursor: hasMore ? rowPlace.write(last.id) : null } };
}

const DEFAULT_LIMIT = 100;

export function limitOf(query: { limit?: string | undefined }): number {
  return query.limit === undefined ? DEFAULT_LIMIT : Number(query.limit);
}
