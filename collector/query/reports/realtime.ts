import type { RealtimeAnswer } from '../../contract/reports/realtime.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { RealtimeRows, RealtimeRowsQuestion } from '../../store/report-rows.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { Range } from '../ask/question.ts';
import type { RealtimeQuestion } from '../ask/report-question.ts';
import { formatLocal } from '../count/buckets.ts';
import { periodOf, reportMeta } from '../count/report-meta.ts';

/** Who had an event within this time is here. */
const PRESENCE_MS = 5 * MINUTE_MS;

/** Answers `GET /api/realtime`. */
export async function answerRealtime(source: ReportSource, question: RealtimeQuestion): Promise<RealtimeAnswer> {
  const { site, range, timezone, conversionEvents, limit, now } = question;
  const buckets = minutesOf(range);
  const { minutes, present, latest } = await source.realtime({
    site,
    buckets,
    start: now - PRESENCE_MS,
    end: range.end,
    filters: question.filters as RealtimeRowsQuestion['filters'],
    conversionEvents,
    limit,
  });
  const counts = new Map(minutes.map((minute) => [minute.bucket, minute]));
  const by = <K extends keyof RealtimeRows['present'][number]>(key: K) => tally(present, key).slice(0, limit);
  return {
    success: true,
    website_id: question.website.id,
    period: periodOf(question),
    visitors: present.length,
    minutes: buckets.map(({ start }, index) => {
      const { pageviews, events } = counts.get(index) ?? { pageviews: 0, events: 0 };
      return { date: formatLocal(start, timezone), pageviews, events };
    }),
    pages: by('page'),
    sources: by('source'),
    countries: by('country'),
    devices: by('device'),
    latest_events: latest.map(({ name, page, source, country, time }) => ({
      event_name: name,
      page,
      source,
      country,
      timestamp: formatTimestamp(time),
    })),
    meta: await reportMeta(source, question),
  };
}

/** Minutes begin together in every zone, which spares a question asked every few seconds the calendar. */
function minutesOf({ start, end }: Range): Range[] {
  const count = Math.ceil((end - start) / MINUTE_MS);
  return Array.from({ length: count }, (_, index) => ({
    start: start + index * MINUTE_MS,
    end: Math.min(start + (index + 1) * MINUTE_MS, end),
  }));
}

/** Visitors by one of their labels, most first. */
function tally<K extends string>(present: Record<K, string>[], key: K) {
  const counts = new Map<string, number>();
  for (const row of present) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([label, visitors]) => ({ [key]: label, visitors }) as Record<K, string> & { visitors: number });
}
