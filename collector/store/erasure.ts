import type { Site } from '../model/site.ts';
import type { Website } from '../model/website.ts';

/** What a store of events promises to those who have data deleted. A promise resolves once all of it is synced. */
export interface Erasure {
  /** What `eraseVisitor` would take. */
  countVisitor(sites: Site[], visitor: string): Promise<Erased>;
  /**
   * Deletes what is known of a visitor and of all who are the same person. Their payments stay, without anything that leads
   * to them. It is done in steps between which others write; broken off and asked for again, it goes on.
   */
  eraseVisitor(sites: Site[], visitor: string): Promise<Erased>;
  /** What a website has, counted and kept apart, live and test. */
  countWebsite(website: Website): Promise<{ events: number; payments: number }>;
  /** Deletes, step by step, what websites that are no longer in the registry have left; also where it was broken off. */
  emptyDeletedWebsites(): Promise<void>;
}

export interface Erased {
  /** All visitors that are the same person, the one asked for among them. */
  visitors: string[];
  /** Counted or kept apart. */
  events: number;
  sessions: number;
  /** Payments that no longer lead to the person. */
  payments: number;
}
