import { Temporal } from 'temporal-polyfill';
import { timestamp } from '../../contract/fields.ts';
import { invalid } from '../../contract/problem.ts';
import { hasOffset, parseTimestamp } from '../../contract/timestamp.ts';
import { PERIODS, type Period } from '../../contract/vocabulary.ts';
import { DAY_MS } from '../../model/time.ts';
import type { Range } from './question.ts';

/** What a range is made of, for finding the one before it. */
export type Unit = { days: number } | { months: number } | { ms: number };

export interface ResolvedPeriod {
  range: Range;
  /** How far back the period before begins. */
  step: Unit;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Resolves `period` or `start_date`/`end_date` to instants. Days are calendar days of the zone, both inclusive; instants
 * are half-open. A period that includes today ends with today.
 */
export function parsePeriod(
  params: { period?: string | undefined; start_date?: string | undefined; end_date?: string | undefined },
  zone: string,
  now: number,
  earliest: () => number | null,
): ResolvedPeriod {
  const { period, start_date: start, end_date: end } = params;
  if (period !== undefined && !(PERIODS as readonly string[]).includes(period)) {
    throw invalid('period', `one of ${PERIODS.join(', ')}`);
  }
  if (start === undefined && end === undefined) {
    if (period === 'custom') throw invalid('start_date', 'YYYY-MM-DD or ISO 8601 timestamp', 'MISSING_FIELD');
    return namedPeriod((period ?? '30d') as Period, zone, now, earliest);
  }
  if (start === undefined) throw invalid('start_date', 'YYYY-MM-DD or ISO 8601 timestamp', 'MISSING_FIELD');
  if (period !== undefined && period !== 'custom') throw invalid('period', 'custom, or absent, beside start_date');
  return customPeriod(start, end, zone, now, ['start_date', 'end_date']);
}

/** Two dates or two instants; without an end it ends now. */
export function customPeriod(
  start: string,
  end: string | undefined,
  zone: string,
  now: number,
  [startField, endField]: [string, string],
): ResolvedPeriod {
  if (!DATE.test(start)) {
    const from = parseInstant(start, startField);
    if (end !== undefined && DATE.test(end)) throw invalid(endField, `a timestamp like ${startField}, not a day`);
    const to = end === undefined ? now + 1 : parseInstant(end, endField);
    if (from > to) throw invalid(startField, `no later than ${endField}`);
    return { range: { start: from, end: to }, step: stepOf({ start: from, end: to }, zone, now) };
  }
  if (end !== undefined && !DATE.test(end)) throw invalid(endField, `YYYY-MM-DD like ${startField}`);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const first = parseDate(start, startField);
  let last = end === undefined ? today : parseDate(end, endField);
  if (Temporal.PlainDate.compare(first, last) > 0) throw invalid(startField, `no later than ${endField}`);
  // A future end only adds empty buckets.
  if (Temporal.PlainDate.compare(last, today) > 0 && Temporal.PlainDate.compare(first, today) <= 0) last = today;
  return days(first, last.add({ days: 1 }), zone);
}

/** From midnight to midnight, or to this moment, instants are days of the zone: compared as they are when written as dates. */
function stepOf({ start, end }: Range, zone: string, now: number): Unit {
  const dayOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const [first, last, today] = [dayOf(start), dayOf(end - 1), dayOf(now)];
  const after = last.add({ days: 1 });
  const areDays = start < end && startOf(first, zone) === start && (startOf(after, zone) === end || end === now + 1);
  if (!areDays) return { ms: end - start };
  const isRunning = start <= now && Temporal.PlainDate.compare(last, today) > 0;
  return { days: first.until(isRunning ? today : last).days + 1 };
}

function namedPeriod(period: Period, zone: string, now: number, earliest: () => number | null): ResolvedPeriod {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const tomorrow = today.add({ days: 1 });
  const firstOfMonth = today.with({ day: 1 });
  const months = (from: Temporal.PlainDate, to: Temporal.PlainDate, count: number): ResolvedPeriod => ({
    range: { start: startOf(from, zone), end: startOf(to, zone) },
    step: { months: count },
  });
  switch (period) {
    case 'today':
      return days(today, tomorrow, zone);
    case 'yesterday':
      return days(today.subtract({ days: 1 }), today, zone);
    case '24h':
      return { range: { start: now + 1 - DAY_MS, end: now + 1 }, step: { ms: DAY_MS } };
    case '7d':
    case '28d':
    case '30d':
    case '90d':
      return days(tomorrow.subtract({ days: Number.parseInt(period, 10) }), tomorrow, zone);
    case 'month':
      return months(firstOfMonth, tomorrow, 1);
    case 'last_month':
      return months(firstOfMonth.subtract({ months: 1 }), firstOfMonth, 1);
    case '6mo':
      return months(firstOfMonth.subtract({ months: 5 }), tomorrow, 6);
    case '12mo':
      return months(firstOfMonth.subtract({ months: 11 }), tomorrow, 12);
    case 'year':
      return months(today.with({ month: 1, day: 1 }), tomorrow, 12);
    default: {
      const first = Temporal.Instant.fromEpochMilliseconds(earliest() ?? now)
        .toZonedDateTimeISO(zone)
        .toPlainDate();
      return days(Temporal.PlainDate.compare(first, today) > 0 ? today : first, tomorrow, zone);
    }
  }
}

const days = (from: Temporal.PlainDate, to: Temporal.PlainDate, zone: string): ResolvedPeriod => ({
  range: { start: startOf(from, zone), end: startOf(to, zone) },
  step: { days: from.until(to).days },
});

const startOf = (date: Temporal.PlainDate, zone: string): number => date.toZonedDateTime(zone).epochMilliseconds;

function parseDate(value: string, field: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' });
  } catch {
    throw invalid(field, 'YYYY-MM-DD that exists');
  }
}

function parseInstant(value: string, field: string): number {
  if (!timestamp.safeParse(value).success || !hasOffset(value)) {
    throw invalid(field, 'YYYY-MM-DD, or ISO 8601 timestamp with offset');
  }
  return parseTimestamp(value);
}

/**
 * The range before, of the same make: so many days or months earlier in the zone, or its own length earlier. Of a running
 * period only the part that has elapsed is compared, to the same wall-clock time.
 */
export function earlierRange({ range, step }: ResolvedPeriod, zone: string, now: number): Range {
  const back = (ms: number): number =>
    'ms' in step
      ? ms - step.ms
      : Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).subtract(step).epochMilliseconds;
  const end = range.end > now && range.start <= now ? now + 1 : range.end;
  return { start: back(range.start), end: back(end) };
}

/** The same range one year earlier, cut to what has elapsed. */
export function yearEarlier(period: ResolvedPeriod, zone: string, now: number): Range {
  return earlierRange({ range: period.range, step: { months: 12 } }, zone, now);
}
