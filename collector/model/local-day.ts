import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

/** Zones keep to quarters of an hour from UTC, so that no day begins within one. */
const QUARTER_MS = 15 * MINUTE_MS;
/** How far behind UTC the zone is in which a day ends last. */
const LAST_ZONE_MS = 12 * HOUR_MS;

/** Says in which calendar day of a zone a time (ms) is, counted from 1970. */
export function daysIn(zone: string): (time: number) => number {
  // Swedish dates are ISO's.
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  let known = { quarter: Number.NaN, day: 0 };
  return (time) => {
    const quarter = Math.floor(time / QUARTER_MS);
    // To ask the calendar takes a thousand times as long as to remember.
    if (quarter !== known.quarter) known = { quarter, day: Date.parse(calendar.format(time)) / DAY_MS };
    return known.day;
  };
}

/** `2026-11-23` */
export const nameOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The first day that is today's or yesterday's somewhere on earth. */
export const firstDayInUse = (now: number): number => Math.floor((now - LAST_ZONE_MS) / DAY_MS) - 1;
