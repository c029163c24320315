import type { ExclusionReason } from '../model/event.ts';
import type { Site } from '../model/site.ts';

/** Fields of an event that its owner may choose events by: as reports label them, so that what has no value can be named. */
export const SELECTABLE = ['source', 'browser', 'country', 'hostname'] as const;

/** Events of a site, counted or kept apart, that meet every condition. */
export interface EventSelection {
  site: Site;
  /** When they happened: half-open, ms UTC; null is without end. */
  start: number | null;
  end: number | null;
  fields: Partial<Record<(typeof SELECTABLE)[number], string>>;
  /** The host that referred, or one above it; null is any. */
  referrerHost: string | null;
  /** Why they are kept apart, any of these; null is any. Means nothing to events that are counted. */
  reasons: ExclusionReason[] | null;
}

/** What excluded events may be counted by, as reports label it. */
export const EXCLUDED_FIELDS = [
  'reason',
  'day',
  'event_name',
  'hostname',
  'page',
  'source',
  'referrer',
  'country',
  'device',
  'browser',
  'os',
  'visitor',
] as const;
export type ExcludedField = (typeof EXCLUDED_FIELDS)[number];

export interface ExcludedCount {
  /** In the order of the fields asked for. */
  labels: string[];
  events: number;
  visitors: number;
}

/**
 * Events that are kept apart from what is counted, and how an owner moves them. Sessions, the ledger and identities come out
 * as if the events had been judged so when they arrived.
 */
export interface Exclusions {
  /** How many counted events a selection holds. */
  countSelected(selection: EventSelection): Promise<number>;
  /** How many events that are kept apart a selection holds. */
  countExcluded(selection: EventSelection): Promise<number>;
  /** Counts excluded events by some fields, the most first. Days are those of `timezone`. */
  countExcludedBy(
    selection: EventSelection,
    fields: readonly ExcludedField[],
    timezone: string,
  ): Promise<ExcludedCount[]>;
  /**
   * Takes counted events out, for the reason `owner`; resolves with how many. It is done session by session: broken off, it
   * has left no half of one, and asked for again it goes on. A gap over `sessionTimeout` (ms) ends a session.
   */
  exclude(selection: EventSelection, sessionTimeout: number): Promise<number>;
  /** Counts events after all that were kept apart; resolves with how many. Broken off and asked for again, it goes on. */
  readmit(selection: EventSelection, sessionTimeout: number): Promise<number>;
}
