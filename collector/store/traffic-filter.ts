import type { EventDimension, SessionDimension } from '../contract/dimensions.ts';
import type { FilterOperator } from '../contract/vocabulary.ts';

/** What sessions and events can be divided by. */
export type TrafficDimension = SessionDimension | EventDimension;

export interface TrafficFilter {
  dimension: TrafficDimension;
  operator: FilterOperator;
  /** Any of these. */
  values: string[];
}
