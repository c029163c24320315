import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { inviteFirstOwner } from './account/invitation.ts';
import { createPasswords, type Passwords } from './account/password.ts';
import { leaveAddress } from './address-file.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { createLimits } from './http/demands/limits.ts';
import { listen } from './http/listen.ts';
import { createArrivals } from './http/routes/quality/latest-arrivals.ts';
import { createRefusalCounts } from './http/routes/quality/refusal-counts.ts';
import { createIngest } from './ingest/create-ingest.ts';
import { openGeo } from './ingest/enrich/geo.ts';
import type { Reports } from './query/reports/index.ts';
import { holdStore, storeExists } from './store/index.ts';
import type { People } from './store/people.ts';
import type { Registry } from './store/registry/index.ts';
import { startReportThreads } from './threads/report-threads.ts';
import { startCopies } from './threads/start-copies.ts';
import { startUpkeep } from './upkeep.ts';

export interface Collector {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  url: string;
  registry: Registry;
  people: People;
  /** Where the first owner makes an account, once; null when there is a person. Holds a secret: never to be logged. */
  setupUrl: string | null;
  /** Stops accepting, answers what is in flight, commits and closes everything, in the reverse order of the start. */
  stop(): Promise<void>;
}

export interface CollectorOptions {
  /** The clock, ms UTC. */
  now?: () => number;
  log?: Logger;
  passwords?: Passwords;
  /** Comes between those who ask for reports and the threads that answer. */
  reports?: (reports: Reports) => Reports;
}

const SNIPPET_DIR = fileURLToPath(new URL('../snippet', import.meta.url));
const DASHBOARD_DIR = fileURLToPath(new URL('../dashboard', import.meta.url));

/**
 * Starts a collector. Throws a plain line when the data directory is taken or the build is not whole; a taken port is
 * Node's own error.
 */
export async function startCollector(config: Config, options: CollectorOptions = {}): Promise<Collector> {
  const now = options.now ?? Date.now;
  const log = options.log ?? pino({ level: config.logLevel });
  assertBuilt();
  const opened: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const close of opened.reverse()) await close();
  };
  try {
    const isNew = !storeExists(config.dataDir);
    const store = holdStore(config.dataDir);
    opened.push(store.close);
    const { registry, people, events, erasure, earliest } = store;
    const readers = startReportThreads(config.dataDir, log);
    opened.push(readers.close);
    const copies = startCopies(config.dataDir, log);
    opened.push(copies.close);
    const upkeep = startUpkeep({ store, now, log });
    opened.push(upkeep.stop);
    const limits = await createLimits(registry, now);
    opened.push(limits.close);
    const refusals = createRefusalCounts(events);
    opened.push(refusals.close);
    const geo = await openGeo(config.geoipDb, (message) => log.warn(message));
    const app = createApp({
      now,
      log,
      registry,
      people,
      passwords: options.passwords ?? createPasswords(),
      store: events,
      erasure,
      copies,
      ingest: createIngest({ store: events, geo, salts: registry.salt }),
      reports: options.reports?.(readers.reports) ?? readers.reports,
      earliest,
      limits,
      arrivals: createArrivals(now()),
      refusals,
      knowsCities: geo.knowsCities,
      trustProxy: config.trustProxy,
      snippetDir: SNIPPET_DIR,
      dashboardDir: DASHBOARD_DIR,
      ready: store.canWrite,
    });
    const server = await listen(app, config);
    opened.push(server.close);
    const address = config.publicUrl ?? openableAddress(server.url);
    opened.push(leaveAddress(config.dataDir, address));
    log.info(
      {
        url: server.url,
        ...(config.publicUrl === null ? {} : { public_url: config.publicUrl }),
        data_dir: path.resolve(config.dataDir),
        ...(isNew ? { new_store: true } : {}),
      },
      'listening',
    );
    const setupPath = await prepareSetup(people, now());
    const setupUrl = setupPath === null ? null : address + setupPath;
    return { url: server.url, registry, people, setupUrl, stop: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** `npx tsc -b` alone makes a collector that starts, and has nothing to show and no tag to hand out. */
function assertBuilt(): void {
  for (const file of [path.join(SNIPPET_DIR, 'manifest.json'), path.join(DASHBOARD_DIR, 'index.html')]) {
    if (!existsSync(file)) throw new Error(`The build is not whole: ${file} is missing. Run npm run build`);
  }
}

/** All interfaces are no address that a browser could open; one of them is this machine's own. */
const openableAddress = (bound: string): string =>
  bound.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');

/** The path of a new setup link, while there is nobody who could invite others. Links of earlier starts end. */
async function prepareSetup(people: People, now: number): Promise<string | null> {
  if (people.anybody()) return null;
  const { invitation, path } = inviteFirstOwner(now);
  await people.createInvitation(invitation);
  return path;
}
