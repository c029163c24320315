import { BATCH_MAX_EVENTS, BODY_MAX_BYTES } from '../../collector/contract/limits.ts';
import type { Act, SentEvent } from '../traffic/act.ts';
import type { Api } from './api.ts';
import { createInFlight } from './in-flight.ts';
import { addAct, emptyTally } from './tally.ts';
import { CONVERSIONS, type Target, WEBSITE_NAME } from './target.ts';

/** Requests under way; the collector commits those that come together in one sync. */
const AT_ONCE = 8;
/** Well below what a body may hold. */
const BATCH_BYTES = BODY_MAX_BYTES * 0.8;

/**
 * A running collector, reached with a key, which may date events back as far as it likes: browsers' batches become those
 * of a server that speaks for its visitors. The collector's clock is its own, so only the times of receipt differ.
 */
export function httpTarget(api: Api): Target {
  return {
    async website({ id, ...rest }) {
      const known = id === undefined ? null : await api.website(id);
      const website =
        known ?? (await api.createWebsite({ ...(id === undefined ? {} : { id }), ...rest, name: WEBSITE_NAME }));
      for (const body of CONVERSIONS) await api.defineConversion(website.id, body);
      return website;
    },
    async load({ id }, acts, progress) {
      const tally = emptyTally();
      const inFlight = createInFlight(AT_ONCE);
      let events: SentEvent[] = [];
      let bytes = 0;

      async function flush(): Promise<void> {
        if (events.length === 0) return;
        const sent = api.sendBatch({ website_id: id, events }).then(({ failed, dropped }) => {
          tally.refused += failed;
          tally.dropped += dropped;
        });
        events = [];
        bytes = 0;
        await inFlight.add(sent);
      }

      for (const act of acts) {
        addAct(tally, act);
        if (act.kind === 'payment') await inFlight.add(api.sendPayment({ website_id: id, ...act.payment }));
        for (const event of eventsOf(act)) {
          const size = Buffer.byteLength(JSON.stringify(event)) + 1;
          if (events.length === BATCH_MAX_EVENTS || bytes + size > BATCH_BYTES) await flush();
          events.push(event);
          bytes += size;
        }
        progress(act.at, tally);
      }
      await flush();
      await inFlight.settle();
      return tally;
    },
    close: async () => {},
  };
}

/** The events as a server would tell them: at their true times, with what the browser's request would have shown. */
function eventsOf(act: Act): SentEvent[] {
  if (act.kind === 'payment') return [];
  if (act.kind === 'server') return act.events;
  const ahead = Date.parse(act.sentAt) - act.at;
  const context = { ip: act.address, user_agent: act.userAgent, locale: act.acceptLanguage };
  return act.events.map((event) => ({
    ...event,
    timestamp: new Date(Date.parse(event.timestamp) - ahead).toISOString(),
    context,
  }));
}
