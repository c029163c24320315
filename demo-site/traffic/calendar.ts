import { Temporal } from 'temporal-polyfill';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A stretch of whole days in one time zone, ms UTC, half-open. */
export interface History {
  zone: string;
  start: number;
  end: number;
  /** The first and the last day. */
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

/** The `days` days that end with the day `until` (`2026-03-31`) in a zone. */
export function historyOf(until: string, days: number, zone: string): History {
  const last = Temporal.PlainDate.from(until);
  const first = last.subtract({ days: days - 1 });
  return { zone, first, last, start: midnight(first, zone), end: midnight(last.add({ days: 1 }), zone) };
}

const midnight = (day: Temporal.PlainDate, zone: string): number => day.toZonedDateTime(zone).epochMilliseconds;

/** How far through the history a moment is, 0 to 1. */
export const progress = ({ start, end }: History, at: number): number => (at - start) / (end - start);

/** The moment a day reaches a wall-clock time in the history's zone. */
export const momentOf = ({ zone }: History, day: Temporal.PlainDate, hour: number, minute = 0): number =>
  day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds;

/** The first such weekday (1 is Monday) from the given share of the history on. */
export function weekdayAfter({ first, last }: History, share: number, weekday: number): Temporal.PlainDate {
  const day = first.add({ days: Math.floor(share * first.until(last).days) });
  return day.add({ days: (weekday - day.dayOfWeek + 7) % 7 });
}

/** The same wall-clock time some months on; the 31st becomes the last day of a shorter month. */
export const monthsAfter = ({ zone }: History, at: number, months: number): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add({ months }).epochMilliseconds;

export interface LocalTime {
  hour: number;
  /** 0 is Sunday. */
  weekday: number;
}

/**
 * Reads the wall clock of a zone, fast for moments near each other: Temporal is asked only when clocks have changed,
 * as asking it for every hour of a year in every country would take seconds.
 */
export function wallClock(zone: string): (at: number) => LocalTime {
  let known = { from: Infinity, until: -Infinity, offset: 0 };
  return (at) => {
    if (at < known.from || at >= known.until) known = stretchFrom(at, zone);
    const local = new Date(at + known.offset);
    return { hour: local.getUTCHours(), weekday: local.getUTCDay() };
  };
}

/** From a moment to the next change of clocks. */
function stretchFrom(at: number, zone: string) {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const change = here.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  return { from: at, until: change, offset: here.offsetNanoseconds / 1e6 };
}
