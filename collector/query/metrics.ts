import type { RevenueMetric, TrafficMetric } from '../contract/vocabulary.ts';
import { majorUnits } from '../model/money.ts';
import type { TrafficRow } from '../store/report-source.ts';
import type { MoneyRow } from './money.ts';

export type Value = number | null;

/** Two decimals, halves away from zero. */
const round2 = (value: number): number =>
  Math.sign(value) * (Math.round((Math.abs(value) + Number.EPSILON) * 100) / 100) || 0;

const percent = (part: number, whole: number): Value => (whole === 0 ? null : round2((100 * part) / whole));
const ratio = (part: number, whole: number): Value => (whole === 0 ? null : round2(part / whole));

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
  views_per_session: (row) => ratio(row.pageviews, row.sessions),
  bounce_rate: (row) => percent(row.bounces, row.rated_sessions),
  session_duration: (row) => (row.rated_sessions === 0 ? null : Math.round(row.duration / row.rated_sessions / 1000)),
  engaged_time: (row) => (row.engaged === null ? null : Math.round(row.engaged)),
  conversions: (row) => row.conversions,
  converting_visitors: (row) => row.converting_visitors,
  conversion_rate: (row) => percent(row.converting_visitors, row.visitors),
};

/** Each revenue metric in major units of the row's currency. `visitors` is of the same group. */
export const REVENUE: Record<RevenueMetric, (row: MoneyRow, visitors: number) => Value> = {
  revenue: (row) => majorUnits(row.gross + row.refunds, row.currency),
  gross_revenue: (row) => majorUnits(row.gross, row.currency),
  refunds: (row) => majorUnits(row.refunds, row.currency),
  transactions: (row) => row.transactions.size,
  customers: (row) => row.customers.size,
  average_order_value: (row) =>
    row.transactions.size === 0 ? null : round2(majorUnits(row.gross, row.currency) / row.transactions.size),
  revenue_per_visitor: (row, visitors) => ratio(majorUnits(row.gross + row.refunds, row.currency), visitors),
};

/** Percent of change against an earlier value; null on a zero base. */
export function change(now: Value, before: Value): Value {
  if (now === null || before === null || before === 0) return null;
  return round2((100 * (now - before)) / Math.abs(before));
}
