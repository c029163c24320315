import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import type { Question } from '../../state/question.ts';

type Period = OverviewAnswer['period'];

/** The wall clock of a zone as ISO 8601 writes it: `2026-03-01T14:05:00`. */
function wallClock(timeZone: string, now: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(now);
  return parts.replace(' ', 'T');
}

/** Tells of the start of a bucket whether it is past: what lies ahead is nothing yet, rather than zero. */
export function pastOf(timeZone: string, now: number = Date.now()): (date: string) => boolean {
  const clock = wallClock(timeZone, now);
  return (date) => (date.length > 10 ? Date.parse(date) <= now : date <= clock);
}

/** Whether a period still runs. */
export const isRunning = ({ end }: Period, now: number = Date.now()): boolean => Date.parse(end) > now;

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The days of a period, the end not included. A day need not begin at midnight: where clocks skip it, it begins at one. */
export function daysOf({ start, end, timezone }: Pick<Period, 'start' | 'end' | 'timezone'>): {
  start: string;
  end: string;
} {
  const last = wallClock(timezone, Date.parse(end) - 1).slice(0, 10);
  return { start: start.slice(0, 10), end: dayAfter(last, 1) };
}

/** The question for some buckets alone, both ends included: whole days, or instants where the buckets are shorter. */
export function zoomTo(
  buckets: readonly { date: string }[],
  from: number,
  to: number,
  period: Period,
): Pick<Question, 'period' | 'start' | 'end' | 'interval'> {
  const start = buckets[from]?.date ?? period.start;
  const next = buckets[to + 1]?.date;
  const days = period.interval !== 'hour' && period.interval !== 'minute';
  const end = days ? dayAfter(next ?? daysOf(period).end, -1) : (next ?? period.end);
  return { period: 'custom', start, end, interval: null };
}
