import { isEventDimension, isRevenueDimension } from '../../contract/dimensions.ts';
import type { Metric, RevenueMetric, TrafficMetric } from '../../contract/vocabulary.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { ReportSource, TrafficRow, TrafficSplit } from '../../store/report-source.ts';
import type { TrafficFilter } from '../../store/traffic-filter.ts';
import { isRevenueMetric } from '../ask/families.ts';
import type { AnalyticsQuestion, Range } from '../ask/question.ts';
import { type EarnedPart, earnedParts, type MoneyRow, noMoney, sumParts } from '../money/money.ts';
import type { Bucket } from './buckets.ts';
import { NO_TRAFFIC, REVENUE, TRAFFIC, type Value } from './metrics.ts';

export type Values = Record<string, Value>;

/** Those of the question's metrics that can be told. */
export const chosen = (question: AnalyticsQuestion, possible: readonly Metric[]): Metric[] =>
  question.metrics.filter((metric) => possible.includes(metric));

/** The metrics of one group from what was counted and earned there. */
export function values(
  metrics: readonly Metric[],
  row: TrafficRow = NO_TRAFFIC,
  money: MoneyRow | undefined,
  currency: string,
): Values {
  const sums = money ?? noMoney([], currency);
  return Object.fromEntries(
    metrics.map((metric) => [
      metric,
      isRevenueMetric(metric)
        ? REVENUE[metric as RevenueMetric](sums, row.visitors)
        : TRAFFIC[metric as TrafficMetric](row),
    ]),
  );
}

/** The parts of every payment in the range, kept or not; none where events are filtered: money knows no single event. */
export async function moneyOf(source: ReportSource, question: AnalyticsQuestion, range: Range): Promise<EarnedPart[]> {
  return knowsMoney(question) && question.money ? earnedParts(source, question, range) : [];
}

/** Whether money can be told under a question's filters: of a single event it knows nothing. */
export const knowsMoney = ({ filters }: AnalyticsQuestion): boolean =>
  !filters.some(({ dimension }) => isEventDimension(dimension));

export const ofCurrency = (parts: EarnedPart[], currency: string): EarnedPart[] =>
  parts.filter((part) => part.currency === currency);

/** Counts what the question keeps of a range in several ways, all of one moment. Nothing where payments are filtered. */
export async function countTraffic(
  source: ReportSource,
  question: AnalyticsQuestion,
  { start, end }: Range,
  splits: TrafficSplit[],
): Promise<TrafficRow[][]> {
  const { site, conversionEvents } = question;
  if (splits.length === 0 || question.filters.some((filter) => isRevenueDimension(filter.dimension))) return [];
  return source.traffic({ site, start, end, filters: question.filters as TrafficFilter[], conversionEvents }, splits);
}

/** Whether these metrics need visits and events to be counted: not for money alone. */
export const needTraffic = (metrics: readonly Metric[]): boolean =>
  metrics.some((metric) => !isRevenueMetric(metric) || metric === 'revenue_per_visitor');

/** The metrics of each bucket, in order. */
export function valuesByBucket(
  question: AnalyticsQuestion,
  metrics: readonly Metric[],
  buckets: Bucket[],
  rows: TrafficRow[] = [],
  parts: EarnedPart[] = [],
): ({ date: string } & Values)[] {
  const traffic = new Map(rows.map((row) => [row.bucket, row]));
  const money = partsByBucket(ofCurrency(parts, question.currency), buckets);
  return buckets.map((bucket, index) => {
    const [sums] = sumParts(money.get(index) ?? [], [], question);
    return Object.assign({ date: bucket.label }, values(metrics, traffic.get(index), sums, question.currency));
  }) as ({ date: string } & Values)[];
}

function partsByBucket(parts: EarnedPart[], buckets: Bucket[]): Map<number, EarnedPart[]> {
  const byBucket = new Map<number, EarnedPart[]>();
  for (const part of parts) {
    const index = buckets.findIndex(({ start, end }) => part.payment.time >= start && part.payment.time < end);
    const bucket = byBucket.get(index);
    if (bucket === undefined) byBucket.set(index, [part]);
    else bucket.push(part);
  }
  return byBucket;
}

/** Visitors of the last five minutes, under those of the filters that visits can be filtered by. */
export async function visitorsNow(source: ReportSource, question: AnalyticsQuestion): Promise<number> {
  const filters = question.filters.filter((filter) => !isRevenueDimension(filter.dimension));
  const now = { start: question.now - REALTIME_MS, end: question.now + 1 };
  const [rows] = await countTraffic(source, { ...question, filters }, now, [WHOLE]);
  return rows?.[0]?.visitors ?? 0;
}

const REALTIME_MS = 5 * MINUTE_MS;

/** The range as one group. */
export const WHOLE: TrafficSplit = { buckets: null, dimensions: [], medians: true };
