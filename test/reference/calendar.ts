import type { Interval } from '../../collector/contract/vocabulary.ts';
import { DAY, MINUTE, type Range } from './histories/history.ts';

/*
 * Calendars by looking at the clock on the wall again and again. Clocks change on quarters of an hour, so a step of
 * one quarter misses nothing.
 */
const QUARTER = 15 * MINUTE;

export interface Bucket {
  date: string;
  start: number;
  end: number;
}

/** Half-open, ms UTC. */
export function resolveRange(range: Range, timezone: string): { start: number; end: number } {
  if ('start' in range) return range;
  return { start: startOfDay(range.from, timezone), end: startOfDay(nextDay(range.to), timezone) };
}

/** The first instant of a day: when the wall first shows this date, or, where there is no such day, a later one. */
function startOfDay(date: string, timezone: string): number {
  let instant = Date.parse(`${date}T00:00:00Z`) - DAY;
  while (wall(instant, timezone).slice(0, 10) < date) instant += QUARTER;
  return instant;
}

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** The stretches of a range in which the wall shows the same hour (day, ...) at the same offset from UTC. */
export function bucketsOf({ start, end }: { start: number; end: number }, timezone: string, interval: Interval) {
  const buckets: Bucket[] = [];
  const step = interval === 'minute' ? MINUTE : QUARTER;
  const sameFor = (instant: number) => nameOf(instant, timezone, interval);
  for (let instant = start; instant < end; instant = Math.floor(instant / step) * step + step) {
    const open = buckets.at(-1);
    if (open !== undefined && sameFor(instant) === sameFor(open.start)) continue;
    if (open !== undefined) open.end = instant;
    buckets.push({ date: label(instant, timezone, interval, step), start: instant, end });
  }
  return buckets;
}

/** Whether a bucket holds all of its day, week or month. */
export function isWhole({ start, end }: Bucket, timezone: string, interval: Interval): boolean {
  const name = nameOf(start, timezone, interval);
  return nameOf(start - 1, timezone, interval) !== name && nameOf(end, timezone, interval) !== name;
}

/** Instants of one bucket have the same name. */
function nameOf(instant: number, timezone: string, interval: Interval): string {
  const shown = wall(instant, timezone);
  if (interval === 'minute') return shown.slice(0, 16) + shown.slice(19);
  if (interval === 'hour') return shown.slice(0, 13) + shown.slice(19);
  const date = shown.slice(0, 10);
  if (interval === 'day') return date;
  if (interval === 'month') return `${date.slice(0, 7)}-01`;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return new Date(midnight - sinceMonday * DAY).toISOString().slice(0, 10);
}

/** A bucket is called by its whole beginning, also where the range cuts that off. */
function label(instant: number, timezone: string, interval: Interval, step: number): string {
  if (interval !== 'minute' && interval !== 'hour') return nameOf(instant, timezone, interval);
  let first = Math.floor(instant / step) * step;
  while (nameOf(first - step, timezone, interval) === nameOf(instant, timezone, interval)) first -= step;
  return wall(first, timezone);
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** What a clock on the wall shows: `2024-03-31T03:00:00+02:00`. */
function wall(instant: number, timezone: string): string {
  const offset = offsetAt(Math.floor(instant / QUARTER) * QUARTER, timezone);
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number) => String(value).padStart(2, '0');
  const suffix = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return new Date(instant + offset).toISOString().slice(0, 19) + suffix;
}

function offsetAt(instant: number, timezone: string): number {
  const key = `${timezone} ${instant}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const clock =
    clocks.get(timezone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timezone, clock);
  // Swedish dates are ISO dates: `2024-03-31 03:00:00`.
  const offset = Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`) - instant;
  offsets.set(key, offset);
  return offset;
}
