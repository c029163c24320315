import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKeyAnswer, KeyStatus } from '../contract/account/key.ts';
import { formatTimestamp } from '../contract/timestamp.ts';
import { SCOPES, type Scope } from '../contract/vocabulary.ts';
import { mintId } from '../model/id.ts';
import type { ApiKey } from '../model/key.ts';
import { DAY_MS } from '../model/time.ts';

const SECRET = /^bz_(live|test)_[A-Za-z0-9_-]{43}$/;
const HINT_LENGTH = 12;
const ROTATION_OVERLAP_MS = DAY_MS;

/** What a key may do when its owner does not choose: everything but making further keys. */
export const DEFAULT_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== 'keys:write');

export interface KeyChoices {
  name?: string | null;
  test?: boolean;
  scopes?: Scope[];
  /** Ids of websites; null (default) is the whole account. */
  websites?: string[] | null;
  /** Requests an hour. */
  rateLimit?: number | null;
  batchRateLimit?: number | null;
  /** ms UTC. */
  expiresAt?: number | null;
}

export interface MintedKey {
  key: ApiKey;
  /** Shown once; only its hash is kept. */
  secret: string;
}

/** Makes a key: `bz_live_` or `bz_test_` and 32 random bytes. */
export function mintKey(choices: KeyChoices, now: number): MintedKey {
  const test = choices.test ?? false;
  const secret = `bz_${test ? 'test' : 'live'}_${randomBytes(32).toString('base64url')}`;
  const key: ApiKey = {
    id: mintId('key'),
    name: choices.name ?? null,
    hash: hashSecret(secret),
    hint: secret.slice(0, HINT_LENGTH),
    test,
    scopes: [...(choices.scopes ?? DEFAULT_SCOPES)],
    websites: choices.websites ?? null,
    rateLimit: choices.rateLimit ?? null,
    batchRateLimit: choices.batchRateLimit ?? null,
    createdAt: now,
    expiresAt: choices.expiresAt ?? null,
    revokedAt: null,
    lastUsedAt: null,
  };
  return { key, secret };
}

/**
 * A successor with the same powers and the same end, for whoever limited a key in time has limited its successor too; and
 * when the old key shall end: after the overlap, 24 hours unless chosen, or sooner if it was to expire sooner.
 */
export function rotateKey(
  old: ApiKey,
  now: number,
  overlapMs: number = ROTATION_OVERLAP_MS,
): MintedKey & { oldExpiresAt: number } {
  const { name, test, scopes, websites, rateLimit, batchRateLimit, expiresAt } = old;
  const successor = mintKey({ name, test, scopes, websites, rateLimit, batchRateLimit, expiresAt }, now);
  return { ...successor, oldExpiresAt: Math.min(now + overlapMs, old.expiresAt ?? Infinity) };
}

/** SHA-256 in hex. The secret is 256 random bits, so that no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether an `Authorization` header is meant to hold a key of ours, be it a good one or not. */
export const claimsKey = (header: string): boolean => /^Bearer +bz_/i.test(header);

/** The secret of an `Authorization` header, null when it holds none of ours. */
export function parseBearer(header: string): string | null {
  const secret = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  return secret !== undefined && SECRET.test(secret) ? secret : null;
}

/** Compares two hashes in a time that does not tell how much of them is equal. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function keyStatus(key: ApiKey, now: number): KeyStatus {
  if (key.revokedAt !== null && key.revokedAt <= now) return 'revoked';
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'live';
}

/** Whether a caller, or a key, may touch a website. */
export function reaches({ websites }: { websites: readonly string[] | null }, websiteId: string): boolean {
  return websites === null || websites.includes(websiteId);
}

/** A key as the API answers it, without its secret. */
export function presentKey(key: ApiKey, now: number): ApiKeyAnswer {
  const time = (ms: number | null) => (ms === null ? null : formatTimestamp(ms));
  return {
    id: key.id,
    name: key.name,
    hint: `${key.hint}…`,
    test: key.test,
    scopes: key.scopes,
    websites: key.websites,
    rate_limit: key.rateLimit,
    batch_rate_limit: key.batchRateLimit,
    created_at: formatTimestamp(key.createdAt),
    expires_at: time(key.expiresAt),
    revoked_at: time(key.revokedAt),
    last_used_at: time(key.lastUsedAt),
    status: keyStatus(key, now),
  };
}
