import type { ConversionEvent } from '../contract/account/conversion-event.ts';
import type { RevenueType } from '../contract/revenue.ts';
import type { LinkFlaw } from '../contract/vocabulary.ts';
import type { CurrencyRate } from '../model/currency-rate.ts';
import type { Payment, Touch } from '../model/payment.ts';
import type { Site } from '../model/site.ts';
import type {
  FunnelHit,
  FunnelHitsQuestion,
  PageSequence,
  PageSequencesQuestion,
  RealtimeRows,
  RealtimeRowsQuestion,
  RetentionRows,
  RetentionRowsQuestion,
} from './report-rows.ts';
import type { TrafficDimension, TrafficFilter } from './traffic-filter.ts';

/**
 * What a store of events promises to those who read. Every answer is one moment's: what was committed when it was asked.
 * Rows come in no particular order. A dimension without a value has its reserved label, never null.
 * Visitors that are the same user are one person, and wherever visitors are counted they count as one.
 * A visit that came by a host that is no source has none, by the website's setting as it stands now; spellings of a source
 * that differ in case alone are the most frequent of them.
 */
export interface ReportSource {
  /**
   * Counts what the question keeps in several ways, each by up to two dimensions, and by bucket when buckets are given.
   * Groups without anything are absent. All ways are of one moment, and cost less together than one by one.
   */
  traffic(question: TrafficQuestion, splits: TrafficSplit[]): Promise<TrafficRow[][]>;
  /** The visitors with a conversion in the range, by any of the question's definitions, and all who are the same person. */
  converters(question: Pick<TrafficQuestion, 'site' | 'start' | 'end' | 'conversionEvents'>): Promise<string[]>;
  /** The events in the range that meet one definition, in order, with what its property `value_property` holds. */
  conversionWorths(
    question: Pick<TrafficQuestion, 'site' | 'start' | 'end'> & { event: ConversionEvent },
  ): Promise<ConversionWorth[]>;
  /** Payments in a range, in order of time, trials included. */
  payments(site: Site, start: number, end: number): Promise<Payment[]>;
  /** The newest payments that are asked for, by time, those of one moment by id. */
  newestPayments(wanted: WantedPayments): Promise<Payment[]>;
  payment(site: Site, revenueId: string): Promise<Payment | null>;
  /** The payment under a transaction id that is no refund. */
  originalPayment(site: Site, transactionId: string): Promise<Payment | null>;
  /**
   * All that is known of a customer's money, trials and refunds included, in order of time. A customer id that is a user's
   * has also what that user's visitors paid without one; a visitor what the same person paid.
   */
  customerPayments(site: Site, customer: Customer): Promise<Payment[]>;
  /** The rates of some currencies in a stretch of days (`2024-01-15`), both ends included. */
  currencyRates(currencies: string[], from: string, to: string): Promise<CurrencyRate[]>;
  /** The visitor of a session, by the id its caller gave it or the one that exports give a derived one. */
  sessionVisitor(site: Site, sessionId: string): Promise<string | null>;
  /** The user a visitor is, else null. */
  userOf(site: Site, visitor: string): Promise<string | null>;
  /** The first visitor that was identified as a user. */
  identifiedVisitor(site: Site, userId: string): Promise<string | null>;
  /**
   * The touches of a visitor and of all who are the same person, with `start < time <= end`, in order. `returns` adds what
   * is none: visits that came by a host that is no source, by the built-in list and the website's setting as it stands now.
   */
  touches(site: Site, visitor: string, start: number, end: number, returns?: boolean): Promise<Touch[]>;
  /** The campaign links with something wrong that page views of a range came by, most views first. */
  flawedLinks(site: Site, start: number, end: number): Promise<FlawedLink[]>;
  /** The page views of a visitor, and of all who are the same person, that came by a tagged link of the website's own. */
  ownLinkViews(site: Site, visitor: string, start: number, end: number): Promise<OwnLinkView[]>;
  /** How many events were dropped for a reason, by whole hours. */
  dropped(site: Site, reason: string, start: number, end: number): Promise<number>;
  /** What arrived in the hours of UTC that begin in a range, and what became of it. */
  ledger(site: Site, start: number, end: number): Promise<LedgerRow[]>;
  /** The hosts that events came from in the UTC days that a range touches. */
  arrivedHosts(site: Site, start: number, end: number): Promise<ArrivedHost[]>;
  /** Shows the hits of each visitor who may have entered a funnel, in order. */
  funnelHits(question: FunnelHitsQuestion, show: (hits: FunnelHit[]) => void): Promise<void>;
  retention(question: RetentionRowsQuestion): Promise<RetentionRows>;
  /** The page views of the sessions that begin in a range, each different sequence once. */
  pageSequences(question: PageSequencesQuestion): Promise<PageSequence[]>;
  /** How many of the newest events (of one name) carry each property; `PROPERTY_READ_EVENTS` and its kin bound the search. */
  properties(site: Site, eventName: string | null): Promise<{ key: string; events: number }[]>;
  realtime(question: RealtimeRowsQuestion): Promise<RealtimeRows>;
}

export interface FlawedLink {
  flaws: LinkFlaw[];
  /** The page's address as it is stored. */
  link: string;
  views: number;
  lastAt: number;
}

export interface OwnLinkView {
  event_id: string;
  time: number;
  link: string;
}

export interface LedgerRow {
  /** Start of the hour, ms UTC. */
  hour: number;
  refused: boolean;
  /** `accepted`, `duplicate`, `lost`, the reason of a drop or, where refused, of that. */
  outcome: string;
  count: number;
}

export interface ArrivedHost {
  hostname: string;
  /** `accepted`: host of the page; `refused`: host that sent. */
  outcome: 'accepted' | 'refused';
  events: number;
  lastAt: number;
}

export interface ConversionWorth {
  /** Id of the first event of its session; null stands outside every session. */
  session: string | null;
  /** As the caller gave it; null where the event has no such number or text. */
  worth: string | number | null;
}

export interface TrafficQuestion {
  site: Site;
  /** Half-open, ms UTC. */
  start: number;
  end: number;
  filters: TrafficFilter[];
  /** Definitions that conversions are counted by; also the values of the dimension `conversion_event`. */
  conversionEvents: ConversionEvent[];
}

/** One way to tell groups apart. */
export interface TrafficSplit {
  /** Half-open, in order, within the range and without overlap; null for one of the whole range. */
  buckets: { start: number; end: number }[] | null;
  dimensions: TrafficDimension[];
  /** Whether `engaged` is asked for: a median costs more than all else of a row. */
  medians: boolean;
  /** Whether `depth` is asked for: it is told by a property, which costs a look at every event. */
  depths?: boolean;
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
  /** Median seconds over the sessions; null without sessions, and where it was not asked for. */
  engaged: number | null;
  /**
   * Median percent of its height that a page was seen, over the pages that sessions left, of each the furthest; null where no
   * kept event tells. Absent where it was not asked for.
   */
  depth?: number | null;
  conversions: number;
  converting_visitors: number;
}

/** Payments of a range, or those of one type, transaction, customer or currency: null is any. */
export interface WantedPayments {
  site: Site;
  /** Half-open, ms UTC. */
  start: number;
  end: number;
  type: RevenueType | null;
  transaction_id: string | null;
  customer_id: string | null;
  currency: string | null;
  /** Only those that come after this one. */
  after: { time: number; revenueId: string } | null;
  limit: number;
}

export type Customer = { customer_id: string } | { email_hash: string } | { visitor: string };
