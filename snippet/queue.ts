import { PUBLIC_MAX_AGE_MS, STRING_MAX } from '../collector/contract/limits.ts';
import { byteLength } from './browser/byte-length.ts';
import { names, read, remove, write } from './storage.ts';
import type { QueuedEvent } from './types.ts';

/*
 * Events that wait for the collector's word, each as JSON under its own id: tabs that share the storage cannot overwrite
 * each other, and removing twice does no harm. Event ids begin with their time, so they sort by it.
 */

/** Events kept at most; the oldest go first. */
const MAX_EVENTS = 1000;
/** Characters kept at most, a fifth of what browsers grant a website; the oldest go first. */
const MAX_CHARACTERS = 1_000_000;
/** Bytes of events in one request: with the envelope, safely below the 64 KiB that browsers grant a keepalive request. */
const BATCH_BYTES = 59_000;
/** How many events were given up that the collector has not yet confirmed to have heard of. */
export const DROPPED = 'dropped';

export const droppedEvents = (): number => ~~(read(DROPPED) as unknown as number);

/** What the id of an event made at that time (ms) begins with. */
export const idPrefix = (time: number) => `evt_${time.toString(36)}`;

/** Keeps an event. Its texts are cut to what the collector takes. */
export function keepEvent(event_id: string, event: QueuedEvent): void {
  write(
    event_id,
    JSON.stringify(event, (_key, value) => (typeof value === 'string' ? value.slice(0, STRING_MAX) : value)),
  );
}

/**
 * Ids of up to `limit` of the oldest events that fit in one request. Gives up what is too old, too many, too much, too big
 * or no event.
 */
export function takeEvents(limit: number): string[] {
  const batch: string[] = [];
  const ids = names('evt_');
  let left = ids.length;
  let characters = ids.map(read).join().length;
  let bytes = 0;
  for (const event_id of ids) {
    const json = `${read(event_id)}`;
    characters -= json.length;
    try {
      if (left-- > MAX_EVENTS || characters > MAX_CHARACTERS || event_id < idPrefix(Date.now() - PUBLIC_MAX_AGE_MS))
        throw 0;
      if (bytes < BATCH_BYTES && batch.length < limit) {
        JSON.parse(json);
        const size = byteLength(json);
        if (size > BATCH_BYTES) throw 0;
        bytes += size;
        if (bytes < BATCH_BYTES) batch.push(event_id);
      }
    } catch {
      // In this order: browsers stop a script anywhere when they close its tab, and no loss may go untold.
      write(DROPPED, `${droppedEvents() + 1}`);
      remove(event_id);
    }
  }
  return batch;
}
