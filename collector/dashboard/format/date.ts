import type { Interval } from '../../contract/vocabulary.ts';
import { LOCALES } from './locale.ts';

const cache = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let made = cache.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(LOCALES as string[], options);
    cache.set(key, made);
  }
  return made;
}

/**
 * A wall clock of the report's zone (`2026-03-01`, `2026-03-01T14:00:00+01:00`) as an instant that reads the same in UTC,
 * so that it is written as it stands, whatever zone the reader sits in.
 */
const wall = (text: string): Date => new Date(text.length === 10 ? `${text}T00:00:00Z` : `${text.slice(0, 19)}Z`);

/** A day: `Sun, 1 Mar 2026` */
export const day = (text: string): string =>
  format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(wall(text));

/** A day without its weekday: `1 Mar 2026` */
export const date = (text: string): string =>
  format({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(wall(text));

/** A bucket, told in full. */
export function bucket(text: string, interval: Interval): string {
  if (interval === 'month') return format({ timeZone: 'UTC', month: 'long', year: 'numeric' }).format(wall(text));
  if (interval === 'week') return `Week of ${date(text)}`;
  if (interval === 'day') return day(text);
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  return format({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', ...time }).format(wall(text));
}

/** A bucket as a tick on an axis. */
export function tick(text: string, interval: Interval): string {
  if (interval === 'month') return format({ timeZone: 'UTC', month: 'short', year: '2-digit' }).format(wall(text));
  if (interval === 'day' || interval === 'week')
    return format({ timeZone: 'UTC', day: 'numeric', month: 'short' }).format(wall(text));
  return format({ timeZone: 'UTC', hour: 'numeric', minute: '2-digit' }).format(wall(text));
}

/**
 * The names of buckets side by side. What comes twice, such as an hour when clocks go back, has its offset beside it:
 * `2:00 (UTC+1)`.
 */
export function names(dates: readonly string[], interval: Interval, write: typeof bucket): string[] {
  const clocks = dates.map((text) => text.slice(0, 19));
  const counts = new Map<string, number>();
  for (const clock of clocks) counts.set(clock, (counts.get(clock) ?? 0) + 1);
  return dates.map((text, place) => {
    const [, sign = '', hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
    const isTwice = sign !== '' && (counts.get(clocks[place] ?? '') ?? 0) > 1;
    const offset = `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
    return isTwice ? `${write(text, interval)} (${offset})` : write(text, interval);
  });
}

/** A half-open range of instants, as the days of a zone it covers. Its end may be any time of the clock: midnight is skipped in places. */
export const range = (start: string, end: string, timeZone: string): string =>
  format({ timeZone, day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
    new Date(start),
    new Date(Date.parse(end) - 1),
  );

/** Two days, both included: `1–5 Mar 2026`; one, where they are the same. */
export const days = (first: string, last: string): string =>
  format({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).formatRange(wall(first), wall(last));

/** An instant in a zone: `1 Mar 2026, 14:05` */
export const moment = (instant: string, timeZone: string): string =>
  format({ timeZone, day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' }).format(
    new Date(instant),
  );

/** The same, without the year where it is this one: `1 Mar, 14:05` */
export function brief(instant: string, timeZone: string, now: number = Date.now()): string {
  const year = format({ timeZone, year: 'numeric' });
  if (year.format(new Date(instant)) !== year.format(now)) return moment(instant, timeZone);
  return format({ timeZone, day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(
    new Date(instant),
  );
}

/** An instant of today in a zone: `14:05:09` */
export const clock = (instant: string, timeZone: string): string =>
  format({ timeZone, hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(new Date(instant));

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
/** How long ago: `3 minutes ago`, `yesterday` */
export function ago(instant: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(LOCALES as string[], { numeric: 'auto' });
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step === undefined ? words.format(seconds, 'second') : words.format(Math.trunc(seconds / step[1]), step[0]);
}
