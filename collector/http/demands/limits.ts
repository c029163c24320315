import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { ApiKey } from '../../model/key.ts';
import type { Allowances, UsedAllowance } from '../../store/registry/allowances.ts';

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
  /** A request of a person who is signed in. */
  person(id: string): Promise<Allowance>;
  /** A request with a share link. */
  share(linkId: string, network: string): Promise<Allowance>;
  /** A password that is about to be tried. An address that has used up its own allowance takes none of the account's. */
  password(email: string, network: string): Promise<Allowance>;
  /** Gives back what was taken by a password that was right, or could not be tried. */
  givePasswordBack(email: string, network: string): Promise<void>;
}

const HOUR = 3600;
const MINUTE = 60;
const ORDINARY_PER_HOUR = 1000;
const BATCH_PER_HOUR = 5000;
const VISITOR_PER_MINUTE = 1200;
const FAILURES_PER_MINUTE = 300;
const PERSON_PER_HOUR = 20_000;
const SHARE_PER_MINUTE = 1000;
/** Wrong passwords. Fewer from one address than for one account, so that nobody locks out somebody else alone. */
const PASSWORD_WINDOW = 15 * MINUTE;
const PASSWORDS_PER_NETWORK = 10;
const PASSWORDS_PER_ACCOUNT = 30;

/** The limiters only count; the limit is compared here, because it may differ from key to key. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** A counter is on disk this soon (ms) after it has changed. */
const SAVE_MS = 50;

/**
 * Counts in memory. What keys have used is written down beside the events, a moment later and many at a time, and read
 * at the start, so that no restart resets it and `kill -9` forgets less than a blink; what addresses have used is
 * nowhere but in memory, because an address is never written to disk.
 */
export async function createLimits(saved: Allowances, now: () => number): Promise<Limits & { close(): Promise<void> }> {
  const keys = new RateLimiterMemory({ keyPrefix: '', points: UNBOUNDED, duration: HOUR });
  const visitors = new RateLimiterMemory({ keyPrefix: 'v', points: UNBOUNDED, duration: MINUTE });
  const failures = new RateLimiterMemory({ keyPrefix: 'f', points: UNBOUNDED, duration: MINUTE });
  const persons = new RateLimiterMemory({ keyPrefix: 'p', points: UNBOUNDED, duration: HOUR });
  const shares = new RateLimiterMemory({ keyPrefix: 's', points: UNBOUNDED, duration: MINUTE });
  const triedFrom = new RateLimiterMemory({ keyPrefix: 'n', points: UNBOUNDED, duration: PASSWORD_WINDOW });
  const triedFor = new RateLimiterMemory({ keyPrefix: 'a', points: UNBOUNDED, duration: PASSWORD_WINDOW });
  for (const { name, used, resetsAt } of saved.usedAllowances(now())) {
    await keys.set(name, used, (resetsAt - now()) / 1000);
  }

  let unsaved = new Map<string, UsedAllowance>();
  let timer: NodeJS.Timeout | null = null;
  const save = async (): Promise<void> => {
    timer = null;
    const used = [...unsaved.values()];
    unsaved = new Map();
    // A disk that takes no counter must not lock callers out: memory goes on counting.
    if (used.length > 0) await saved.saveAllowances(used, now()).catch(() => {});
  };

  return {
    async key(key, bucket) {
      const limit = bucket === 'batch' ? (key.batchRateLimit ?? BATCH_PER_HOUR) : (key.rateLimit ?? ORDINARY_PER_HOUR);
      const name = `${bucket}:${key.id}`;
      const result = await keys.consume(name);
      unsaved.set(name, { name, used: result.consumedPoints, resetsAt: now() + result.msBeforeNext });
      timer ??= setTimeout(save, SAVE_MS);
      return allowance(result, limit, HOUR);
    },
    async visitor(network, website) {
      return allowance(await visitors.consume(`${website}:${network}`), VISITOR_PER_MINUTE, MINUTE);
    },
    async failure(network) {
      return allowance(await failures.consume(network), FAILURES_PER_MINUTE, MINUTE);
    },
    async person(id) {
      return allowance(await persons.consume(id), PERSON_PER_HOUR, HOUR);
    },
    async share(linkId, network) {
      return allowance(await shares.consume(`${linkId}:${network}`), SHARE_PER_MINUTE, MINUTE);
    },
    async password(email, network) {
      const from = allowance(await triedFrom.consume(network), PASSWORDS_PER_NETWORK, PASSWORD_WINDOW);
      if (from.exceeded) return from;
      return allowance(await triedFor.consume(email), PASSWORDS_PER_ACCOUNT, PASSWORD_WINDOW);
    },
    async givePasswordBack(email, network) {
      await triedFrom.reward(network);
      await triedFor.reward(email);
    },
    async close() {
      if (timer !== null) clearTimeout(timer);
      await save();
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
