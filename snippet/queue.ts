import { EVENT_MAX_BYTES, PUBLIC_MAX_AGE_MS } from '../collector/contract/limits.ts';
import { byteLength } from './browser/byte-length.ts';
import { keys, read, remove } from './browser/storage.ts';
import type { QueuedEvent } from './types.ts';

/*
 * Events that wait for the collector's word, each as JSON under a storage key of its own, `root` and the event's id:
 * tabs that share the storage cannot overwrite each other, and removing twice does no harm.
 * Event ids begin with their time, so keys sort by it.
 */

/** Events kept at most; the oldest go first. */
const MAX_EVENTS = 1000;
/** Bytes of events in one request: with the envelope, safely below the 64 KiB that browsers grant a keepalive request. */
const BATCH_BYTES = 59_000;

/** What the id of an event made at that time (ms) begins with. */
export const idPrefix = (time: number) => `evt_${time.toString(36)}`;

/** Up to `limit` of the oldest events that fit in one request, less those whose id is in `except`. Drops what is too old, too many or too big. */
export function takeEvents(root: string, limit: number, except?: Set<string>): QueuedEvent[] {
  const batch: QueuedEvent[] = [];
  let bytes = 0;
  keys(`${root}evt_`).forEach((key, index, all) => {
    const event_id = key.slice(root.length);
    if (event_id < idPrefix(Date.now() - PUBLIC_MAX_AGE_MS) || index < all.length - MAX_EVENTS) remove(key);
    else if (batch.length < limit && bytes < BATCH_BYTES && !except?.has(event_id)) {
      try {
        const json = read(key)!;
        const size = byteLength(json);
        if (size > EVENT_MAX_BYTES) throw 0;
        const event = { ...JSON.parse(json), event_id };
        bytes += size;
        if (bytes < BATCH_BYTES) batch.push(event);
      } catch {
        // Too big for the collector, or not JSON, so never ours.
        remove(key);
      }
    }
  });
  return batch;
}
