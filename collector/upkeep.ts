import type { Logger } from 'pino';
import { siteOf } from './model/website.ts';
import type { Erasure } from './store/erasure.ts';
import type { EventStore } from './store/event-store.ts';
import type { People } from './store/people.ts';
import type { Registry } from './store/registry/index.ts';

const MINUTE_MS = 60 * 1000;
const PRUNE_MS = 10 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Upkeep {
  registry: Registry & { flush(): Promise<void> };
  people: People & { flush(): Promise<void> };
  store: EventStore;
  erasure: Erasure;
  now: () => number;
  log: Logger;
}

/**
 * What must be done now and then: writing down when keys and people were seen, deleting what is past its time. And at the
 * start: going on with the deletion of a website that was broken off.
 */
export function startUpkeep({ registry, people, store, erasure, now, log }: Upkeep): { stop(): Promise<void> } {
  let stopping = false;
  // What a stop breaks off goes on at the next start.
  const complain = (error: unknown) => stopping || log.error({ err: error }, 'upkeep failed');
  erasure.emptyDeletedWebsites().catch(complain);
  const flush = () => Promise.all([registry.flush(), people.flush()]);
  const prune = () => Promise.all([pruneAll(registry, store, now()), people.forgetExpired(now())]).catch(complain);
  const flushing = setInterval(() => flush().catch(complain), MINUTE_MS);
  const pruning = setInterval(prune, PRUNE_MS);
  flushing.unref();
  pruning.unref();
  return {
    stop: async () => {
      stopping = true;
      clearInterval(flushing);
      clearInterval(pruning);
      await flush().catch((error) => log.error({ err: error }, 'upkeep failed'));
    },
  };
}

/** Deletes everything older than its website keeps, chunk by chunk so that new events are never held up for long. */
async function pruneAll(registry: Registry, store: EventStore, now: number): Promise<void> {
  for (let after: string | null = null; ; ) {
    const websites = registry.websites(null, after, 100);
    for (const website of websites) {
      const days = website.settings.data_retention_days;
      if (days === 0) continue;
      for (const site of [siteOf(website, false), siteOf(website, true)]) {
        while ((await store.prune(site, now - days * DAY_MS)) > 0);
      }
    }
    const last = websites.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
