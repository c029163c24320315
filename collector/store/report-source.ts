import type { ConversionEvent } from '../contract/conversion-event.ts';
import type { EventDimension, FilterOperator, SessionDimension } from '../contract/vocabulary.ts';
import type { Payment, Touch } from '../model/payment.ts';
import type { Site } from '../model/website.ts';

/**
 * What a store of events promises to those who read. Every answer is one moment's: what was committed when it was asked.
 * Rows come in no particular order. A dimension without a value has its reserved label, never null.
 */
export interface ReportSource {
  /** Counts by up to two dimensions, and by bucket when buckets are given. Groups without anything are absent. */
  traffic(question: TrafficQuestion): Promise<TrafficRow[]>;
  /** The visitors with a conversion in the range, by any of the question's definitions. */
  converters(question: Pick<TrafficQuestion, 'site' | 'start' | 'end' | 'conversionEvents'>): Promise<string[]>;
  /** Payments in a range, in order of time, trials included. */
  payments(site: Site, start: number, end: number): Promise<Payment[]>;
  payment(site: Site, revenueId: string): Promise<Payment | null>;
  /** The payment under a transaction id that is no refund. */
  originalPayment(site: Site, transactionId: string): Promise<Payment | null>;
  /** All that is known of a customer's money, trials and refunds included, in order of time. */
  customerPayments(site: Site, customer: Customer): Promise<Payment[]>;
  /** The visitor of a session that its caller named. */
  sessionVisitor(site: Site, sessionId: string): Promise<string | null>;
  /** A visitor's touches with `start < time <= end`, in order. */
  touches(site: Site, visitor: string, start: number, end: number): Promise<Touch[]>;
  /** How many events were dropped for a reason, by whole hours. */
  dropped(site: Site, reason: string, start: number, end: number): Promise<number>;
}

export type TrafficDimension = SessionDimension | EventDimension;

export interface TrafficQuestion {
  site: Site;
  /** Half-open, ms UTC. */
  start: number;
  end: number;
  /** Half-open, in order, without overlap. */
  buckets: { start: number; end: number }[] | null;
  dimensions: TrafficDimension[];
  filters: { dimension: TrafficDimension; operator: FilterOperator; values: string[] }[];
  /** Definitions that conversions are counted by; also the values of the dimension `conversion_event`. */
  conversionEvents: ConversionEvent[];
}

export interface TrafficRow {
  /** Place in `buckets`; 0 without them. */
  bucket: number;
  keys: string[];
  visitors: number;
  sessions: number;
  pageviews: number;
  events: number;
  /** Of the sessions that bounce rate and duration are about: all, or for `page` those that entered there. */
  rated_sessions: number;
  bounces: number;
  /** Sum over rated sessions, ms. */
  duration: number;
  /** Median seconds over the sessions; null without sessions. */
  engaged: number | null;
  conversions: number;
  converting_visitors: number;
}

export type Customer = { customer_id: string } | { email_hash: string } | { visitor: string };
