import { TOUCH_ATTRIBUTES, type TouchAttribute, VISIT_ATTRIBUTES } from '../contract/dimensions.ts';
import type { VisitAttributes } from '../model/event.ts';
import type { Payment } from '../model/payment.ts';
import type { Site } from '../model/site.ts';

/** Rows of a site, by when they happened: half-open, ms UTC; null is without end. */
export interface ExportRange {
  site: Site;
  start: number | null;
  end: number | null;
}

/**
 * What a store gives away whole: every row that was there when the reading began, in the order in which they arrived. Rows
 * come from disk as they are taken, and no transaction spans two of them, so that a slow reader holds up nobody.
 */
export interface ExportRows {
  events(range: ExportRange): Iterable<ExportedEvent>;
  /** Events that are kept apart. */
  excludedEvents(range: ExportRange): Iterable<ExportedExcludedEvent>;
  payments(range: ExportRange): Iterable<Payment>;
}

/** Where a session came from: what its events alone don't say. */
export type SessionColumns = Record<`session_${TouchAttribute}`, string | null>;
export const SESSION_COLUMNS = TOUCH_ATTRIBUTES.map((attribute) => `session_${attribute}` as const);

/** An event as its owner takes it away: what was sent, then what was derived of it, then of its session. */
export interface ExportedEvent extends VisitAttributes, SessionColumns {
  event_id: string;
  event_name: string;
  visitor_id: string | null;
  /** The caller's own, else the derived session's, else null: the event stands outside every session. */
  session_id: string | null;
  /** ISO 8601 UTC. */
  timestamp: string;
  received_at: string;
  properties: Record<string, unknown>;
  /** The user the visitor is, by its first `identify`; on all its events, earlier ones too. */
  user_id: string | null;
  hostname: string | null;
  page: string | null;
  interactive: boolean;
  engaged_seconds: number;
}

/** Names of an exported event's fields, in order. */
export const EXPORT_COLUMNS: readonly (keyof ExportedEvent)[] = [
  'event_id',
  'event_name',
  'visitor_id',
  'session_id',
  'timestamp',
  'received_at',
  'properties',
  'user_id',
  'hostname',
  'page',
  'interactive',
  'engaged_seconds',
  ...VISIT_ATTRIBUTES,
  ...SESSION_COLUMNS,
];

/** An event that is kept apart, with the reason. It is in no session but one that its caller named. */
export type ExportedExcludedEvent = ExportedEvent & { excluded: string };

/** Names of an exported excluded event's fields, in order. */
export const EXPORT_EXCLUDED_COLUMNS: readonly (keyof ExportedExcludedEvent)[] = [...EXPORT_COLUMNS, 'excluded'];
