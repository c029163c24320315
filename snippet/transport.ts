import type { BatchAnswer } from '../collector/contract/event.ts';
import { backOff, RETRY, waitLeft } from './back-off.ts';
import { guarded } from './browser/guarded.ts';
import { hasEnded } from './browser/listen.ts';
import { option } from './options.ts';
import { DROPPED, droppedEvents, takeEvents } from './queue.ts';
import { path, read, remove } from './storage.ts';

/*
 * Carries the queued events to the collector: one request at a time, also across tabs where the browser has locks.
 * An event leaves the queue only when an answer says so.
 */

/** Milliseconds in which events gather before they are sent together. */
const GATHER_MS = 100;
/** Milliseconds after which another tab, which is just sending, will have sent what waits here as well, or hangs. */
const OTHER_TAB_MS = 5000;
/** Events in one batch. */
const BATCH_EVENTS = 50;

/** Not always a whole number. */
let limit = BATCH_EVENTS;
let busy: boolean | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let due: number | undefined;
let release: (() => void) | undefined;

/** A batch on the wire. Put together from texts: the page may have taught arrays a `toJSON` of their own. */
const body = (ids: string[]) =>
  `{"events":[${ids.map(read)}],${JSON.stringify({
    website_id: option('website-id'),
    sent_at: new Date(),
    dropped_events: droppedEvents(),
  }).slice(1)}`;

/** Whether the browser knows requests that outlive their page: none but such a one asks for `keepalive`. */
let outlivesPage: boolean | undefined;

/** Sends a batch and acts on its answer. */
async function post(ids: string[]): Promise<void> {
  const dropped = droppedEvents();
  let status = 0;
  let asked = 0;
  let success: boolean | undefined;
  let errors: BatchAnswer['errors'];
  try {
    const response = await fetch(option('endpoint')!, {
      method: 'POST',
      // A string goes as text/plain, which needs no preflight.
      body: body(ids),
      get keepalive() {
        outlivesPage = true;
        return true;
      },
    });
    status = response.status;
    asked = +response.headers.get('retry-after')!;
    // A proxy's or hotel's 200 is no JSON that says so, and confirms nothing.
    ({ success, errors } = await response.json());
    for (const { index } of errors ?? []) remove(ids[index]!);
  } catch {}

  // A 400 that names no event may be any one's fault: halving finds it.
  const halve = status === 413 || (status === 400 && !errors);
  if (success || (halve && !ids[1])) ids.map(remove);
  if (success) {
    remove(RETRY);
    // More may have been given up since: told twice rather than never.
    if (dropped === droppedEvents()) remove(DROPPED);
  } else {
    if (halve) limit = ids.length / 2;
    backOff(status, asked);
  }
}

async function send(): Promise<void> {
  // Asked here, not before the lock: where locks are denied, two may have come so far at once.
  if (busy) return;
  if (hasEnded()) return;
  const ids = takeEvents(limit);
  if (!ids[0]) return;
  if (!waitLeft(true)) {
    busy = true;
    await post(ids);
    busy = false;
  }
  // Never at once, whatever went wrong: a storage that forgets to forget must not become a storm.
  schedule(waitLeft(true) || GATHER_MS);
}

export const flush = guarded(() => {
  due = undefined;
  if (hasEnded()) return;
  // A lock is free again when its tab dies. But a page in Firefox's back/forward cache may go on holding it, as does one whose
  // request hangs: what waits after some seconds is sent beside those. Ids make repeats harmless.
  (navigator.locks as LockManager | undefined)
    ?.request(path(''), { ifAvailable: true }, (lock) =>
      lock
        ? new Promise<void>((done) => {
            release = done;
            send().then(done, done);
          })
        : setTimeout(send, OTHER_TAB_MS),
    )
    .catch(send) ?? send();
});

/** Has the queue sent `delay` ms from now, or sooner if that is planned already. */
export function schedule(delay = GATHER_MS): void {
  const at = Date.now() + delay;
  if (at >= due!) return;
  due = at;
  clearTimeout(timer);
  timer = setTimeout(flush, delay);
}

/**
 * Sends what waits, when there is new hope: a page is shown, the network is back. A collector that answered is spared
 * all the same; where nobody did, the request may just have died with the page before.
 */
export function wake(): void {
  if (!waitLeft()) remove(RETRY);
  schedule();
}

/** Sends what waits though the page goes, beside a request under way: whether that will come through nobody knows. */
export function sendCopies(): void {
  // A lock still held would cost the page its place in the back/forward cache.
  release?.();
  const ids = waitLeft() ? [] : takeEvents(limit);
  if (!ids[0]) return;
  // A request like any other: it tells its origin under every referrer policy, and its answer is read if the page stays.
  outlivesPage = false;
  post(ids);
  if (!outlivesPage) navigator.sendBeacon(option('endpoint')!, body(ids));
}
