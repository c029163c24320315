import { EVENT_NAME_MAX } from '../collector/contract/limits.ts';
import { guarded } from './browser/guarded.ts';
import { randomId } from './browser/random-id.ts';
import { pageUrl } from './page-url.ts';
import { ask, consent, optOut } from './permission.ts';
import { idPrefix, keepEvent } from './queue.ts';
import { flush, schedule } from './transport.ts';
import type { Properties, QueuedEvent, Website } from './types.ts';
import { forgetVisitor, visitorId } from './visitor.ts';

const tab = randomId();
let last = 0;

/** Completes an event, has the page look at it, keeps it in the queue and has it sent soon. */
export const track = guarded((name: string, properties?: Properties, own?: Properties) => {
  // Never the same millisecond twice in one tab, and the tab's own suffix: ids are unique and sort by time.
  last = Math.max(Date.now(), last + 1);
  const time = last;
  const event_id = idPrefix(time) + tab;
  const made: QueuedEvent = {
    event_id,
    event_name: name?.slice?.(0, EVENT_NAME_MAX),
    properties: { page_url: pageUrl(), ...own, ...properties },
    timestamp: new Date(time),
  };
  const keep = guarded(() => {
    made.visitor_id = visitorId()!;
    const { before_send } = window.bizness!;
    let event = before_send ? before_send(made) : made;
    if (event === true) event = made;
    if (!event) return;
    // Nor has a promise a name: to wait for it would lose what happens as the page is left.
    if (!event.event_name?.trim?.()) return console.error('bizness: no event_name', event);
    keepEvent(event_id, time, event);
    schedule();
  });
  ask(keep);
});

/** What the page can ask of this website. */
export const website: Website = {
  track,
  identify: (user_id, properties) => track('identify', properties, { interactive: false, user_id }),
  reset: () => ask(forgetVisitor),
  revenue: (value, currency, properties) => track('revenue', properties, { value, currency }),
  consent,
  optOut,
  flush: () => ask(flush),
};
