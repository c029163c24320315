import type { RevenueListQuery } from '../../contract/reports/revenue-report.ts';
import { requireCurrency } from '../../model/money.ts';
import type { Site } from '../../model/site.ts';
import type { Website } from '../../model/website.ts';
import { requireZone } from '../../model/zone.ts';
import { parsePeriod } from './parse-period.ts';
import { fingerprintOf, readPayment } from './place.ts';
import type { RevenueQuestion } from './question.ts';

const DEFAULT_LIMIT = 100;

/** Understands the parameters of `GET /api/revenue`. Throws a Refusal that names the parameter and what is allowed. */
export function parseRevenueQuery(
  query: RevenueListQuery,
  context: { website: Website; site: Site; now: number; earliest: () => number | null },
): RevenueQuestion {
  const { website, site, earliest } = context;
  const { start_date, end_date } = query;
  const timezone = requireZone(query.timezone ?? website.timezone);
  const currency = query.currency === undefined ? null : requireCurrency(query.currency.toUpperCase(), 'currency');
  // Who looks for one transaction does not know when it was.
  const looksUp = query.transaction_id !== undefined || query.customer_id !== undefined;
  const period = query.period ?? (looksUp && start_date === undefined && end_date === undefined ? 'all' : undefined);
  const fingerprint = fingerprintOf('revenue', Object.entries(query) as [string, string][], context);
  const after = readPayment(query.cursor, fingerprint);
  // All pages are of the period that the first was asked for: one that runs does not go on between them.
  const now = Math.min(after?.asked ?? context.now, context.now);
  return {
    website,
    site,
    range: parsePeriod({ period, start_date, end_date }, timezone, now, earliest).range,
    timezone,
    status: query.status ?? null,
    type: query.type ?? null,
    transactionId: query.transaction_id ?? null,
    customerId: query.customer_id ?? null,
    currency,
    attribution: query.attribution ?? website.settings.attribution_model,
    lookbackDays: Number(query.lookback_days ?? website.settings.attribution_lookback_days),
    limit: Number(query.limit ?? DEFAULT_LIMIT),
    asked: now,
    after,
    fingerprint,
  };
}
