import type { AnalyticsAnswer } from '../collector/contract/analytics.ts';

/** How the numbers page reaches the collector: a key that may read and nothing else. */
export interface Reader {
  collectorUrl: string;
  websiteId: string;
  key: string;
}

/** What the numbers page draws: the last 24 hours. */
export interface Numbers {
  totals: AnalyticsAnswer['metrics'];
  online: number | null;
  sources: Rows;
  pages: Rows;
  events: Rows;
}
type Rows = NonNullable<AnalyticsAnswer['breakdown']>;

/** Asks the collector the three questions of the page. Throws when it cannot be asked. */
export async function readNumbers(reader: Reader): Promise<Numbers> {
  const [bySource, byPage, byEvent] = await Promise.all([
    ask(reader, {
      metrics: 'visitors,pageviews,events,revenue',
      dimensions: 'source',
      sort: '-visitors',
      include: 'realtime',
      limit: '10',
    }),
    ask(reader, { metrics: 'visitors,pageviews', dimensions: 'page', sort: '-pageviews', limit: '10' }),
    ask(reader, { metrics: 'visitors,events', dimensions: 'event_name', sort: '-events', limit: '10' }),
  ]);
  return {
    totals: bySource.metrics,
    online: bySource.realtime?.visitors ?? null,
    sources: bySource.breakdown ?? [],
    pages: (byPage.breakdown ?? []).filter((row) => row.pageviews !== 0),
    events: (byEvent.breakdown ?? []).filter((row) => row.events !== 0),
  };
}

async function ask(reader: Reader, question: Record<string, string>): Promise<AnalyticsAnswer> {
  const query = new URLSearchParams({ website_id: reader.websiteId, period: '24h', ...question });
  const response = await fetch(`${reader.collectorUrl}/api/analytics?${query}`, {
    headers: { Authorization: `Bearer ${reader.key}` },
    signal: AbortSignal.timeout(10_000),
  });
  const answer = (await response.json()) as AnalyticsAnswer | { error?: { message: string } };
  if (response.ok) return answer as AnalyticsAnswer;
  throw new Error(
    ('error' in answer ? answer.error?.message : undefined) ?? `the collector answered ${response.status}`,
  );
}
