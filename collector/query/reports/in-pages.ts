import { createHash } from 'node:crypto';
import { invalid } from '../../contract/problem.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { ReportSource } from '../../store/report-source.ts';
import { NEXT_CURSOR, type Page, writeOffset } from '../ask/place.ts';

/** All rows of an answer, and the answer that tells some of them. */
export interface List<Answer, Row = unknown> {
  rows: Row[];
  tell(shown: Row[], pagination: Pagination): Answer;
}

interface Pagination {
  limit: number;
  has_more: boolean;
  next_cursor: string | null;
  total_rows: number;
}

/** A list that further pages may be asked of, by the digest of its rows. */
export interface KeptLists {
  find(name: string, now: number): List<unknown, never> | null;
  keep(name: string, list: List<unknown, never>, now: number): void;
}

/** A list is kept for so long after its last page was asked for, ms. */
const KEPT_MS = 10 * MINUTE_MS;
/** Rows of all lists that are kept beside the newest one, which is kept whatever its length. */
const KEPT_ROWS = 100_000;

/** Keeps lists in memory. What is too many goes, the longest unused first. */
export function createKeptLists(): KeptLists {
  const kept = new Map<string, { list: List<unknown, never>; until: number }>();
  const keep: KeptLists['keep'] = (name, list, now) => {
    kept.delete(name);
    kept.set(name, { list, until: now + KEPT_MS });
    let rows = 0;
    for (const [other, { list, until }] of [...kept].reverse()) {
      if (other !== name) rows += list.rows.length;
      if (rows > KEPT_ROWS || until < now) kept.delete(other);
    }
  };
  return {
    keep,
    find: (name, now) => {
      const found = kept.get(name);
      if (found === undefined || found.until < now) return null;
      keep(name, found.list, now);
      return found.list;
    },
  };
}

/** Answers a question with one page of its rows. */
export type InPages<Question, Answer> = (
  source: ReportSource,
  question: Question,
  lists?: KeptLists,
) => Promise<Answer>;

/**
 * Makes a report of one that counts all rows. All pages are of the moment of the first: they are cut from one list, so that
 * no row is lost or doubled, whatever arrives meanwhile. Where that list is no longer kept, the rows are counted again, and
 * the cursor is refused if they have changed.
 */
export const inPages =
  <Question extends Page & { now: number }, Answer, Row>(
    count: (source: ReportSource, question: Question) => Promise<List<Answer, Row>>,
  ): InPages<Question, Answer> =>
  async (source, question, lists = createKeptLists()) => {
    const { limit, offset, fingerprint, now } = question;
    const asked = question.digest === null ? null : lists.find(`${fingerprint} ${question.digest}`, now);
    const list = (asked as List<Answer, Row> | null) ?? (await count(source, question));
    const more = list.rows.length > offset + limit;
    const digest = asked === null && (more || question.digest !== null) ? digestOf(list.rows) : (question.digest ?? '');
    if (question.digest !== null && question.digest !== digest) throw invalid('cursor', CHANGED);
    if (more && asked === null) lists.keep(`${fingerprint} ${digest}`, list as List<unknown, never>, now);
    return list.tell(list.rows.slice(offset, offset + limit), {
      limit,
      has_more: more,
      next_cursor: more ? writeOffset(offset + limit, fingerprint, digest) : null,
      total_rows: list.rows.length,
    });
  };

const CHANGED = `${NEXT_CURSOR}, used within ten minutes: the numbers have changed since, begin with the first page again`;

function digestOf(rows: unknown[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(JSON.stringify(row)).update('\n');
  return hash.digest('base64url').slice(0, 16);
}
