import type { BatchEvent, Context } from '../contract/event.ts';
import type { Warning } from '../contract/fields.ts';
import type { Problem } from '../contract/problem.ts';
import type { DropReason } from '../contract/vocabulary.ts';
import type { Website } from '../model/website.ts';

/** Who sends, as far as the request itself tells. `address` and `userAgent` live in memory only. */
export interface Sender {
  mode: 'keyed' | 'public';
  /** A `bz_test_` key: kept apart from live data. */
  test: boolean;
  /** Seeds the ids minted for this request, so that a retry under one Idempotency-Key mints the same. */
  idSeed: string | null;
  /** The browser's, in public mode; null for a keyed sender, who says it in `context`. */
  address: string | null;
  userAgent: string | null;
  acceptLanguage: string | null;
  /** `Sec-GPC: 1`. */
  gpc: boolean;
  /** Null for a keyed sender, whose own headers say nothing of the visitor. */
  signs: Signs | null;
}

/** What a request's headers tell of the program that sent it, beside its user agent. */
export interface Signs {
  /** `Sec-CH-UA`: the brands that the browser gives itself. */
  brands: string | null;
  /** `Sec-CH-UA-Platform-Version`: the system's, which the user agent no longer says. Sent where a page asked for it. */
  platformVersion: string | null;
  /** It came straight, and with none of the headers that every browser sends unasked. */
  isBare: boolean;
}

/** One request's events, validated. `index` is the event's place in the caller's batch. */
export interface Delivery {
  website: Website;
  sender: Sender;
  received: number;
  /** The client's clock when it sent (ms), to correct its event times by. */
  sentAt: number | null;
  defaults: { visitor_id?: string | undefined; session_id?: string | undefined; context?: Context | undefined };
  events: { index: number; event: BatchEvent }[];
  /** Events that the sender's own queue gave up before these. */
  givenUp: number;
}

/** What became of one event, in the order given. */
export interface Receipt {
  index: number;
  event_id: string;
  /** ms UTC as stored. */
  time: number;
  dropped: DropReason | null;
  /** Stored before under the same id. */
  repeated: boolean;
  /** As stored. */
  event_name: string;
  /** Path of the page; null when it says none, or is dropped. */
  page: string | null;
  /** For keyed callers. Fields are named within the event, without the batch's `events[3].`. */
  warnings: Warning[];
  /** Why the event was refused, nothing of it being stored; its field is named within the event, too. */
  problem: Problem | null;
}

/** Resolves when everything accepted is synced to disk. */
export type Ingest = (delivery: Delivery) => Promise<Receipt[]>;
