import { majorUnits } from '../../model/money.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { ConversionStatsQuestion } from '../ask/parse-conversion-scope.ts';
import { WHOLE } from '../count/figures.ts';
import { NO_TRAFFIC, TRAFFIC } from '../count/metrics.ts';
import { findOrigin } from '../money/attribution.ts';
import { conversionValue } from '../money/conversion-value.ts';
import { priceIn } from '../money/exchange.ts';

interface ConversionStats {
  conversions: number;
  converting_visitors: number;
  conversion_rate: number | null;
  revenue: number | null;
  /** Worth of the conversions by their definition; null where it names none. */
  conversion_value: number | null;
}

/**
 * Figures of each conversion event over a range, by its id. The rate is of all the range's visitors; revenue is net of what those
 * who converted paid in the range, in major units of `currency`, converted to it where there are rates. The value of the
 * conversions themselves is in the definition's currency, else that one.
 */
export async function conversionStats(
  source: ReportSource,
  { site, conversionEvents, range, currency, lookbackDays }: ConversionStatsQuestion,
): Promise<Record<string, ConversionStats>> {
  const stats: Record<string, ConversionStats> = {};
  const paid: { visitor: string | null; minor: number }[] = [];
  for (const priced of await priceIn(source, await source.payments(site, range.start, range.end), currency)) {
    if (priced.currency !== currency) continue;
    const { visitor } = await findOrigin(source, priced.payment, lookbackDays);
    paid.push({ visitor, minor: priced.minor });
  }
  for (const event of conversionEvents) {
    const question = { site, ...range, filters: [], conversionEvents: [event] };
    const row = (await source.traffic(question, [WHOLE]))[0]?.[0] ?? NO_TRAFFIC;
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
      conversion_value: conversionValue(
        event,
        await source.conversionWorths({ site, ...range, event }),
        event.currency ?? currency,
      ),
    };
  }
  return stats;
}
