import { type Dimension, isRevenueDimension, metricsFor } from '../../contract/dimensions.ts';
import type { AnalyticsAnswer } from '../../contract/reports/analytics.ts';
import type { Metric } from '../../contract/vocabulary.ts';
import type { ReportSource, TrafficRow, TrafficSplit } from '../../store/report-source.ts';
import type { TrafficDimension } from '../../store/traffic-filter.ts';
import { isRevenueMetric } from '../ask/families.ts';
import type { AnalyticsQuestion, Range } from '../ask/question.ts';
import { analyticsMeta } from '../count/analytics-meta.ts';
import { buildBuckets, formatLocal } from '../count/buckets.ts';
import {
  chosen,
  countTraffic,
  moneyOf,
  needTraffic,
  ofCurrency,
  type Values,
  values,
  valuesByBucket,
  visitorsNow,
  WHOLE,
} from '../count/figures.ts';
import { change } from '../count/metrics.ts';
import { compareGroups, type Group, joinRows } from '../count/rows.ts';
import { type EarnedPart, sumParts } from '../money/money.ts';
import { inPages, type List } from './in-pages.ts';

/** Answers `GET /api/analytics`. */
export const answerAnalytics = inPages(countAnalytics);

async function countAnalytics(
  source: ReportSource,
  question: AnalyticsQuestion,
): Promise<List<AnalyticsAnswer, Group>> {
  const { range, timezone, interval, dimensions, include, comparison } = question;
  const filtered = question.filters.map((filter) => filter.dimension);
  const headline = chosen(question, metricsFor(filtered));
  const split = chosen(question, metricsFor([...dimensions, ...filtered]));
  const buckets = include.timeseries ? buildBuckets(range, interval, timezone) : [];
  const parts = await moneyOf(source, question, range);
  const earlier = comparison === null ? [] : await moneyOf(source, question, comparison);

  // Every way in which the range is counted, asked for at once.
  const splits: { [K in 'whole' | 'series' | 'rows']?: TrafficSplit } = {};
  const depths = headline.includes('scroll_depth');
  if (needTraffic(headline)) splits.whole = { ...WHOLE, depths };
  if (needTraffic(headline) && include.timeseries) splits.series = { ...WHOLE, depths, buckets };
  if (needTraffic(split) && dimensions.length > 0 && !dimensions.some(isRevenueDimension))
    splits.rows = {
      buckets: null,
      dimensions: dimensions as TrafficDimension[],
      medians: split.includes('engaged_time'),
      depths: split.includes('scroll_depth'),
    };
  const answers = await countTraffic(source, question, range, Object.values(splits));
  const counted = Object.fromEntries(Object.keys(splits).map((name, index) => [name, answers[index]])) as {
    [K in keyof typeof splits]?: TrafficRow[];
  };

  const metrics = totals(question, headline, counted.whole, parts);
  const answer: AnalyticsAnswer = {
    success: true,
    website_id: question.website.id,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone, interval },
    metrics: { ...metrics, ...(headline.some(isRevenueMetric) ? { currency: question.currency } : {}) },
    meta: await analyticsMeta(source, question, parts, earlier),
  };
  if (comparison !== null) {
    const [whole] = needTraffic(headline)
      ? await countTraffic(source, question, comparison, [{ ...WHOLE, depths }])
      : [];
    answer.comparison = compare(question, comparison, metrics, totals(question, headline, whole, earlier));
  }
  if (include.timeseries) answer.timeseries = valuesByBucket(question, headline, buckets, counted.series, parts);
  if (include.realtime) answer.realtime = { visitors: await visitorsNow(source, question) };
  return {
    rows: dimensions.length > 0 ? breakdown(question, split, counted.rows ?? [], parts) : [],
    tell: (groups, { total_rows, ...pagination }) => ({
      ...answer,
      ...(dimensions.length === 0
        ? {}
        : {
            breakdown: groups.map((group) => labelled(group, dimensions)),
            pagination: { ...pagination, ...(include.totalRows ? { total_rows } : {}) },
          }),
    }),
  };
}

/** The metrics over a whole range. */
export function totals(
  question: AnalyticsQuestion,
  metrics: readonly Metric[],
  traffic: TrafficRow[] | undefined,
  parts: EarnedPart[],
): Values {
  const { currency } = question;
  const [money] = sumParts(ofCurrency(parts, currency), [], question);
  return values(metrics, traffic?.[0], money, currency);
}

/** The metrics of an earlier range beside those of now. */
export function compare(
  { timezone }: AnalyticsQuestion,
  { start, end }: Range,
  now: Values,
  before: Values,
): NonNullable<AnalyticsAnswer['comparison']> {
  const changes = Object.keys(now).map((metric) => [
    metric,
    change(metric as Metric, now[metric] ?? null, before[metric] ?? null),
  ]);
  return {
    period: { start: formatLocal(start, timezone), end: formatLocal(end, timezone) },
    metrics: before,
    change: Object.fromEntries(changes),
  };
}

function breakdown(
  question: AnalyticsQuestion,
  metrics: readonly Metric[],
  traffic: TrafficRow[],
  parts: EarnedPart[],
): Group[] {
  const { dimensions, sort } = question;
  const groups = joinRows(question, dimensions, metrics, traffic, parts);
  const place = (dimensions as string[]).indexOf(sort.by);
  return groups.sort(compareGroups(place === -1 ? sort.by : place, sort.descending));
}

const labelled = ({ keys, values: told }: Group, dimensions: Dimension[]) => ({
  ...Object.fromEntries(dimensions.map((dimension, at) => [dimension, keys[at] ?? ''])),
  ...told,
});
