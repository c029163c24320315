import type { Scope } from '../contract/vocabulary.ts';

/** An API key. The secret itself is never kept: `hash` is its SHA-256. */
export interface ApiKey {
  id: string;
  /** What its owner calls it. */
  name: string | null;
  hash: string;
  /** First characters of the secret, for people to recognise it. */
  hint: string;
  test: boolean;
  scopes: Scope[];
  /** Ids of the websites it is bound to; null is the whole account. */
  websites: string[] | null;
  /** Requests an hour; null is the default. */
  rateLimit: number | null;
  batchRateLimit: number | null;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
}
