import type { DropReason, RefusalReason } from '../contract/vocabulary.ts';
import type { NewEvent } from '../model/event.ts';
import type { Payment } from '../model/payment.ts';
import type { Site } from '../model/site.ts';

/**
 * What a store of events promises to those who write.
 *
 * - A promise resolves only after its rows are committed and synced to disk. Nothing is acknowledged from memory.
 * - One call is all or nothing, also across a crash.
 * - `event_id` is stored once per site; a repeat changes nothing.
 * - An event with an `exclusion` is stored apart: no report counts it, and its id is known all the same.
 * - Sessions are the same whatever order their events arrive in.
 * - When the disk cannot take writes the promise rejects with a `StoreUnavailable`.
 */
export interface EventStore {
  /** Outcomes in the order of `request.events`. */
  append(request: AppendRequest): Promise<AppendOutcome[]>;
  /** Records a payment once per `transaction_id` and sign. */
  recordPayment(payment: Payment, onDuplicate: 'keep' | 'replace'): Promise<PaymentOutcome>;
  /** Removes one payment for good; resolves with what it was, or null for an unknown id. */
  deletePayment(site: Site, revenueId: string): Promise<Payment | null>;
  /** How many events, counted or kept apart, and payments are older than `before`. */
  countOlderThan(sites: Site[], before: number): Promise<number>;
  /** Counts events that were refused, for the ledger. */
  countRefused(refused: RefusedEvents[]): Promise<void>;
  /** Deletes everything older than `before`, a limited number of rows a call; resolves with how many went. */
  prune(site: Site, before: number): Promise<number>;
}

export interface AppendRequest {
  events: NewEvent[];
  /** A longer gap than this (ms) ends a session. */
  sessionTimeout: number;
  /** Events of the same request that were dropped and not stored, for the ledger. */
  drops: { site: Site; reason: DropReason; count: number }[];
  /** Events that the sender has given up, told beside the first of these. Of what is told beside one event the most counts. */
  givenUp: number;
  received: number;
}

export interface AppendOutcome {
  /** `differs` is a duplicate of other content; the first is kept. */
  result: 'stored' | 'duplicate' | 'differs';
  /** Time (ms) of the event that is stored under the id. */
  time: number;
}

/** Events of one website that were refused for one reason. */
export interface RefusedEvents {
  site: Site;
  reason: RefusalReason;
  /** Host of the page that sent them; null for servers. */
  hostname: string | null;
  count: number;
  /** When the last of them was received, ms UTC. */
  at: number;
}

export interface PaymentOutcome {
  /** The stored payment: on a duplicate the first one's, unless replaced. */
  payment: Payment;
  duplicate: boolean;
  /** Names of the fields in which a duplicate differed from the first; empty when equal. */
  differing: string[];
  /** What has been paid under `original_transaction_id`, signed minor units, this refund included; null when unknown. */
  originalBalance: number | null;
}

/** The store cannot take writes now: disk full, read-only, failing, or closing. */
export class StoreUnavailable extends Error {}
