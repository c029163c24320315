import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import type { Dimension, Panel } from '../../contract/dimensions.ts';
import type { RevenueType } from '../../contract/revenue.ts';
import type { AttributionModel, FilterOperator, Interval, Metric } from '../../contract/vocabulary.ts';
import type { Site } from '../../model/site.ts';
import type { Website } from '../../model/website.ts';
import type { Page } from './place.ts';

/** Half-open, ms UTC. */
export interface Range {
  start: number;
  end: number;
}

export interface Filter {
  dimension: Dimension;
  operator: FilterOperator;
  /** Any of these. */
  values: string[];
}

/** `GET /api/analytics`, understood: every default filled, every word known, every date resolved. */
export interface AnalyticsQuestion extends Page {
  website: Website;
  site: Site;
  range: Range;
  timezone: string;
  interval: Interval;
  metrics: Metric[];
  /** True when the caller named the metrics: an impossible one is then refused, not left out. */
  metricsChosen: boolean;
  dimensions: Dimension[];
  filters: Filter[];
  /** The earlier range to compare with; null for none. */
  comparison: Range | null;
  /** When the first event or payment of the site happened (ms), where an earlier range is compared; null without any. */
  recordedSince: number | null;
  attribution: AttributionModel;
  lookbackDays: number;
  /** The definitions conversions are counted by: the named one, else all active ones. */
  conversionEvents: ConversionEvent[];
  currency: string;
  sort: { by: string; descending: boolean };
  include: { timeseries: boolean; realtime: boolean; totalRows: boolean };
  /** False where the caller may not know of money: then nothing of it is read or told. */
  money: boolean;
  /** Whether some of the filters are not the caller's to lift: then nothing is told of the website as a whole. */
  locked: boolean;
  now: number;
}

/** `GET /api/overview`, understood. `limit` and `sort` are of each panel. */
export interface OverviewQuestion extends AnalyticsQuestion {
  panels: Panel[];
}

/** `GET /api/revenue`, understood. */
export interface RevenueQuestion {
  website: Website;
  site: Site;
  range: Range;
  timezone: string;
  status: 'attributed' | 'pending' | 'unattributed' | null;
  type: RevenueType | null;
  transactionId: string | null;
  customerId: string | null;
  currency: string | null;
  attribution: AttributionModel;
  lookbackDays: number;
  limit: number;
  /** When the first page was asked for. */
  asked: number;
  /** The last payment of the page before; null for the first page. */
  after: { time: number; revenueId: string } | null;
  /** Digest of the question without its place; a cursor of another question is refused. */
  fingerprint: string;
}

/** About the credit of one payment. */
export interface PaymentQuestion {
  site: Site;
  revenueId: string;
  lookbackDays: number;
}

/** `GET /api/revenue/{revenue_id}`, understood. */
export interface ExplanationQuestion extends PaymentQuestion {
  website: Website;
  model: AttributionModel;
}
