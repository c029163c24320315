import type { AnalyticsAnswer } from '../../contract/reports/analytics.ts';
import { date } from './date.ts';

type Compared = Pick<AnalyticsAnswer, 'comparison' | 'meta'> & { period: { interval: string } };

/** How much of an earlier range the website was there to record: nothing of it, a part, or all. */
export type Coverage = 'none' | 'part' | 'whole';

const LENGTH: Record<string, number> = { minute: 60_000, hour: 3_600_000 };
const DAY = 86_400_000;

/** Tells how much of the earlier range can be compared: before its first event a website recorded nothing. */
export function coverageOf({ comparison, meta, period }: Compared): Coverage {
  const since = meta.recorded_since;
  // The API doesn't tell a share link with filters.
  if (comparison === undefined || since === undefined) return 'whole';
  if (since === null || Date.parse(comparison.period.end) <= Date.parse(since)) return 'none';
  const missed = Date.parse(since) - Date.parse(comparison.period.start);
  return missed < (LENGTH[period.interval] ?? DAY) ? 'whole' : 'part';
}

/** `Nothing recorded before 3 Oct 2026`; empty where all of an earlier range is. */
export function coverageWords(answer: Compared): string {
  const since = answer.meta.recorded_since;
  if (coverageOf(answer) === 'whole') return '';
  return since == null ? 'Nothing recorded before' : `Nothing recorded before ${date(since.slice(0, 10))}`;
}

/** The first of an earlier range's buckets in which something was recorded. Their dates are as answers write them. */
export function firstRecorded(dates: readonly string[], since: string | null | undefined): number {
  if (since === undefined) return 0;
  if (since === null) return dates.length;
  const isPast = (at: string) => (at.length > 10 ? Date.parse(at) <= Date.parse(since) : at <= since.slice(0, 10));
  const last = dates.findLastIndex(isPast);
  return Math.max(0, last);
}
