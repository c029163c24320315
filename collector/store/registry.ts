import type { Annotation } from '../contract/annotation.ts';
import type { ConversionEvent } from '../contract/conversion-event.ts';
import type { CurrencyRate } from '../model/currency-rate.ts';
import type { ShareLink } from '../model/share-link.ts';
import type { ApiKey, Website } from '../model/website.ts';

/**
 * The few mutable rows: websites, keys, conversion events, share links, remembered answers, salts. Always SQLite, whatever holds the events.
 * Reads are point reads of microseconds that see every commit of every process within 25 ms, so a revoked key is dead at
 * once. What was changed here is seen here at once.
 * Writes resolve once they are synced.
 */
export interface Registry {
  website(id: string): Website | null;
  /** Websites in order of id, those after `after` first. `ids` null is all of them. */
  websites(ids: readonly string[] | null, after: string | null, limit: number): Website[];
  /** Time of the newest live event, null when there is none. */
  lastEventAt(website: Website): number | null;
  /** Resolves null when the id is taken. */
  createWebsite(website: Omit<Website, 'number'>): Promise<Website | null>;
  /** Replaces a website; resolves false, changing nothing, when it was changed since `expectedUpdatedAt`. */
  updateWebsite(website: Website, expectedUpdatedAt: number): Promise<boolean>;
  /**
   * Removes a website with its conversion events and annotations, and it from the reach of keys; a key that was bound to it
   * alone is revoked. From then on it is unknown, and nothing more is stored for it. Resolves false when it was gone already.
   * Its events and payments are taken away by the store's `emptyDeletedWebsites`.
   */
  deleteWebsite(website: Website, now: number): Promise<boolean>;

  keyByHash(hash: string): ApiKey | null;
  keyById(id: string): ApiKey | null;
  keys(): ApiKey[];
  createKey(key: ApiKey): Promise<void>;
  /** Revokes at `revokedAt`, or shortens the life to `expiresAt`. Resolves false for an unknown id. */
  endKey(id: string, end: { revokedAt: number } | { expiresAt: number }): Promise<boolean>;
  /** Remembers that a key was used; may be written later and lazily. */
  keyUsed(id: string, at: number): void;

  /** In order of creation, archived ones included. */
  conversionEvents(website: Website): ConversionEvent[];
  /** Resolves false, changing nothing, when an active one has the same name. */
  createConversionEvent(website: Website, event: ConversionEvent): Promise<boolean>;
  /** Resolves false, changing nothing, when another active one has the same name. */
  updateConversionEvent(website: Website, event: ConversionEvent): Promise<boolean>;

  /** Of any website; null for an unknown id. */
  shareLink(id: string): ShareLink | null;
  /** In order of creation, expired ones included. */
  shareLinks(website: Website): ShareLink[];
  createShareLink(link: ShareLink): Promise<void>;
  deleteShareLink(id: string): Promise<void>;

  /** Notes on days from `from` to `to` (`2024-01-15`), both included, null without end; in order of day, then creation. */
  annotations(website: Website, from: string | null, to: string | null): Annotation[];
  /** Adds an annotation, or replaces the one of its id; resolves false when that is another website's, or this one is gone. */
  saveAnnotation(website: Website, annotation: Annotation): Promise<boolean>;
  /** Resolves false for an unknown id. */
  deleteAnnotation(website: Website, id: string): Promise<boolean>;

  /** Of each currency with rates, in order of code: since when, until when, and for how many days. */
  currencyRates(): RatedCurrency[];
  /** Adds rates, all of one base, or none of them; a rate of the same currency and day gives way. `replace` drops all others first. */
  saveCurrencyRates(rates: CurrencyRate[], replace: boolean): Promise<void>;

  /** The first answer to a request with an `Idempotency-Key`, within 24 h. */
  rememberedAnswer(scope: string, key: string, now: number): RememberedAnswer | null;
  rememberAnswer(scope: string, key: string, answer: RememberedAnswer, now: number): Promise<void>;

  /** What keys have used of allowances that still run at `now`. */
  usedAllowances(now: number): UsedAllowance[];
  saveAllowances(used: UsedAllowance[], now: number): Promise<void>;

  /** 32 random bytes of a UTC day (`2026-11-23`), made on first use; days before yesterday are erased. */
  salt(day: string): Buffer;
  /** A secret of this installation, made on first use; for keyed hashes of e-mail addresses and the tokens of share links. */
  secret(): Buffer;
}

export interface RatedCurrency {
  currency: string;
  base: string;
  /** `2024-01-15` */
  first: string;
  last: string;
  days: number;
}

export interface UsedAllowance {
  /** Of whom and what: the bucket and the key's id. */
  name: string;
  /** Requests counted in the running window. */
  used: number;
  /** When the window ends, ms UTC. */
  resetsAt: number;
}

export interface RememberedAnswer {
  /** SHA-256 of the request's method, path and body. */
  fingerprint: string;
  status: number;
  body: string;
}
