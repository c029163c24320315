import { RateLimiterMemory, type RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible';
import type { ApiKey } from '../model/website.ts';

export type Bucket = 'ordinary' | 'batch';

/** What is left of a caller's allowance after this request. */
export interface Allowance {
  limit: number;
  remaining: number;
  /** ms until the window starts anew. */
  resetMs: number;
  windowSeconds: number;
  exceeded: boolean;
}

/** Counts requests. Each call takes one from the allowance it names. */
export interface Limits {
  key(key: ApiKey, bucket: Bucket): Promise<Allowance>;
  /** A browser without a key, by its network and the website's number (0: none of ours). */
  visitor(network: string, website: number): Promise<Allowance>;
  /** A failed authentication. */
  failure(network: string): Promise<Allowance>;
}

/** What is needed of a better-sqlite3 database. */
export interface LimitsDatabase {
  pragma(source: string): unknown;
  prepare(sql: string): unknown;
}

const HOUR = 3600;
const MINUTE = 60;
const ORDINARY_PER_HOUR = 1000;
const BATCH_PER_HOUR = 5000;
const VISITOR_PER_MINUTE = 1200;
const FAILURES_PER_MINUTE = 300;

/** The limiters only count; the limit is compared here, because it may differ from key to key. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/**
 * Allowances of keys are counted in a database of their own, so that a restart does not reset them;
 * those of addresses in memory alone, because an address is never written to disk.
 */
export async function createLimits(database: LimitsDatabase): Promise<Limits> {
  // Without a sync per request: a counter outlives `kill -9`, and after a power cut it may forget a moment.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  const keys = await openKeyLimiter(database);
  const visitors = new RateLimiterMemory({ keyPrefix: 'v', points: UNBOUNDED, duration: MINUTE });
  const failures = new RateLimiterMemory({ keyPrefix: 'f', points: UNBOUNDED, duration: MINUTE });
  return {
    async key(key, bucket) {
      const limit = bucket === 'batch' ? (key.batchRateLimit ?? BATCH_PER_HOUR) : (key.rateLimit ?? ORDINARY_PER_HOUR);
      return allowance(await keys.consume(`${bucket}:${key.id}`), limit, HOUR);
    },
    async visitor(network, website) {
      return allowance(await visitors.consume(`${website}:${network}`), VISITOR_PER_MINUTE, MINUTE);
    },
    async failure(network) {
      return allowance(await failures.consume(network), FAILURES_PER_MINUTE, MINUTE);
    },
  };
}

function allowance(result: RateLimiterRes, limit: number, windowSeconds: number): Allowance {
  return {
    limit,
    remaining: Math.max(0, limit - result.consumedPoints),
    resetMs: result.msBeforeNext,
    windowSeconds,
    exceeded: result.consumedPoints > limit,
  };
}

function openKeyLimiter(database: LimitsDatabase): Promise<RateLimiterSQLite> {
  return new Promise((resolve, reject) => {
    const limiter = new RateLimiterSQLite(
      {
        storeClient: rememberingStatements(database),
        storeType: 'better-sqlite3',
        tableName: 'allowances',
        keyPrefix: 'k',
        points: UNBOUNDED,
        duration: HOUR,
        // A disk that takes no counter must not lock callers out: then memory counts.
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: 'k', points: UNBOUNDED, duration: HOUR }),
      },
      (error?: Error) => (error === undefined ? resolve(limiter) : reject(error)),
    );
  });
}

/**
 * The limiter prepares its statement anew for each request and wraps it in a transaction of its own.
 * One `INSERT … RETURNING` is atomic as it is: this keeps the statement and leaves the wrapping out (40 µs → 19 µs a request, measured on two cores).
 */
function rememberingStatements(database: LimitsDatabase): object {
  const statements = new Map<string, unknown>();
  return {
    prepare(sql: string) {
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    transaction: <T>(work: () => T) => work,
  };
}
