import { Temporal } from 'temporal-polyfill';
import { REPORT_MAX_BUCKETS } from '../../contract/limits.ts';
import { invalid } from '../../contract/problem.ts';
import type { Interval } from '../../contract/vocabulary.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import type { Range } from '../ask/question.ts';

export interface Bucket extends Range {
  /** The day for days, weeks (their Monday) and months (their first); local time with offset for hours and minutes. */
  label: string;
  /** Whether all of it is in the range. */
  whole: boolean;
}

/** The interval a range is shown in when none is asked for. */
export function defaultInterval({ start, end }: Range): Interval {
  const length = (end - start) / DAY_MS;
  if (length <= 2.1) return 'hour';
  if (length <= 92.1) return 'day';
  return length <= 400 ? 'week' : 'month';
}

/**
 * Refuses a range of more buckets than so many, from its ends alone: a request that will be refused costs no more than
 * another. Where clocks change within an hour there may be a few more, which only building them tells.
 */
export function requireFewBuckets(
  range: Range,
  interval: Interval,
  zone: string,
  most: { count: number; of: string } = MOST_BUCKETS,
): void {
  if (range.start < range.end && fewestBuckets(range, interval, zone) > most.count) throw tooMany(most);
}

const MOST_BUCKETS = { count: REPORT_MAX_BUCKETS, of: 'buckets' };

const tooMany = ({ count, of } = MOST_BUCKETS) =>
  invalid('interval', `a coarser interval or a shorter period: at most ${count} ${of}`);

function fewestBuckets({ start, end }: Range, interval: Interval, zone: string): number {
  if (interval === 'minute') return Math.ceil((end - start) / MINUTE_MS);
  if (interval === 'hour') return Math.ceil((end - start) / HOUR_MS);
  const dayOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const [first, last] = [dayOf(start), dayOf(end - 1)];
  if (interval === 'month') return 12 * (last.year - first.year) + last.month - first.month + 1;
  const days = first.until(last).days;
  // A zone that crosses the date line may skip a day.
  return interval === 'day' ? Math.max(days, 1) : 1 + Math.floor((first.dayOfWeek - 1 + days) / 7);
}

/**
 * Every bucket of a range, in the zone. Days have 23, 24 or 25 hours; an hour that the clocks repeat is two buckets, told
 * apart by their offset. The first and last bucket are cut to the range and keep their label.
 */
export function buildBuckets(range: Range, interval: Interval, zone: string): Bucket[] {
  const buckets: Bucket[] = [];
  let time = Temporal.Instant.fromEpochMilliseconds(range.start).toZonedDateTimeISO(zone);
  while (time.epochMilliseconds < range.end) {
    if (buckets.length === REPORT_MAX_BUCKETS) throw tooMany();
    const next = nextBoundary(time, interval);
    const end = Math.min(next.epochMilliseconds, range.end);
    const whole = next.epochMilliseconds <= range.end && (buckets.length > 0 || isBoundary(time, interval));
    buckets.push({ start: time.epochMilliseconds, end, label: labelOf(time, interval), whole });
    time = next;
  }
  return buckets;
}

const isBoundary = (time: Temporal.ZonedDateTime, interval: Interval): boolean =>
  nextBoundary(time.subtract({ milliseconds: 1 }), interval).epochMilliseconds === time.epochMilliseconds;

/** Whether a bucket of days, weeks or months is a whole one: the range cuts nothing off. */
export function isWhole({ start, end, label }: Bucket, interval: 'day' | 'week' | 'month', zone: string): boolean {
  const first = Temporal.PlainDate.from(label);
  const next = first.add({ [`${interval}s`]: 1 });
  const startOf = (date: Temporal.PlainDate): number => date.toZonedDateTime(zone).epochMilliseconds;
  return start === startOf(first) && end === startOf(next);
}

function nextBoundary(time: Temporal.ZonedDateTime, interval: Interval): Temporal.ZonedDateTime {
  switch (interval) {
    case 'minute':
      return time.round({ smallestUnit: 'minute', roundingMode: 'floor' }).add({ minutes: 1 });
    case 'hour': {
      // Where the clocks change within the hour (Lord Howe moves by half of one) the hour ends there.
      const change = time.getTimeZoneTransition('next');
      const wall = time.toPlainDateTime().round({ smallestUnit: 'hour', roundingMode: 'floor' });
      const left = time
        .toPlainDateTime()
        .until(wall.add({ hours: 1 }))
        .total('milliseconds');
      const full = time.add({ milliseconds: left });
      return change !== null && change.epochMilliseconds < full.epochMilliseconds ? change : full;
    }
    case 'day':
      return time.startOfDay().add({ days: 1 }).startOfDay();
    case 'week':
      return time
        .subtract({ days: time.dayOfWeek - 1 })
        .startOfDay()
        .add({ weeks: 1 })
        .startOfDay();
    case 'month':
      return time.with({ day: 1 }).startOfDay().add({ months: 1 }).startOfDay();
  }
}

function labelOf(time: Temporal.ZonedDateTime, interval: Interval): string {
  switch (interval) {
    case 'minute':
    case 'hour': {
      const wall = time.toPlainDateTime();
      const since = wall.round({ smallestUnit: interval, roundingMode: 'floor' }).until(wall);
      // Where the clocks have changed since the full hour, the bucket begins at the change and is named by it.
      const start = time.subtract(since);
      if (start.offset === time.offset) return formatZoned(start);
      return formatZoned(time.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? time);
    }
    case 'day':
      return time.toPlainDate().toString();
    case 'week':
      return time
        .toPlainDate()
        .subtract({ days: time.dayOfWeek - 1 })
        .toString();
    case 'month':
      return time.toPlainDate().with({ day: 1 }).toString();
  }
}

/** An instant as people of the zone write it: `2024-01-01T00:00:00+01:00`. */
export function formatLocal(ms: number, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return formatZoned(time);
}

function formatZoned(time: Temporal.ZonedDateTime): string {
  const smallestUnit = time.millisecond === 0 ? 'second' : 'millisecond';
  return `${time.toPlainDateTime().toString({ smallestUnit })}${time.offset}`;
}
