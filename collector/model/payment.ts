import type { RevenueType } from '../contract/revenue.ts';
import type { VisitAttributes } from './event.ts';
import type { Site } from './site.ts';
import type { NoSourceKind } from './sources/no-source-hosts.ts';

/** A payment, renewal, refund or trial as it is stored. */
export interface Payment {
  site: Site;
  revenue_id: string;
  transaction_id: string | null;
  type: RevenueType;
  /** Signed integer in the currency's smallest unit. */
  minor: number;
  currency: string;
  time: number;
  received: number;
  visitor: string | null;
  session_id: string | null;
  customer_id: string | null;
  /** Keyed hash of the customer's e-mail address. */
  email_hash: string | null;
  product: string | null;
  original_transaction_id: string | null;
  properties: string;
}

/** One moment that may be credited for a payment: a session's start, or a tagged page view within one. */
export interface Touch extends VisitAttributes {
  /** The event it came with; no two touches of a site share one. */
  event_id: string;
  time: number;
  entry_page: string | null;
  exit_page: string | null;
  /** Which kind of host that is no source it came by: then it is none that may be credited. */
  no_source: NoSourceKind | null;
}
