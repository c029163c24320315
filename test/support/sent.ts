import { html } from './site.ts';
import type { Wire } from './wire.ts';

/** An event as it went over the wire. */
export interface SentEvent {
  event_id: string;
  event_name: string;
  visitor_id?: string;
  properties: Record<string, unknown>;
}

/** Every event that came by, once, in the order in which they happened. */
export function sentEvents(wire: Wire): SentEvent[] {
  const events = wire.batches().flatMap(({ body }) => (JSON.parse(body) as { events: SentEvent[] }).events);
  const byId = new Map(events.map((event) => [event.event_id, event]));
  return [...byId.keys()].sort().map((id) => byId.get(id) as SentEvent);
}

/** Those of a name, as paths of their pages. */
export const sentPaths = (wire: Wire, name = 'page_view'): string[] =>
  sentEvents(wire)
    .filter(({ event_name }) => event_name === name)
    .map(({ properties }) => {
      const { pathname, search, hash } = new URL(String(properties.page_url));
      return pathname + search + hash;
    });

/** The script tag of a website whose collector is at the far end of a wire. */
export const tagOf = (wire: Wire, website: string, attributes = ''): string =>
  `<script defer src="${wire.url}/bizness.js" data-website-id="${website}" ${attributes}></script>`;

/** A page with the tag. */
export const tagged = (tag: string, body = '', head = ''): string => html(head + tag, body);
