import type { ConversionEvent, ConversionPreview } from '../../contract/account/conversion-event.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { ConversionPreviewQuestion } from '../ask/parse-conversion-scope.ts';
import type { Range } from '../ask/question.ts';
import { buildBuckets, defaultInterval, formatLocal } from '../count/buckets.ts';
import { conversionStats } from './conversion-stats.ts';

/** Names or pages of what is met that are told. */
const SHOWN = 10;

/** Answers `POST /api/websites/{id}/conversion-events/preview`: the figures that the event would have once it is created. */
export async function previewConversion(
  source: ReportSource,
  { event, ...scope }: ConversionPreviewQuestion,
): Promise<ConversionPreview> {
  const { site, range, timezone } = scope;
  const { [event.id]: stats } = await conversionStats(source, { ...scope, conversionEvents: [event] });
  const { conversions = 0, converting_visitors = 0, conversion_rate = null, conversion_value = null } = stats ?? {};
  const interval = defaultInterval(range);
  return {
    success: true,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone, interval },
    conversions,
    converting_visitors,
    conversion_rate,
    conversion_value,
    events: await meets(source, site, event, range),
    timeseries: await bucketed(source, site, event, range, timezone),
  };
}

/** What the definition meets, each time it does. */
async function meets(
  source: ReportSource,
  site: number,
  event: ConversionEvent,
  range: Range,
): Promise<ConversionPreview['events']> {
  const dimension = event.type === 'page' ? 'page' : 'event_name';
  const conversionEvents: ConversionEvent[] = [{ ...event, count: 'every' }];
  const question = { site, ...range, filters: [], conversionEvents };
  const [rows = []] = await source.traffic(question, [{ buckets: null, dimensions: [dimension], medians: false }]);
  return rows
    .map(({ keys: [label = ''], conversions }) => ({ label, count: conversions }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ label, count }) => ({ [dimension]: label, count }));
}

async function bucketed(
  source: ReportSource,
  site: number,
  event: ConversionEvent,
  range: Range,
  timezone: string,
): Promise<ConversionPreview['timeseries']> {
  const buckets = buildBuckets(range, defaultInterval(range), timezone);
  const question = { site, ...range, filters: [], conversionEvents: [event] };
  const [rows = []] = await source.traffic(question, [{ buckets, dimensions: [], medians: false }]);
  const counts = new Map(rows.map(({ bucket, conversions }) => [bucket, conversions]));
  return buckets.map(({ label }, place) => ({ date: label, conversions: counts.get(place) ?? 0 }));
}
