import { EVENT_NAME_MAX } from './limits.ts';

/** A body of events as it was sent: what may be read of it before it has been checked, and of one that fails the check. */
export interface Envelope {
  /** The whole body. */
  body: unknown;
  /** The website it names, null when it names none as a text. */
  websiteId: string | null;
  /** The events of a batch; else the body is the one event. */
  events: readonly unknown[];
}

export function openEnvelope(body: unknown): Envelope {
  const { website_id, events } = fieldsOf(body);
  return {
    body,
    websiteId: typeof website_id === 'string' ? website_id : null,
    events: Array.isArray(events) ? events : [body],
  };
}

/** The name of an event, null when it has none that could be stored. */
export function sentName(event: unknown): string | null {
  const name = fieldsOf(event).event_name;
  return typeof name === 'string' && name !== '' && name.length <= EVENT_NAME_MAX ? name : null;
}

/** Removes what only a keyed caller may say, from the envelope and from each event. */
export function dropContext({ body, events }: Envelope): void {
  for (const part of [body, ...events]) delete fieldsOf(part).context;
}

/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
