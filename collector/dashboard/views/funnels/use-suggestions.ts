import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import { DIMENSIONS } from '../../../contract/dimensions.ts';
import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { useReport } from '../../api/use-report.ts';
import { useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';

export interface Suggestions {
  /** The most seen first. */
  pages: string[];
  /** Where most visits begin. */
  entries: string[];
  events: string[];
  /** The primary one first. */
  conversions: ConversionEvent[];
  /** Whether all of these are known. */
  known: boolean;
}

/** What of this website steps can be made of: its own pages, events and conversion events in the period. */
export function useSuggestions(): Suggestions {
  const site = useSite();
  const { question } = useQuestion();
  const period = toQuery(site.id, question, { filters: () => false });
  const top = (dimension: string, metric: string, limit: number) => ({
    ...period,
    dimensions: dimension,
    metrics: metric,
    sort: `-${metric}`,
    include: 'total_rows',
    limit,
  });
  const pages = useReport<AnalyticsAnswer>('/api/analytics', top('page', 'pageviews', 200)).data;
  const entries = useReport<AnalyticsAnswer>('/api/analytics', top('entry_page', 'sessions', 1)).data;
  const events = useReport<AnalyticsAnswer>('/api/analytics', top('event_name', 'events', 100)).data;
  const path = `/api/websites/${encodeURIComponent(site.id)}/conversion-events`;
  const conversions = useReport<{ conversion_events: ConversionEvent[] }>(path, { limit: 100 }).data;
  const labels = (answer: AnalyticsAnswer | null, dimension: 'page' | 'entry_page' | 'event_name') =>
    (answer?.breakdown ?? [])
      .map((row) => String(row[dimension]))
      .filter((value) => value !== DIMENSIONS[dimension].empty);
  return {
    pages: labels(pages, 'page'),
    entries: labels(entries, 'entry_page'),
    events: labels(events, 'event_name').filter((name) => name !== 'page_view' && name !== 'page_leave'),
    conversions: (conversions?.conversion_events ?? [])
      .filter(({ active }) => active)
      .sort((a, b) => Number(b.is_primary) - Number(a.is_primary)),
    known: pages !== null && entries !== null && events !== null && conversions !== null,
  };
}
