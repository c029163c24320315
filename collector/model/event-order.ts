import type { StoredEvent } from './event.ts';

/** What the order of events is read from: see `compareInOrder`. */
export type Ordered = Pick<StoredEvent, 'time' | 'event_id' | 'follows' | 'place'>;

/**
 * The order of events: by time; at the same instant by the id they stand at, then by how far behind it. It depends on
 * what was sent and never on what arrived first, so that the same events give the same numbers however the network
 * shuffles their requests.
 */
export function compareInOrder(a: Ordered, b: Ordered): number {
  return (
    a.time - b.time ||
    compareIds(a.follows ?? a.event_id, b.follows ?? b.event_id) ||
    a.place - b.place ||
    compareIds(a.event_id, b.event_id)
  );
}

/**
 * Makes the order of one request's events part of them: servers send whole visits under one timestamp of whole seconds,
 * or none, and mean them in the order they are listed. An event whose id would put it before an earlier one of the same
 * instant stands behind that one instead: `follows` is that one's id, and `place` counts how far behind it the event stands.
 *
 * @param events All events of a request that are stored, in the caller's order.
 */
export function keepOrder(events: Ordered[]): void {
  const heads = new Map<number, Ordered>();
  const behind = new Map<number, number>();
  for (const event of events) {
    const head = heads.get(event.time);
    if (head === undefined || compareIds(event.event_id, head.event_id) > 0) {
      heads.set(event.time, event);
      behind.set(event.time, 0);
      continue;
    }
    event.follows = head.event_id;
    event.place = (behind.get(event.time) ?? 0) + 1;
    behind.set(event.time, event.place);
  }
}

/** As a store compares texts: by code points, where JavaScript compares halves of them. */
export function compareIds(a: string, b: string): number {
  if (a === b) return 0;
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const [one, other] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (one !== other) return isHalf(one) === isHalf(other) ? one - other : isHalf(one) ? 1 : -1;
  }
  return a.length - b.length;
}

/** One of the two halves of a character above U+FFFF, which come after all others. */
const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
