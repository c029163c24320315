import type { ConversionEvent } from '../../../collector/contract/account/conversion-event.ts';
import type { Dimension } from '../../../collector/contract/dimensions.ts';
import type { AttributionModel, FilterOperator, Interval } from '../../../collector/contract/vocabulary.ts';
import type { StoredEvent } from '../../../collector/model/event.ts';
import type { Payment } from '../../../collector/model/payment.ts';
import type { Rate } from '../exchange.ts';

/** Everything a report may be asked about, in any order, each event once. */
export interface History {
  events: StoredEvent[];
  payments: Payment[];
  /** Archived ones included. */
  conversionEvents: ConversionEvent[];
  rates: Rate[];
  /** The website's own list of hosts that are no source. */
  excludedReferrers: string[];
}

/** Inclusive days of the zone, or instants (ms UTC, half-open). */
export type Range = { from: string; to: string } | { start: number; end: number };

export interface Filter {
  dimension: Dimension;
  operator: FilterOperator;
  values: string[];
}

/** What `GET /api/analytics` is asked, with nothing left to defaults. */
export interface Question {
  range: Range;
  timezone: string;
  interval: Interval;
  dimensions: Dimension[];
  filters: Filter[];
  /** Id of the one conversion event to count by; null for all active ones. */
  conversionEvent: string | null;
  attribution: AttributionModel;
  lookbackDays: number;
  currency: string;
}

/** Metrics by name, beside the labels of a row. */
export type Figures = Record<string, number | string | null>;

export interface Answer {
  metrics: Figures;
  /** Rows without anything in them are absent; the order means nothing. */
  breakdown: Figures[];
  timeseries: Figures[];
  /** Null where money cannot be told. */
  unattributed_revenue: number | null;
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
