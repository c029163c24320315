import type { ConversionEvent } from '../contract/conversion-event.ts';
import { majorUnits } from '../model/money.ts';
import type { ReportSource } from '../store/report-source.ts';
import { findOrigin } from './attribution.ts';
import { NO_TRAFFIC, TRAFFIC } from './metrics.ts';
import type { Range } from './question.ts';
import type { ConversionStats } from './reports.ts';

/**
 * Figures of each conversion event over a range. The rate is of all the range's visitors; revenue is net of what those
 * who converted paid in the range, in major units of `currency`.
 */
export async function conversionStats(
  source: ReportSource,
  site: number,
  events: ConversionEvent[],
  range: Range,
  { currency, lookbackDays }: { currency: string; lookbackDays: number },
): Promise<Record<string, ConversionStats>> {
  const stats: Record<string, ConversionStats> = {};
  const paid: { visitor: string | null; minor: number }[] = [];
  for (const payment of await source.payments(site, range.start, range.end)) {
    if (payment.currency !== currency) continue;
    const { visitor } = await findOrigin(source, payment, lookbackDays);
    paid.push({ visitor, minor: payment.minor });
  }
  for (const event of events) {
    const question = { site, ...range, buckets: null, dimensions: [], filters: [], conversionEvents: [event] };
    const [row = NO_TRAFFIC] = await source.traffic(question);
    const converters = new Set(await source.converters(question));
    const net = paid.reduce(
      (sum, { visitor, minor }) => (visitor !== null && converters.has(visitor) ? sum + minor : sum),
      0,
    );
    stats[event.id] = {
      conversions: row.conversions,
      converting_visitors: row.converting_visitors,
      conversion_rate: TRAFFIC.conversion_rate(row),
      revenue: majorUnits(net, currency),
    };
  }
  return stats;
}
