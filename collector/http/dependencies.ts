import type { Logger } from 'pino';
import type { Passwords } from '../account/password.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Site } from '../model/site.ts';
import type { Reports } from '../query/reports/index.ts';
import type { Copies } from '../store/copies.ts';
import type { Erasure } from '../store/erasure.ts';
import type { EventStore } from '../store/event-store.ts';
import type { People } from '../store/people.ts';
import type { Registry } from '../store/registry/index.ts';
import type { Limits } from './demands/limits.ts';
import type { Arrivals } from './routes/quality/latest-arrivals.ts';
import type { RefusalCounts } from './routes/quality/refusal-counts.ts';

/** What the HTTP room is given; it reaches for nothing else. */
export interface Dependencies {
  /** ms UTC. */
  now: () => number;
  log: Logger;
  registry: Registry;
  people: People;
  passwords: Passwords;
  store: EventStore;
  erasure: Erasure;
  copies: Copies;
  ingest: Ingest;
  reports: Reports;
  /** Time of a site's first event or payment (ms UTC), where `period=all` begins; null when it has neither. */
  earliest: (site: Site) => number | null;
  limits: Limits;
  arrivals: Arrivals;
  refusals: RefusalCounts;
  /** Whether addresses can be looked up as far as the city. */
  knowsCities: boolean;
  /** CIDR blocks of proxies whose `X-Forwarded-*` are believed. */
  trustProxy: string[];
  /** Folder of the built snippet and its `manifest.json`. */
  snippetDir: string;
  /** Folder of the built dashboard. */
  dashboardDir: string;
  /** Whether the store can take writes. */
  ready: () => boolean;
}
