import type { WebsiteSettings } from '../contract/account/website.ts';
import type { Scope } from '../contract/vocabulary.ts';

/** A tracked website. `number` is the store's own short name for it. */
export interface Website {
  number: number;
  id: string;
  name: string;
  domain: string;
  allowedDomains: string[];
  timezone: string;
  currency: string;
  settings: WebsiteSettings;
  createdAt: number;
  updatedAt: number;
}

/** Where an event's rows live: a website's live data and its test data are two sites that never meet. */
export type Site = number;
export const siteOf = (website: Website, test: boolean): Site => website.number * 2 + (test ? 1 : 0);

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
