import { VISIT_ATTRIBUTES } from '../contract/dimensions.ts';
import type { BatchEvent } from '../contract/event.ts';
import { PAGE_VIEW, PAGE_VIEW_ALIASES } from '../contract/vocabulary.ts';
import type { VisitAttributes } from '../model/event.ts';
import type { Site } from '../model/site.ts';
import { cleanOptional, cleanText } from './clean-text.ts';
import type { Client } from './client.ts';
import type { EventTime } from './event-time.ts';
import type { Delivery } from './ingest.ts';
import type { Draft } from './step.ts';

interface Beginning {
  site: Site;
  id: string;
  name: string;
  client: Client | null;
  at: EventTime;
}

/** The event as the caller told it, before any step has looked at it. */
export function beginDraft(event: BatchEvent, { site, id, name, client, at }: Beginning, delivery: Delivery): Draft {
  const { sender, received, defaults } = delivery;
  return {
    row: {
      site,
      event_id: id,
      time: at.time,
      received,
      follows: null,
      place: 0,
      name,
      visitor: null,
      session_id: null,
      opens_session: sender.mode === 'public' || name === PAGE_VIEW,
      hostname: null,
      page: null,
      tagged: false,
      link_flaws: null,
      interactive: true,
      engaged_seconds: 0,
      properties: '{}',
      fixed_time: at.fixed,
      previous_visitor: null,
      exclusion: null,
      ...NO_ATTRIBUTES,
    },
    properties: event.properties ?? NO_PROPERTIES,
    visitorId: cleanOptional(event.visitor_id ?? defaults.visitor_id),
    sessionId: cleanOptional(event.session_id ?? defaults.session_id),
    client,
    tags: null,
    referrer: null,
  };
}

const NO_PROPERTIES: Record<string, unknown> = Object.freeze({});

const NO_ATTRIBUTES: VisitAttributes = Object.freeze(
  Object.fromEntries(VISIT_ATTRIBUTES.map((attribute) => [attribute, null])) as VisitAttributes,
);

const ALIASES = new Set<string>(PAGE_VIEW_ALIASES);

/** The name as it is stored; empty when nothing printable is left of it. */
export function storedName(name: string): string {
  return ALIASES.has(name) ? PAGE_VIEW : cleanText(name);
}
