import { isEventDimension, isRevenueDimension } from '../../contract/dimensions.ts';
import type { AnalyticsAnswer } from '../../contract/reports/analytics.ts';
import { majorUnits } from '../../model/money.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { AnalyticsQuestion } from '../ask/question.ts';
import { currencyWarnings } from '../money/currency-warnings.ts';
import type { EarnedPart } from '../money/money.ts';
import { formatLocal } from './buckets.ts';
import { knowsMoney, ofCurrency } from './figures.ts';
import { reportMeta } from './report-meta.ts';

/** What an answer of metrics says about itself. `earlier` is the money of the range it is compared with. */
export async function analyticsMeta(
  source: ReportSource,
  question: AnalyticsQuestion,
  parts: EarnedPart[],
  earlier: EarnedPart[],
): Promise<AnalyticsAnswer['meta']> {
  const { currency } = question;
  if (!question.money) return { ...(await reportMeta(source, question)), ...recordedSince(question) };
  const kept = [...parts, ...earlier].filter((part) => part.kept);
  const unattributed = ofCurrency(parts, currency)
    .filter((part) => part.kept && part.touch === null && part.payment.type !== 'trial')
    .reduce((sum, part) => sum + part.minor, 0);
  return {
    attribution: question.attribution,
    lookback_days: question.lookbackDays,
    ...(await reportMeta(source, question, warnings(question, kept))),
    ...recordedSince(question),
    unattributed_revenue: knowsMoney(question) ? majorUnits(unattributed, currency) : null,
  };
}

function recordedSince({ comparison, locked, recordedSince: since, timezone }: AnalyticsQuestion) {
  if (comparison === null || locked) return {};
  return { recorded_since: since === null ? null : formatLocal(since, timezone) };
}

function warnings(question: AnalyticsQuestion, parts: EarnedPart[]): string[] {
  const found: string[] = [];
  if (!question.dimensions.includes('currency')) found.push(...currencyWarnings(parts, question.currency));
  if (!question.metricsChosen) {
    const filtered = question.filters.map((filter) => filter.dimension);
    if (filtered.some(isEventDimension))
      found.push('Revenue is left out: money cannot be filtered by a dimension of events');
    else if (filtered.some(isRevenueDimension))
      found.push('Visits are left out: they cannot be filtered by a dimension of payments');
  }
  return found;
}
