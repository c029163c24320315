import { OTHER_LABEL, type RefusalReason } from '../../../contract/vocabulary.ts';
import type { Site } from '../../../model/site.ts';
import type { EventStore, RefusedEvents } from '../../../store/event-store.ts';

/** Counts events that were refused. */
export interface RefusalCounts {
  /** `at` is when they were received, ms UTC. */
  count(site: Site, reason: RefusalReason, hostname: string | null, events: number, at: number): void;
}

/** Counts are on disk this soon (ms), many in one write: a refusal must cost the sync of no disk. */
const SAVE_MS = 100;
/** Different counts between two writes; hosts beyond are one. */
const UNSAVED_MAX = 1000;

/** Counts in memory, and writes down beside the events. `kill -9` forgets less than a blink. */
export function createRefusalCounts(
  store: Pick<EventStore, 'countRefused'>,
): RefusalCounts & { close(): Promise<void> } {
  let unsaved = new Map<string, RefusedEvents>();
  let timer: NodeJS.Timeout | null = null;
  const save = async (): Promise<void> => {
    timer = null;
    const refused = [...unsaved.values()];
    unsaved = new Map();
    // A disk that takes no counter takes no event either; there is nobody to tell.
    if (refused.length > 0) await store.countRefused(refused).catch(() => {});
  };
  return {
    count(site, reason, given, events, at) {
      const hostname = given !== null && unsaved.size >= UNSAVED_MAX ? OTHER_LABEL : given;
      const key = `${site} ${reason} ${hostname}`;
      const before = unsaved.get(key)?.count ?? 0;
      unsaved.set(key, { site, reason, hostname, count: before + events, at });
      timer ??= setTimeout(save, SAVE_MS);
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      await save();
    },
  };
}
