import type { AnalyticsAnswer } from '../contract/analytics.ts';
import { formatTimestamp } from '../contract/fields.ts';
import type { Metric, RevenueMetric, TrafficMetric } from '../contract/vocabulary.ts';
import { majorUnits } from '../model/money.ts';
import type { ReportSource, TrafficDimension, TrafficQuestion, TrafficRow } from '../store/report-source.ts';
import { type Bucket, buildBuckets, formatLocal } from './buckets.ts';
import { isEventDimension, isRevenueDimension, isRevenueMetric, metricsFor } from './families.ts';
import { change, NO_TRAFFIC, REVENUE, TRAFFIC, type Value } from './metrics.ts';
import { type EarnedPart, earnedParts, type MoneyDimension, type MoneyRow, noMoney, sumParts } from './money.ts';
import { makeCursor } from './parse.ts';
import type { AnalyticsQuestion, Range } from './question.ts';

const REALTIME_MS = 5 * 60 * 1000;

type Values = Record<string, Value>;

/** Answers `GET /api/analytics`. */
export async function answerAnalytics(source: ReportSource, question: AnalyticsQuestion): Promise<AnalyticsAnswer> {
  const { range, timezone, interval } = question;
  const filtered = question.filters.map((filter) => filter.dimension);
  const headline = chosen(question, metricsFor(filtered));
  const parts = await moneyOf(source, question, range);
  const metrics = await totals(source, question, range, headline, parts);
  const answer: AnalyticsAnswer = {
    success: true,
    website_id: question.website.id,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone, interval },
    metrics: { ...metrics, ...(headline.some(isRevenueMetric) ? { currency: question.currency } : {}) },
    meta: await meta(source, question, parts),
  };
  if (question.comparison !== null) answer.comparison = await compare(source, question, question.comparison, metrics);
  if (question.include.timeseries) answer.timeseries = await timeseries(source, question, headline, parts);
  if (question.dimensions.length > 0) Object.assign(answer, await breakdown(source, question, parts));
  if (question.include.realtime) answer.realtime = { visitors: await visitorsNow(source, question) };
  return answer;
}

const chosen = (question: AnalyticsQuestion, possible: readonly Metric[]): Metric[] =>
  question.metrics.filter((metric) => possible.includes(metric));

/** The parts of every payment in the range, or none where events are filtered: money knows no single event. */
async function moneyOf(source: ReportSource, question: AnalyticsQuestion, range: Range): Promise<EarnedPart[]> {
  const byEvent = question.filters.some((filter) => isEventDimension(filter.dimension));
  return byEvent ? [] : earnedParts(source, question, range);
}

const ofCurrency = (parts: EarnedPart[], currency: string): EarnedPart[] =>
  parts.filter((part) => part.payment.currency === currency);

function trafficQuestion(question: AnalyticsQuestion, range: Range): TrafficQuestion {
  return {
    site: question.site,
    start: range.start,
    end: range.end,
    buckets: null,
    dimensions: [],
    filters: question.filters as TrafficQuestion['filters'],
    conversionEvents: question.conversionEvents,
  };
}

/** Whether visits and events must be counted at all: not for money alone, nor where payments are filtered. */
const needsTraffic = (question: AnalyticsQuestion, metrics: Metric[]): boolean =>
  !question.filters.some((filter) => isRevenueDimension(filter.dimension)) &&
  metrics.some((metric) => !isRevenueMetric(metric) || metric === 'revenue_per_visitor');

async function totals(
  source: ReportSource,
  question: AnalyticsQuestion,
  range: Range,
  metrics: Metric[],
  parts: EarnedPart[],
): Promise<Values> {
  const [row] = needsTraffic(question, metrics) ? await source.traffic(trafficQuestion(question, range)) : [];
  const [money] = sumParts(ofCurrency(parts, question.currency), [], question.currency);
  return values(metrics, row, money, question.currency);
}

function values(
  metrics: Metric[],
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

async function compare(
  source: ReportSource,
  question: AnalyticsQuestion,
  range: Range,
  now: Values,
): Promise<NonNullable<AnalyticsAnswer['comparison']>> {
  const names = Object.keys(now) as Metric[];
  const before = await totals(source, question, range, names, await moneyOf(source, question, range));
  const period = { start: formatLocal(range.start, question.timezone), end: formatLocal(range.end, question.timezone) };
  const changes = names.map((metric) => [metric, change(now[metric] ?? null, before[metric] ?? null)]);
  return { period, metrics: before, change: Object.fromEntries(changes) };
}

async function timeseries(
  source: ReportSource,
  question: AnalyticsQuestion,
  metrics: Metric[],
  parts: EarnedPart[],
): Promise<NonNullable<AnalyticsAnswer['timeseries']>> {
  const buckets = buildBuckets(question.range, question.interval, question.timezone);
  const rows = needsTraffic(question, metrics)
    ? await source.traffic({ ...trafficQuestion(question, question.range), buckets })
    : [];
  const traffic = new Map(rows.map((row) => [row.bucket, row]));
  const money = partsByBucket(ofCurrency(parts, question.currency), buckets);
  return buckets.map((bucket, index) => {
    const [sums] = sumParts(money.get(index) ?? [], [], question.currency);
    return Object.assign({ date: bucket.label }, values(metrics, traffic.get(index), sums, question.currency));
  }) as NonNullable<AnalyticsAnswer['timeseries']>;
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

async function breakdown(
  source: ReportSource,
  question: AnalyticsQuestion,
  parts: EarnedPart[],
): Promise<Pick<AnalyticsAnswer, 'breakdown' | 'pagination'>> {
  const { dimensions, limit, offset } = question;
  const filtered = question.filters.map((filter) => filter.dimension);
  const metrics = chosen(question, metricsFor([...dimensions, ...filtered]));
  const byMoney = dimensions.some(isRevenueDimension);
  const traffic =
    needsTraffic(question, metrics) && !byMoney
      ? await source.traffic({
          ...trafficQuestion(question, question.range),
          dimensions: dimensions as TrafficDimension[],
        })
      : [];
  const counted = dimensions.includes('currency') ? parts : ofCurrency(parts, question.currency);
  const money = metrics.some(isRevenueMetric)
    ? sumParts(counted, dimensions as MoneyDimension[], question.currency)
    : [];

  const groups = new Map<string, { keys: string[]; row?: TrafficRow; money?: MoneyRow }>();
  for (const row of traffic) groups.set(JSON.stringify(row.keys), { keys: row.keys, row });
  for (const row of money) {
    const id = JSON.stringify(row.keys);
    groups.set(id, { ...(groups.get(id) ?? { keys: row.keys }), money: row });
  }
  const rows = [...groups.values()].map(({ keys, row, money: sums }) => ({
    ...Object.fromEntries(dimensions.map((dimension, place) => [dimension, keys[place] ?? ''])),
    ...values(metrics, row, sums, question.currency),
  }));
  rows.sort(compareRows(question));
  const page = rows.slice(offset, offset + limit);
  const more = rows.length > offset + limit;
  return {
    breakdown: page,
    pagination: {
      limit,
      has_more: more,
      next_cursor: more ? makeCursor(offset + limit, question.fingerprint) : null,
      ...(question.include.totalRows ? { total_rows: rows.length } : {}),
    },
  };
}

type Row = Record<string, string | Value>;

/** By the asked metric or dimension, then by label, so that pages never overlap. What has no value comes last. */
function compareRows({ sort, dimensions }: AnalyticsQuestion): (a: Row, b: Row) => number {
  const order = (a: string | Value | undefined, b: string | Value | undefined): number => {
    if (a === b) return 0;
    if (a === null || a === undefined) return 1;
    if (b === null || b === undefined) return -1;
    return (a < b ? -1 : 1) * (sort.descending ? -1 : 1);
  };
  const byLabel = (a: Row, b: Row): number => {
    const dimension = dimensions.find((name) => a[name] !== b[name]);
    return dimension === undefined ? 0 : String(a[dimension]) < String(b[dimension]) ? -1 : 1;
  };
  return (a, b) => order(a[sort.by], b[sort.by]) || byLabel(a, b);
}

async function visitorsNow(source: ReportSource, question: AnalyticsQuestion): Promise<number> {
  const [row] = await source.traffic({
    ...trafficQuestion(question, { start: question.now - REALTIME_MS, end: question.now + 1 }),
    filters: question.filters.filter((filter) => !isRevenueDimension(filter.dimension)) as TrafficQuestion['filters'],
  });
  return row?.visitors ?? 0;
}

async function meta(
  source: ReportSource,
  question: AnalyticsQuestion,
  parts: EarnedPart[],
): Promise<AnalyticsAnswer['meta']> {
  const { website, range, currency } = question;
  const unattributed = ofCurrency(parts, currency)
    .filter((part) => part.touch === null)
    .reduce((sum, part) => sum + part.minor, 0);
  return {
    attribution: question.attribution,
    lookback_days: question.lookbackDays,
    fresh_as_of: formatTimestamp(question.now),
    unattributed_revenue: majorUnits(unattributed, currency),
    bots_excluded: await source.dropped(question.site, 'bot', range.start, range.end),
    visitor_scope: website.settings.visitor_mode === 'cookieless' ? 'daily' : 'range',
    warnings: warnings(question, parts, await source.dropped(question.site, 'lost', range.start, range.end)),
  };
}

function warnings(question: AnalyticsQuestion, parts: EarnedPart[], lost: number): string[] {
  const found: string[] = [];
  if (lost > 0) found.push(`Visitors’ browsers gave up ${lost} events before they could be sent: too old, or too many`);
  const others = [...new Set(parts.map((part) => part.payment.currency))].filter((code) => code !== question.currency);
  if (others.length > 0 && !question.dimensions.includes('currency')) {
    found.push(
      `Revenue in ${others.sort().join(', ')} is not included: unlike currencies are never added. Ask with currency= or dimensions=currency`,
    );
  }
  if (!question.metricsChosen) {
    const filtered = question.filters.map((filter) => filter.dimension);
    if (filtered.some(isEventDimension))
      found.push('Revenue is left out: money cannot be filtered by a dimension of events');
    else if (filtered.some(isRevenueDimension))
      found.push('Visits are left out: they cannot be filtered by a dimension of payments');
  }
  return found;
}
