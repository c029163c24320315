import type { ExportedEvent } from '../../../collector/store/export-rows.ts';
import type * as StoreDoor from '../../../collector/store/index.ts';
import { SITE } from '../../support/made-up.ts';

/** The functions by which a store is opened. */
export type Door = typeof StoreDoor;

export interface Opened {
  store: StoreDoor.Store;
  reader: StoreDoor.StoreReader;
}
/** Opens a store for one test, with nothing in it, and what reads it. */
export type Open = () => Opened;

/** From the first moment to the last, for questions that name both. */
export const ALWAYS = { start: 0, end: Number.MAX_SAFE_INTEGER };
const EVER = { start: null, end: null };

/* What a store holds, as it gives it away. */

export const eventsOf = ({ reader }: Opened, site = SITE) => [...reader.rows.events({ site, ...EVER })];
export const excludedOf = ({ reader }: Opened, site = SITE) => [...reader.rows.excludedEvents({ site, ...EVER })];
export const paymentsOf = ({ reader }: Opened, site = SITE) => [...reader.rows.payments({ site, ...EVER })];
/** In alphabetical order. */
export const idsOf = (events: ExportedEvent[]) => events.map(({ event_id }) => event_id).sort();

/** How many events came to which outcome, in all; `refused` stands before the reason of a refusal. */
export async function ledgerOf({ reader }: Opened, site = SITE): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { refused, outcome, count } of await reader.reports.ledger(site, ALWAYS.start, ALWAYS.end)) {
    const name = refused ? `refused ${outcome}` : outcome;
    counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
}
