import type { Panel } from '../../contract/dimensions.ts';
import { isRevenueDimension, metricsFor } from '../../contract/dimensions.ts';
import type { OverviewAnswer } from '../../contract/reports/overview.ts';
import type { Metric } from '../../contract/vocabulary.ts';
import { PANEL_METRICS } from '../../contract/vocabulary.ts';
import type { ReportSource, TrafficRow, TrafficSplit } from '../../store/report-source.ts';
import type { TrafficDimension } from '../../store/traffic-filter.ts';
import { isRevenueMetric } from '../ask/families.ts';
import type { OverviewQuestion } from '../ask/question.ts';
import { analyticsMeta } from '../count/analytics-meta.ts';
import { type Bucket, buildBuckets, formatLocal } from '../count/buckets.ts';
import { chosen, countTraffic, moneyOf, needTraffic, valuesByBucket, visitorsNow, WHOLE } from '../count/figures.ts';
import { compareGroups, joinRows } from '../count/rows.ts';
import type { EarnedPart } from '../money/money.ts';
import { compare, totals } from './analytics.ts';

/** Answers `GET /api/overview`: all counts of a range from one pass, all money from one attribution. */
export async function answerOverview(source: ReportSource, question: OverviewQuestion): Promise<OverviewAnswer> {
  const { range, comparison, timezone, interval, now } = question;
  const filtered = question.filters.map((filter) => filter.dimension);
  const headline = chosen(question, metricsFor(filtered));
  const tellsMoney = question.metrics.some(isRevenueMetric);
  const parts = tellsMoney ? await moneyOf(source, question, range) : [];
  const earlier = tellsMoney && comparison !== null ? await moneyOf(source, question, comparison) : [];

  const buckets = buildBuckets(range, interval, timezone);
  const panels = question.panels.map((panel) => ({ panel, metrics: metricsOf(question, panel) }));
  const counting = panels.filter(({ panel, metrics }) => needTraffic(metrics) && !isRevenueDimension(panel));
  const [whole, series, ...split] = await countTraffic(source, question, range, [
    WHOLE,
    { buckets, dimensions: [], medians: true },
    ...counting.map(
      ({ panel }): TrafficSplit => ({ buckets: null, dimensions: [panel as TrafficDimension], medians: false }),
    ),
  ]);
  const rowsOf = new Map(counting.map(({ panel }, index) => [panel, split[index] ?? []]));

  const metrics = totals(question, headline, whole, parts);
  const answer: OverviewAnswer = {
    success: true,
    website_id: question.website.id,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone, interval },
    metrics: { ...metrics, ...(headline.some(isRevenueMetric) ? { currency: question.currency } : {}) },
    timeseries: valuesByBucket(question, headline, buckets, series, parts).map((values, index) =>
      Object.assign(values, { complete: isComplete(buckets[index] as Bucket, now) }),
    ),
    panels: Object.fromEntries(
      panels.map(({ panel, metrics: told }) => [panel, tell(question, panel, told, rowsOf.get(panel) ?? [], parts)]),
    ),
    realtime: { visitors: await visitorsNow(source, question) },
    meta: await analyticsMeta(source, question, parts, earlier),
  };
  if (comparison !== null) {
    const before = buildBuckets(comparison, interval, timezone);
    const [wholeBefore, seriesBefore] = await countTraffic(source, question, comparison, [
      WHOLE,
      { buckets: before, dimensions: [], medians: true },
    ]);
    answer.comparison = {
      ...compare(question, comparison, metrics, totals(question, headline, wholeBefore, earlier)),
      timeseries: valuesByBucket(question, headline, before, seriesBefore, earlier),
    };
  }
  return answer;
}

/** A bucket that is over, and that the range does not cut. */
const isComplete = ({ whole, end }: Bucket, now: number): boolean => whole && end <= now;

/** What a panel tells under the question's filters: nothing where its dimension and theirs cannot be told together. */
function metricsOf(question: OverviewQuestion, panel: Panel): Metric[] {
  const possible = metricsFor([panel, ...question.filters.map((filter) => filter.dimension)]);
  return PANEL_METRICS.filter((metric) => possible.includes(metric) && question.metrics.includes(metric));
}

function tell(
  question: OverviewQuestion,
  panel: Panel,
  metrics: Metric[],
  traffic: TrafficRow[],
  parts: EarnedPart[],
): NonNullable<OverviewAnswer['panels'][Panel]> {
  const { sort, limit } = question;
  const told: readonly string[] = metrics;
  const [by = '', descending] = told.includes(sort.by) ? [sort.by, sort.descending] : [metrics[0], true];
  const groups = joinRows(question, [panel], metrics, traffic, parts).sort(compareGroups(by, descending));
  return {
    rows: groups.slice(0, limit).map(({ keys: [label = ''], values }) => Object.assign({ label }, values)) as never,
    total_rows: groups.length,
  };
}
