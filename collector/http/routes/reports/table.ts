import type { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Caller } from '../../../model/caller.ts';
import { DAY_MS } from '../../../model/time.ts';
import type { Context } from '../../state.ts';
import { sendAttachment, streamOf } from '../data/attachment.ts';

/** Spreadsheets take a file without it for one of an older encoding. Programs take it for a part of the first name. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Whether a file is for a person to open: one that signed in asks by a button of the dashboard, programs by a key. */
export const isForPeople = (caller: Caller): boolean => caller.kind === 'person';

interface Table {
  ctx: Context;
  caller: Caller;
  /** What the file is called by: whose, of what, of when. */
  name: string[];
  columns: string[];
  /** Rows, piece by piece: as many as are held in memory at once. */
  pieces: AsyncIterable<Piece>;
}

export interface Piece {
  rows: object[];
  /** Whether another piece follows. */
  more: boolean;
  /** Which part of all rows the whole file is, in words; null for the whole. Of the first piece. */
  part: string | null;
}

/**
 * Answers with rows as a CSV file, its header also where there are none. Cells that a spreadsheet would run are defused. A
 * file that isn't the whole says so in its name and in its last line.
 */
export async function sendTable({ ctx, caller, name, columns, pieces }: Table): Promise<string | Readable> {
  const all = pieces[Symbol.asyncIterator]();
  const first = await all.next();
  if (first.done === true) throw new Error('a table without a piece');
  const { rows, more, part } = first.value;
  const fileName = `${writeName(part === null ? name : [...name, 'part'])}.csv`;
  const beginning = `${isForPeople(caller) ? BYTE_ORDER_MARK : ''}${write([columns])}${writeRows(rows, columns)}`;
  const end = part === null ? '' : write([columns.map((_, index) => (index === 0 ? `(not the whole: ${part})` : ''))]);
  if (!more) {
    ctx.attachment(fileName);
    ctx.type = 'text/csv';
    return beginning + end;
  }
  const text = async function* (): AsyncGenerator<string, void, void> {
    yield beginning;
    for (let next = await all.next(); next.done !== true; next = await all.next())
      yield writeRows(next.value.rows, columns);
    if (end !== '') yield end;
  };
  return sendAttachment(ctx, { stream: await streamOf(text()), name: fileName, type: 'text/csv' });
}

/** How a caller gets the whole. */
export const WITHOUT = 'without limit and cursor the file is whole';

/** Names the next page in `Link`: a table has no place for a cursor. */
export function linkNext(ctx: Context, params: URLSearchParams, cursor: string): void {
  const next = new URLSearchParams(params);
  next.set('cursor', cursor);
  ctx.set('Link', `<${ctx.path}?${next}>; rel="next"`);
}

/** One piece that is all there is. */
export async function* wholeTable(rows: object[]): AsyncGenerator<Piece> {
  yield { rows, more: false, part: null };
}

// By name, not by csv-stringify's `columns`, to which the dot in `prop:a.b` is a path.
const writeRows = (rows: object[], columns: string[]): string =>
  write(rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column])));

/** Truth is a word in a table too. */
const write = (rows: unknown[][]): string => stringify(rows, { escape_formulas: true, cast: { boolean: String } });

/** Words as the name of a file on any system. */
export function writeName(words: string[]): string {
  return words
    .join('-')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 120);
}

/** A period as its file's name tells it: days, both inclusive, or instants where its ends are none. */
export function periodWords({ start, end }: { start: string; end: string }): string[] {
  const days = isMidnight(start) && isMidnight(end);
  const [first, last] = days ? [dayOf(start), dayBefore(dayOf(end))] : [minuteOf(start), minuteOf(end)];
  return first === last ? [first] : [first, 'to', last];
}

const isMidnight = (time: string): boolean => /T00:00:00[+-]/.test(time);
const dayOf = (time: string): string => time.slice(0, time.indexOf('T'));
const minuteOf = (time: string): string =>
  `${dayOf(time)}T${time
    .slice(time.indexOf('T') + 1)
    .slice(0, 5)
    .replace(':', '')}`;
const dayBefore = (day: string): string => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString());
