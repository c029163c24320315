import { randomBytes } from 'node:crypto';
import { batchBody, batchEvent } from './contract/event.ts';
import { revenueBody } from './contract/revenue.ts';
import { parseTimestamp } from './contract/timestamp.ts';
import { createIngest } from './ingest/create-ingest.ts';
import { openGeo } from './ingest/enrich/geo.ts';
import type { Receipt, Sender } from './ingest/ingest.ts';
import { normalizeRevenue } from './ingest/revenue.ts';
import { firstDayInUse, nameOfDay } from './model/local-day.ts';
import type { Website } from './model/website.ts';
import type { PaymentOutcome } from './store/event-store.ts';
import { holdStore } from './store/index.ts';
import type { Registry } from './store/registry/index.ts';

/**
 * A collector without HTTP, for loading history: the same shapes, the same write house, the same writer, and a clock that
 * stands wherever a request says. Resolves when what was given is synced.
 */
export interface Loading {
  registry: Registry;
  /** What `POST /api/events/batch` does with a body received at that time. Rejects where it would refuse the body. */
  track(request: LoadedRequest & { sender: Sender }): Promise<Receipt[]>;
  /** What `POST /api/revenue` does. */
  recordRevenue(request: LoadedRequest): Promise<PaymentOutcome>;
  close(): Promise<void>;
}

interface LoadedRequest {
  website: Website;
  body: object;
  /** ms UTC. */
  received: number;
}

/** Opens a store for loading. Throws a plain line when a collector is running on it. */
export async function openLoading(
  { dataDir, geoipDb }: { dataDir: string; geoipDb: string | null },
  now: () => number,
  warn: (message: string) => void,
): Promise<Loading> {
  const store = holdStore(dataDir);
  const { registry, events: journal } = store;
  try {
    const salts = saltsOfHistory(registry, now());
    const ingest = createIngest({ store: journal, geo: await openGeo(geoipDb, warn), salts });
    const secret = registry.secret();
    return {
      registry,
      async track({ website, sender, body, received }) {
        const { events, sent_at, dropped_events, ...defaults } = batchBody.parse({ website_id: website.id, ...body });
        return ingest({
          website,
          sender,
          received,
          sentAt: sent_at === undefined ? null : parseTimestamp(sent_at),
          defaults,
          givenUp: dropped_events ?? 0,
          events: events.map((event, index) => ({ index, event: batchEvent.parse(event) })),
        });
      },
      async recordRevenue({ website, body, received }) {
        const parsed = revenueBody.parse({ website_id: website.id, ...body });
        const ids = { test: false, idSeed: null, secret: () => secret };
        return journal.recordPayment(normalizeRevenue(parsed, website, received, ids).payment, 'keep');
      },
      close: store.close,
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Salts of days gone by live in memory alone: in the store they would be erased a day later, and each such change would
 * wait for the writer. Those that a collector goes on with are the store's.
 */
function saltsOfHistory(registry: Registry, now: number): Registry['salt'] {
  const firstInUse = nameOfDay(firstDayInUse(now));
  const passing = new Map<string, Buffer>();
  return (day) => {
    if (day >= firstInUse) return registry.salt(day, firstInUse);
    const salt = passing.get(day) ?? randomBytes(32);
    passing.set(day, salt);
    return salt;
  };
}
