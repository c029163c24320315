import type { Logger } from 'pino';
import { everyWebsite } from './account/every-website.ts';
import { siteOf } from './model/site.ts';
import { DAY_MS, MINUTE_MS } from './model/time.ts';
import type { Store } from './store/index.ts';

const PRUNE_MS = 10 * MINUTE_MS;

interface Upkeep {
  store: Store;
  now: () => number;
  log: Logger;
}

/**
 * What must be done now and then: writing down when keys and people were seen, deleting what is past its time. And at the
 * start: going on with the deletion of a website that was broken off.
 */
export function startUpkeep({ store, now, log }: Upkeep): { stop(): Promise<void> } {
  let stopping = false;
  // What a stop breaks off goes on at the next start.
  const complain = (error: unknown) => stopping || log.error({ err: error }, 'upkeep failed');
  store.erasure.emptyDeletedWebsites().catch(complain);
  const prune = () => Promise.all([pruneAll(store, now()), store.people.forgetExpired(now())]).catch(complain);
  const flushing = setInterval(() => store.flush().catch(complain), MINUTE_MS);
  const pruning = setInterval(prune, PRUNE_MS);
  flushing.unref();
  pruning.unref();
  return {
    stop: async () => {
      stopping = true;
      clearInterval(flushing);
      clearInterval(pruning);
      await store.flush().catch((error) => log.error({ err: error }, 'upkeep failed'));
    },
  };
}

/** Deletes everything older than its website keeps, chunk by chunk so that new events are never held up for long. */
async function pruneAll({ registry, events }: Store, now: number): Promise<void> {
  for (const website of everyWebsite(registry, null)) {
    const days = website.settings.data_retention_days;
    if (days === 0) continue;
    for (const site of [siteOf(website, false), siteOf(website, true)]) {
      while ((await events.prune(site, now - days * DAY_MS)) > 0);
    }
  }
}
