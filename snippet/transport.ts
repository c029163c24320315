import type { BatchAnswer } from '../collector/contract/event.ts';
import { backOff, RETRY, waitLeft } from './back-off.ts';
import { guarded } from './browser/guarded.ts';
import { hasEnded } from './browser/listen.ts';
import { option } from './options.ts';
import { DROPPED, droppedEvents, goOn, passOver, suspect, takeEvents } from './queue.ts';
import { path, read, remove } from './storage.ts';

/*
 * Carries the queued events to the collector: one request at a time, also across tabs where the browser has locks.
 * An event leaves the queue only when an answer says so.
 */

/** Milliseconds in which events gather before they are sent together. */
const GATHER_MS = 100;
/** Milliseconds after which another tab, which is just sending, will have sent what waits here as well, or hangs. */
const OTHER_TAB_MS = 5000;
/** Whether a batch has come through since an event was last held suspect. */
let isOpen: boolean | undefined;
let busy: boolean | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let due: number | undefined;
let release: (() => void) | undefined;

/** A batch on the wire. Put together from texts: the page may have taught arrays a `toJSON` of their own. */
const body = (ids: string[]) =>
  `{"events":[${ids.map(read)}],${JSON.stringify({
    website_id: option('website-id'),
    sent_at: new Date().toISOString(),
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

  if (success) {
    ids.map(remove);
    isOpen = true;
    goOn();
    remove(RETRY);
    // More may have been given up since: told twice rather than never.
    if (dropped === droppedEvents()) remove(DROPPED);
  } else {
    // Where events are named they are gone, and where time is asked for none is at fault.
    if (!errors && !asked) passOver(ids.length);
    // 400, 403, 406, 410, 413 and the like: not 401, 404, 408, 425 or 429, which pass.
    const refused = /4.[036]/.test(`${status}`);
    // Alone at fault is only what fails while others come through. One success will do where something between here and the
    // collector refuses it in so many words; anything else may be the moment's, so that each time needs a success before it.
    if (isOpen && !ids[1]) isOpen = suspect(ids[0]!) && refused;
    backOff(status, asked, !refused || !ids[1]);
  }
}

async function send(): Promise<void> {
  // Asked here, not before the lock: where locks are denied, two may have come so far at once.
  if (busy) return;
  if (hasEnded()) return;
  // Many events take a while to look through: not as long as none is sent.
  if (!waitLeft(true)) {
    const ids = takeEvents();
    if (!ids[0]) return;
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
  const ids = waitLeft() ? [] : takeEvents(true);
  if (!ids[0]) return;
  // A request like any other: it tells its origin under every referrer policy, and its answer is read if the page stays.
  outlivesPage = false;
  post(ids);
  if (!outlivesPage) navigator.sendBeacon(option('endpoint')!, body(ids));
}
