import type { StoredEvent } from '../../collector/model/event.ts';

/**
 * The order of events as the definitions have it: by time; at one instant by id, but that an event stands right behind
 * the one it is said to follow, in the order of their places.
 */
export function inOrder(a: StoredEvent, b: StoredEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  const standing = [a, b].map(({ follows, event_id }) => Buffer.from(follows ?? event_id)) as [Buffer, Buffer];
  return (
    Buffer.compare(...standing) || a.place - b.place || Buffer.compare(Buffer.from(a.event_id), Buffer.from(b.event_id))
  );
}
