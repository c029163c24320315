import type { ConversionEvent } from '../contract/conversion-event.ts';
import type { AttributionModel, Dimension, FilterOperator, Interval, Metric } from '../contract/vocabulary.ts';
import type { Site, Website } from '../model/website.ts';

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
export interface AnalyticsQuestion {
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
  attribution: AttributionModel;
  lookbackDays: number;
  /** The definitions conversions are counted by: the named one, else all active ones. */
  conversionEvents: ConversionEvent[];
  currency: string;
  sort: { by: string; descending: boolean };
  limit: number;
  offset: number;
  /** Digest of everything but the cursor; a cursor of another question is refused. */
  fingerprint: string;
  include: { timeseries: boolean; realtime: boolean; totalRows: boolean };
  now: number;
}
