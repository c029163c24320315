import { PROPERTIES_MAX_KEYS, PUBLIC_MAX_AGE_MS, STRING_MAX } from '../collector/contract/limits.ts';
import { RETRY } from './back-off.ts';
import { byteLength } from './browser/byte-length.ts';
import { names, OUT, read, readNumbers, remove, write } from './storage.ts';
import type { QueuedEvent } from './types.ts';

/*
 * Events that wait for the collector's word, each as JSON under its own id: tabs that share the storage cannot overwrite
 * each other, and removing twice does no harm. Event ids begin with their time, so they sort by it.
 *
 * What is refused holds back nothing: the next batch is of the events after it. When all have been tried in vain they are
 * tried again, half as many at a time, until those that are at fault stand alone.
 */

/** Events kept at most while the collector takes none; the oldest go first. */
const MAX_EVENTS = 1000;
/** Characters kept at most, a fifth of what browsers grant a website; the oldest go first. */
const MAX_CHARACTERS = 1_000_000;
/** Events in one batch. */
const BATCH_EVENTS = 50;
/** Bytes of events in one request: with the envelope, safely below the 64 KiB that browsers grant a keepalive request. */
const BATCH_BYTES = 59_000;
/** How many events were given up that the collector has not yet confirmed to have heard of. */
export const DROPPED = 'dropped';
/** How many of the oldest events have just been tried in vain, and the size of a batch, as "tried,size". Not there when all has come through. */
const TURN = 'turn';
/** A blank behind an event for each time it failed alone while others came through. */
const MAX_BLANKS = '   ';

export const droppedEvents = (): number => ~~(read(DROPPED) as unknown as number);

/** What the id of an event made at that time (ms) begins with. */
export const idPrefix = (time: number) => `evt_${time.toString(36)}`;

/**
 * Keeps an event under its own id and time, whatever the page has made of them. Its texts are cut to what the collector takes,
 * so is the number of its properties, and those that JSON cannot carry are left out.
 */
export function keepEvent(event_id: string, time: number, event: QueuedEvent): void {
  const properties = Object.entries(event.properties ?? {}).filter(([, value]) => {
    try {
      return JSON.stringify(value);
    } catch {
      return false;
    }
  });
  write(
    event_id,
    JSON.stringify(
      {
        ...event,
        event_id,
        timestamp: new Date(time).toISOString(),
        properties: Object.fromEntries(properties.slice(0, PROPERTIES_MAX_KEYS)),
      },
      (_key, value) => (typeof value === 'string' ? value.slice(0, STRING_MAX) : value),
    ),
    true,
  );
}

function giveUp(event_id: string): undefined {
  // In this order: browsers stop a script anywhere when they close its tab, and no loss may go untold.
  write(DROPPED, `${droppedEvents() + 1}`);
  remove(event_id);
}

/** Of the batch last taken: how many of the oldest events it passes over, and how many it may hold, not always a whole number. */
let tried = 0;
let size = 0;

/**
 * Ids of the events of the next batch. Gives up what is too old, too many, too much, too big or no event. As a page is
 * `leaving`, what was tried in vain gets another chance, unless others have come through since.
 */
export function takeEvents(leaving?: boolean): string[] {
  const batch: string[] = [];
  const all = read(OUT) ? [] : names('evt_');
  let left = all.length;
  let characters = all.map(read).join().length;
  let bytes = 0;
  [tried = 0, size = 0] = readNumbers(TURN);
  if (leaving && read(RETRY)) tried = size = 0;
  size ||= BATCH_EVENTS;
  // All were tried in vain.
  if (tried >= left) {
    size = Math.max(1, Math.min(size, left) / 2);
    tried = 0;
  }
  for (const event_id of all) {
    const json = `${read(event_id)}`;
    characters -= json.length;
    try {
      if (
        (left-- > MAX_EVENTS && read(RETRY)) ||
        characters > MAX_CHARACTERS ||
        event_id < idPrefix(Date.now() - PUBLIC_MAX_AGE_MS)
      )
        throw 0;
      if (left < all.length - tried && bytes < BATCH_BYTES && batch.length < size) {
        JSON.parse(json);
        const length = byteLength(json);
        if (length > BATCH_BYTES) throw 0;
        bytes += length;
        if (bytes < BATCH_BYTES) batch.push(event_id);
      }
    } catch {
      giveUp(event_id);
    }
  }
  return batch;
}

/** Has so many events tried in vain: the next batch is of others. */
export function passOver(count: number): void {
  write(TURN, `${[tried + count, size]}`);
}

/** Has the next batch be twice as large again. What was tried in vain before still comes last. */
export function goOn(): void {
  size *= 2;
  if (tried || size < BATCH_EVENTS) passOver(0);
  else remove(TURN);
}

/** Notes that an event failed alone while others came through, and gives it up at the fourth time. Whether it is kept. */
export function suspect(event_id: string): boolean | undefined {
  const json = read(event_id);
  // It may have been erased meanwhile.
  if (json) return json.endsWith(MAX_BLANKS) ? giveUp(event_id) : write(event_id, `${json} `, true);
}
