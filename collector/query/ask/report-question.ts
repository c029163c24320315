import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import type { SessionDimension } from '../../contract/dimensions.ts';
import type { CohortInterval, FunnelScope } from '../../contract/vocabulary.ts';
import type { EventDefinition } from '../../model/conversion.ts';
import type { Site } from '../../model/site.ts';
import type { Website } from '../../model/website.ts';
import type { Page } from './place.ts';
import type { Filter, Range } from './question.ts';

/** What every report is about, understood: which website, when, and what is left out. */
export interface ReportScope {
  website: Website;
  site: Site;
  range: Range;
  timezone: string;
  filters: Filter[];
  now: number;
}

export interface FunnelStep {
  /** As the caller wrote it; a conversion event by its name. */
  name: string;
  definition: EventDefinition;
}

export interface FunnelQuestion extends ReportScope, Page {
  steps: FunnelStep[];
  /** The longest time from the first step to the last, ms. */
  window: number;
  scope: FunnelScope;
  dimension: SessionDimension | null;
}

export interface RetentionQuestion extends ReportScope, Page {
  interval: CohortInterval;
  dimension: SessionDimension | null;
  currency: string;
}

export interface JourneysQuestion extends ReportScope, Page {
  /** `from` follows the visits on from the anchor, `to` traces them back. */
  direction: 'from' | 'to';
  /** A page, wildcards allowed, or `(entry)`, `(exit)` or `(not set)`. */
  anchor: string;
  /** How many pages beyond the anchor. */
  steps: number;
  conversionEvents: ConversionEvent[];
}

export interface RealtimeQuestion extends ReportScope {
  /** Rows of each list. */
  limit: number;
  conversionEvents: ConversionEvent[];
}
