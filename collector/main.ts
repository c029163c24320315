import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { createLimits } from './http/limits.ts';
import { listen } from './http/listen.ts';
import { createIngest } from './ingest/create-ingest.ts';
import { openGeo } from './ingest/enrich/geo.ts';
import { parseAnalyticsQuery } from './query/parse.ts';
import { startReportThreads } from './report-threads.ts';
import type { Registry } from './store/registry.ts';
import { findEarliest } from './store/sqlite/earliest.ts';
import { createEventStore } from './store/sqlite/event-store.ts';
import { lockDataDir } from './store/sqlite/lock.ts';
import { databaseFile, openStore } from './store/sqlite/open.ts';
import { createRegistry } from './store/sqlite/registry.ts';
import { startWriter } from './store/sqlite/writer.ts';
import { startUpkeep } from './upkeep.ts';

export interface Collector {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  url: string;
  registry: Registry;
  /** Stops accepting, answers what is in flight, commits and closes everything, in the reverse order of the start. */
  stop(): Promise<void>;
}

export interface CollectorOptions {
  /** The clock, ms UTC. */
  now?: () => number;
  log?: Logger;
}

const SNIPPET_DIR = fileURLToPath(new URL('../snippet', import.meta.url));

/** Starts a collector. Throws a plain line when the data directory is taken; a taken port is Node's own error. */
export async function startCollector(config: Config, options: CollectorOptions = {}): Promise<Collector> {
  const now = options.now ?? Date.now;
  const log = options.log ?? pino({ level: config.logLevel });
  const lock = lockDataDir(config.dataDir);
  const opened: (() => unknown)[] = [() => lock.release()];
  const closeAll = async () => {
    for (const close of opened.reverse()) await close();
  };
  try {
    const db = openStore(config.dataDir);
    opened.push(() => db.close());
    const file = databaseFile(config.dataDir);
    const writer = startWriter(file);
    opened.push(writer.close);
    const registry = createRegistry(db, writer.write);
    const store = createEventStore(db, writer.write);
    const earliest = findEarliest(db);
    const readers = startReportThreads(file, earliest, now);
    opened.push(readers.close);
    const upkeep = startUpkeep({ registry, store, now, log });
    opened.push(upkeep.stop);
    const limits = await createLimits(registry, now);
    opened.push(limits.close);
    const geo = await openGeo(config.geoipDb, (message) => log.warn(message));
    const app = createApp({
      now,
      log,
      registry,
      store,
      ingest: createIngest({ store, geo, salts: registry.salt }),
      reports: readers.reports,
      parseAnalyticsQuery: (params, context) =>
        parseAnalyticsQuery(params, { ...context, earliest: () => earliest(context.site) }),
      limits,
      trustProxy: config.trustProxy,
      snippetDir: SNIPPET_DIR,
      ready: writer.alive,
    });
    const server = await listen(app, config);
    opened.push(server.close);
    log.info({ url: server.url, data_dir: config.dataDir }, 'listening');
    return { url: server.url, registry, stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
