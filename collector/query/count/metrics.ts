import type { Metric, RevenueMetric, TrafficMetric } from '../../contract/vocabulary.ts';
import { currencyExponent, majorUnits } from '../../model/money.ts';
import type { TrafficRow } from '../../store/report-source.ts';
import { ORDER } from '../money/attribution.ts';
import type { MoneyRow } from '../money/money.ts';

export type Value = number | null;

/** Two decimals, halves away from zero. */
const round2 = (value: number): number =>
  Math.sign(value) * (Math.round((Math.abs(value) + Number.EPSILON) * 100) / 100) || 0;

/**
 * `part / whole` of whole numbers, rounded half away from zero to so many decimals; null of nothing. Divides once, and
 * last: 10.03 / 2 is 5.015 on paper and less than that in binary.
 */
function quotient(part: number, whole: number, decimals = 2): Value {
  if (whole === 0) return null;
  const rounded = Math.round((Math.abs(part) * 10 ** decimals) / whole);
  return Number(`${Math.sign(part) * rounded}e-${decimals}`) || 0;
}

/** Of whole numbers, with two decimals; null of nothing. */
export const percent = (part: number, whole: number): Value => quotient(100 * part, whole);

/** The same of whole numbers of any size. */
function exactQuotient(part: bigint, whole: bigint, decimals: number): Value {
  if (whole === 0n) return null;
  const size = (part < 0n ? -part : part) * 10n ** BigInt(decimals);
  const rounded = (2n * size + whole) / (2n * whole);
  return Number(`${part < 0n ? -rounded : rounded}e-${decimals}`) || 0;
}

/** Money for each of so many: as exact as the currency, and no less than two decimals. */
function moneyEach(minor: bigint, count: number, currency: string): Value {
  const exponent = currencyExponent(currency) ?? 2;
  return exactQuotient(minor, BigInt(count) * 10n ** BigInt(exponent), Math.max(2, exponent));
}

/** A count told in millionths. */
const fromMillionths = (millionths: number): number => millionths / ORDER;

export const NO_TRAFFIC: TrafficRow = {
  bucket: 0,
  keys: [],
  visitors: 0,
  sessions: 0,
  pageviews: 0,
  events: 0,
  rated_sessions: 0,
  bounces: 0,
  duration: 0,
  engaged: null,
  conversions: 0,
  converting_visitors: 0,
};

/** Each metric from what was counted. A ratio of nothing is null. */
export const TRAFFIC: Record<TrafficMetric, (row: TrafficRow) => Value> = {
  visitors: (row) => row.visitors,
  sessions: (row) => row.sessions,
  pageviews: (row) => row.pageviews,
  events: (row) => row.events,
  views_per_session: (row) => quotient(row.pageviews, row.sessions),
  bounce_rate: (row) => percent(row.bounces, row.rated_sessions),
  session_duration: (row) => quotient(row.duration, 1000 * row.rated_sessions, 0),
  engaged_time: (row) => (row.engaged === null ? null : Math.round(row.engaged)),
  scroll_depth: (row) => (row.depth === null || row.depth === undefined ? null : Math.round(row.depth)),
  conversions: (row) => row.conversions,
  converting_visitors: (row) => row.converting_visitors,
  conversion_rate: (row) => percent(row.converting_visitors, row.visitors),
};

/** Each revenue metric in major units of the row's currency. `visitors` is of the same group. */
export const REVENUE: Record<RevenueMetric, (row: MoneyRow, visitors: number) => Value> = {
  revenue: (row) => majorUnits(row.gross + row.refunds, row.currency),
  gross_revenue: (row) => majorUnits(row.gross, row.currency),
  refunds: (row) => majorUnits(row.refunds, row.currency),
  transactions: (row) => fromMillionths(row.orders),
  customers: (row) => fromMillionths([...row.customers.values()].reduce((sum, share) => sum + share, 0)),
  // Of whole orders, each weighed by what was earned of it: money that was divided to the cent would be off by some.
  average_order_value: (row) => moneyEach(row.worth, row.orders, row.currency),
  revenue_per_visitor: (row, visitors) => moneyEach(BigInt(row.gross + row.refunds), visitors, row.currency),
};

/**
 * Percent of change against an earlier value; null on a zero base. Refunds are written below zero, and change with their
 * size: more given back is more.
 */
export function change(metric: Metric, now: Value, before: Value): Value {
  if (now === null || before === null || before === 0) return null;
  const sign = metric === 'refunds' ? -1 : 1;
  return round2((100 * sign * (now - before)) / Math.abs(before)) || 0;
}
