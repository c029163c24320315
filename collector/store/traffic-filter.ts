import { type EventDimension, isSessionDimension, type SessionDimension } from '../contract/dimensions.ts';
import type { FilterOperator } from '../contract/vocabulary.ts';

/** What sessions and events can be divided by. */
export type TrafficDimension = SessionDimension | EventDimension;

export interface TrafficFilter {
  dimension: TrafficDimension;
  operator: FilterOperator;
  /** Any of these. */
  values: string[];
}

/** Whether a filter keeps whole sessions, by an attribute of theirs or by having no such event: of events outside every session none. */
export const ofSessions = ({ dimension, operator }: TrafficFilter): boolean =>
  isSessionDimension(dimension) || operator === 'none';
