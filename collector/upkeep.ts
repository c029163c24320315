import type { Logger } from 'pino';
import { siteOf } from './model/website.ts';
import type { EventStore } from './store/event-store.ts';
import type { Registry } from './store/registry.ts';

const MINUTE_MS = 60 * 1000;
const PRUNE_MS = 10 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface Upkeep {
  registry: Registry & { flush(): Promise<void> };
  store: EventStore;
  now: () => number;
  log: Logger;
}

/** What must be done now and then: writing down when keys were used, deleting what is past its retention. */
export function startUpkeep({ registry, store, now, log }: Upkeep): { stop(): Promise<void> } {
  const complain = (error: unknown) => log.error({ err: error }, 'upkeep failed');
  const flushing = setInterval(() => registry.flush().catch(complain), MINUTE_MS);
  const pruning = setInterval(() => pruneAll(registry, store, now()).catch(complain), PRUNE_MS);
  flushing.unref();
  pruning.unref();
  return {
    stop: async () => {
      clearInterval(flushing);
      clearInterval(pruning);
      await registry.flush().catch(complain);
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
