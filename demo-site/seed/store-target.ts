import { findOrCreate } from '../../collector/account/conversion-event.ts';
import { createWebsite } from '../../collector/account/website.ts';
import { Refusal } from '../../collector/contract/problem.ts';
import type { Loading } from '../../collector/loading.ts';
import type { Website } from '../../collector/model/website.ts';
import type { Act } from '../traffic/act.ts';
import { createInFlight } from './in-flight.ts';
import { addAct, emptyTally, type Tally } from './tally.ts';
import { CONVERSIONS, type Target, WEBSITE_NAME } from './target.ts';

/** Requests under way: two of the writer's groups, so that one is made ready while the other is synced. */
const AT_ONCE = 1000;

/** A store of which nobody else has hold: acts are received at their own times, whatever the clock says. */
export function storeTarget(loading: Loading, now: () => number): Target {
  const { registry } = loading;
  return {
    async website({ id, domain, timezone, currency }) {
      const known = id === undefined ? null : registry.website(id);
      const wanted = { ...(id === undefined ? {} : { id }), domain, timezone, currency, name: WEBSITE_NAME };
      const website = known ?? (await registry.createWebsite(createWebsite(wanted, now())));
      if (website === null) throw new Error(`The website ${id} has just been made by somebody else`);
      await defineConversions(loading, website, now());
      return website;
    },
    async load({ id }, acts, progress) {
      const website = registry.website(id) as Website;
      const tally = emptyTally();
      const inFlight = createInFlight(AT_ONCE);
      for (const act of acts) {
        addAct(tally, act);
        await inFlight.add(perform(act, loading, website, tally));
        progress(act.at, tally);
      }
      await inFlight.settle();
      return tally;
    },
    close: loading.close,
  };
}

async function defineConversions({ registry }: Loading, website: Website, now: number): Promise<void> {
  for (const body of CONVERSIONS) {
    try {
      const { event, created } = findOrCreate(registry.conversionEvents(website), body, now);
      if (created) await registry.createConversionEvent(website, event);
    } catch (error) {
      // The owner has another conversion of that name; the traffic does without ours.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

const SERVER = {
  mode: 'keyed',
  test: false,
  idSeed: null,
  address: null,
  userAgent: null,
  acceptLanguage: null,
  gpc: false,
  signs: null,
} as const;

async function perform(act: Act, loading: Loading, website: Website, tally: Tally): Promise<void> {
  const received = act.at;
  if (act.kind === 'payment') {
    await loading.recordRevenue({ website, received, body: act.payment });
    return;
  }
  const request =
    act.kind === 'server'
      ? { sender: SERVER, body: { events: act.events } }
      : { sender: browserOf(act), body: { sent_at: act.sentAt, events: act.events } };
  for (const { dropped, problem } of await loading.track({ website, received, ...request })) {
    if (problem !== null) tally.refused += 1;
    else if (dropped !== null) tally.dropped += 1;
  }
}

function browserOf({ address, userAgent, acceptLanguage, gpc }: Extract<Act, { kind: 'browser' }>) {
  // What a made-up browser is, its user agent says.
  return { mode: 'public', test: false, idSeed: null, address, userAgent, acceptLanguage, gpc, signs: null } as const;
}
