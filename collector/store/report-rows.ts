import type { ConversionEvent } from '../contract/account/conversion-event.ts';
import type { SessionDimension } from '../contract/dimensions.ts';
import type { EventDefinition } from '../model/conversion.ts';
import type { Site } from '../model/site.ts';
import type { TrafficFilter } from './traffic-filter.ts';

/* What the reports beyond plain counts ask of a store, and what it answers. Ranges are half-open, ms UTC. */

export interface SessionFilter extends TrafficFilter {
  dimension: SessionDimension;
}

export interface FunnelHitsQuestion {
  site: Site;
  start: number;
  end: number;
  steps: EventDefinition[];
  /** Of the session of a first step. */
  filters: SessionFilter[];
  dimension: SessionDimension | null;
}

/** An event that is one step of a funnel. */
export interface FunnelHit {
  /** The person: the same for all visitors that are one, and no visitor's id. */
  visitor: string;
  time: number;
  /** Id of the event; an event that is several steps has a hit for each. */
  event: string;
  step: number;
  /** Id of the first event of the session it is in; null outside. */
  session: string | null;
  /** Whether an attempt may begin here: a first step within a session that passes the filters. */
  enters: 0 | 1;
  /** Of an entry: its session's label; '' without a dimension. */
  label: string | null;
}

export interface RetentionRowsQuestion {
  site: Site;
  /** Half-open, in order, without gaps: cohorts and, counted from each, its periods. */
  buckets: { start: number; end: number }[];
  /** Of the visitor's first session. */
  filters: SessionFilter[];
  dimension: SessionDimension | null;
  /** Whose cohort is asked for beside. */
  payers: string[];
}

export interface RetentionRows {
  /** Visitors of a cohort (a place in `buckets`) who have a visit in a later bucket, or the same. */
  returns: { cohort: number; label: string; bucket: number; visitors: number }[];
  /** The payers that have ever had a session; a null cohort is none of the report's. */
  payers: { visitor: string; cohort: number | null; label: string | null }[];
}

export interface PageSequencesQuestion {
  site: Site;
  start: number;
  end: number;
  filters: TrafficFilter[];
  conversionEvents: ConversionEvent[];
}

/** The pages seen one after the other in so many sessions. */
export interface PageSequence {
  pages: string[];
  sessions: number;
}

export interface RealtimeRowsQuestion {
  site: Site;
  buckets: { start: number; end: number }[];
  /** Visitors of this stretch are those of now. */
  start: number;
  end: number;
  filters: TrafficFilter[];
  conversionEvents: ConversionEvent[];
  /** How many of the latest events. */
  limit: number;
}

export interface RealtimeRows {
  /** Buckets without anything are absent. */
  minutes: { bucket: number; pageviews: number; events: number }[];
  /** One row a visitor, told by the latest of its events. */
  present: { page: string; source: string; country: string; device: string }[];
  /** The latest first. */
  latest: { name: string; page: string; source: string; country: string; time: number }[];
}
