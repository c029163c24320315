import type { BatchAnswer } from '../collector/contract/event.ts';
import { backOff, waitLeft } from './back-off.ts';
import { guarded } from './browser/guarded.ts';
import { listen } from './browser/listen.ts';
import { remove } from './browser/storage.ts';
import { together } from './browser/together.ts';
import { onHidden, onVisible } from './browser/visibility.ts';
import type { Config } from './config.ts';
import { takeEvents } from './queue.ts';
import type { QueuedEvent, Undo } from './types.ts';
import { visitorId } from './visitor.ts';

/** Milliseconds in which events gather before they are sent together. */
const GATHER_MS = 100;
/** Milliseconds after which another tab, which is just sending, will have finished. */
const OTHER_TAB_MS = 1000;
/** Milliseconds after which an unanswered request counts as failed. */
const ANSWER_MS = 20_000;
/** Events in one batch. */
const BATCH_EVENTS = 50;
/** Seconds that a website the collector refuses has to wait. */
const REFUSED_SECONDS = 300;

/**
 * Carries the events queued under `root` to the collector: one request at a time, also across tabs where the browser
 * has locks. An event leaves the queue only when an answer says so.
 *
 * Returns `schedule(delay)`, which has the queue sent `delay` ms from now or sooner if that is planned already,
 * and `start()`, which sends what earlier pages left behind, copies on leaving, and all of it when the network returns.
 */
export function createTransport(
  { websiteId, endpoint }: Config,
  root: string,
): [schedule: (delay?: number) => void, start: () => Undo] {
  const retryKey = `${root}retry`;
  const copied = new Set<string>();
  let limit = BATCH_EVENTS;
  let busy: boolean | undefined;
  let eager: boolean | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let release: (() => void) | undefined;

  const body = (events: QueuedEvent[]) =>
    JSON.stringify({ website_id: websiteId, visitor_id: visitorId(`${root}visitor`), sent_at: new Date(), events });

  const post = async (events: QueuedEvent[]) => {
    let status = 0;
    let asked = 0;
    let confirmed: boolean | undefined;
    let bad: number[] | undefined;
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        // A string goes as text/plain, which needs no preflight.
        body: body(events),
        keepalive: true,
        credentials: 'omit',
        signal: AbortSignal.timeout?.(ANSWER_MS),
      });
      status = response.status;
      asked = Number(response.headers.get('retry-after'));
      const answer: BatchAnswer = await response.json();
      bad = answer.errors?.map(({ index }) => index);
      // A proxy's or hotel's 200 confirms nothing.
      confirmed = status === 200 && answer.success;
    } catch {}

    // A 400 that names no event may be any one's fault: halving finds it.
    const halve = status === 413 || (status === 400 && !bad);
    const detail = events.filter((event, index) => {
      const refused = bad?.includes(index);
      if (confirmed || refused || (halve && !events[1])) remove(root + event.event_id);
      return !refused;
    });
    if (confirmed) {
      remove(retryKey);
      document.dispatchEvent(new CustomEvent('bizness:confirmed', { detail }));
    } else {
      if (halve) limit = Math.ceil(events.length / 2);
      backOff(retryKey, status, asked || (/40[134]/.test(`${status}`) ? REFUSED_SECONDS : 0));
    }
  };

  const send = async () => {
    const events = takeEvents(root, limit);
    if (!events[0]) return;
    if (!waitLeft(retryKey, eager)) {
      eager = false;
      busy = true;
      await post(events);
      busy = false;
    }
    // Never at once, whatever went wrong: a storage that forgets to forget must not become a storm.
    schedule(waitLeft(retryKey) || GATHER_MS);
  };

  const flush = guarded(() => {
    due = 0;
    if (busy) return;
    // A lock is free again when its tab dies. Where locks are missing or denied, ids make repeats harmless.
    if (navigator.locks) {
      navigator.locks
        .request(retryKey, { ifAvailable: true }, (lock) =>
          lock
            ? new Promise<void>((done) => {
                release = done;
                send().then(done, done);
              })
            : schedule(OTHER_TAB_MS),
        )
        .catch(send);
    } else send();
  });

  const schedule = (delay = GATHER_MS) => {
    const at = Date.now() + delay;
    if (due && at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  };

  const start = () =>
    together(
      // A page just opened tries once, whatever came of the page before: that one's request may have died with it.
      onVisible(() => {
        eager = true;
        schedule();
      }),
      onHidden(() => {
        const events = waitLeft(retryKey, true) ? [] : takeEvents(root, limit, copied);
        // "true" proves nothing, so the events stay queued until a fetch has been answered.
        if (events[0] && navigator.sendBeacon(endpoint, body(events)))
          for (const { event_id } of events) copied.add(event_id);
        // A lock still held would cost the page its place in the back/forward cache.
        release?.();
      }),
      listen('online', () => {
        if (waitLeft(retryKey, true)) return;
        remove(retryKey);
        schedule(0);
      }),
      () => clearTimeout(timer),
    );

  return [schedule, start];
}
