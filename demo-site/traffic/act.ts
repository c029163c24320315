import type { BatchEvent } from '../../collector/contract/event.ts';
import type { RevenueBody } from '../../collector/contract/revenue.ts';

/** An event as it travels; ids and times are always named. */
export type SentEvent = BatchEvent & { event_id: string; timestamp: string };

interface Moment {
  /** When the collector receives it, ms UTC. */
  at: number;
  /** The same as an earlier act, sent once more because its answer was lost. */
  repeat: boolean;
}

/** A batch that a browser sends: keyless, its address and user agent seen by the collector. */
export interface BrowserAct extends Moment {
  kind: 'browser';
  address: string;
  userAgent: string;
  acceptLanguage: string;
  gpc: boolean;
  /** By the browser's own clock, which may be wrong; the events' times are by the same. */
  sentAt: string;
  events: SentEvent[];
}

/** A batch that the website's own server sends with its key. */
export interface ServerAct extends Moment {
  kind: 'server';
  events: SentEvent[];
}

/** What the website's server tells of money. */
export interface PaymentAct extends Moment {
  kind: 'payment';
  payment: Omit<RevenueBody, 'website_id'> & { timestamp: string };
}

/** One request to the collector. For which website is the loader's to say. */
export type Act = BrowserAct | ServerAct | PaymentAct;
