import type { VisitAttribute } from '../contract/dimensions.ts';
import type { Judgement } from '../contract/vocabulary.ts';
import type { Site } from './site.ts';

/** What every event brings for its session; null is no value. */
export type VisitAttributes = Record<VisitAttribute, string | null>;

/** An event as it is stored: cleaned, enriched, without address or user agent. */
export interface StoredEvent extends VisitAttributes {
  site: Site;
  event_id: string;
  /** When it happened, ms UTC. */
  time: number;
  /** When we got it, ms UTC. */
  received: number;
  /** Where it stands among events of the same instant: see `keepOrder`. */
  follows: string | null;
  place: number;
  name: string;
  visitor: string | null;
  /** The caller's own session id. */
  session_id: string | null;
  /** False for a server's event that is no page view: it joins an open session, else stands outside. */
  opens_session: boolean;
  hostname: string | null;
  /** Path of the page, without query. */
  page: string | null;
  /** A page view that carries campaign tags or a click id: a touch of its own. */
  tagged: boolean;
  /** What is wrong with the campaign link that a page view came by, words with blanks between; null where nothing is. */
  link_flaws: string | null;
  /** False when the caller said `interactive:false`: it does not save its visit from being a bounce. */
  interactive: boolean;
  /** Visible seconds of a `page_leave`. */
  engaged_seconds: number;
  /** JSON of the cleaned properties. */
  properties: string;
}

/** An event on its way to the store, with what only the writer can decide. */
export interface NewEvent extends StoredEvent {
  /** Whether the caller named the event's time, so that a repeat can be compared by it. */
  fixed_time: boolean;
  /** Yesterday's cookieless id: continued if its session is still open. */
  previous_visitor: string | null;
  /** Why it is kept apart from what is counted; null when it is counted. */
  exclusion: Judgement | null;
}

/** Why an event is kept apart: it was judged so on arrival, or its owner said so afterwards. */
export const EXCLUSION_REASONS = ['bot', 'referrer_spam', 'owner'] as const satisfies readonly (Judgement | 'owner')[];
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];
