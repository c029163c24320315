import type { ExclusionReason } from '../model/event.ts';
import type { Site } from '../model/website.ts';

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
