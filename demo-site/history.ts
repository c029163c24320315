import { Temporal } from 'temporal-polyfill';
import type { Config } from '../collector/config.ts';
import { openLoading } from '../collector/loading.ts';
import { storeTarget } from './seed/store-target.ts';
import { happenedBy } from './traffic/happened-by.ts';
import { traffic, visitsForEvents } from './traffic/traffic.ts';

/** The website whose past year the demo makes up, beside the shop that has none. */
export const EXAMPLE_ID = 'quayside';
const EXAMPLE = { id: EXAMPLE_ID, domain: 'quayside.example', timezone: 'Europe/Paris', currency: 'EUR' };
/** Enough for every report to have something in it, and loaded within a breath. */
const EVENTS = 60_000;
const DAYS = 365;

/**
 * Fills the example website with a year up to now, unless it is there already; says when it begins.
 * No collector may hold the store yet.
 */
export async function makeUpHistory(
  { dataDir, geoipDb }: Config,
  now: number,
  sayBegin: () => void = () => {},
): Promise<void> {
  const loading = await openLoading(
    { dataDir, geoipDb },
    () => now,
    () => {},
  );
  try {
    if (loading.registry.website(EXAMPLE_ID) !== null) return;
    sayBegin();
    const target = storeTarget(loading, () => now);
    const website = await target.website(EXAMPLE);
    const until = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(website.timezone).toPlainDate();
    const year = { seed: 1, until: until.toString(), days: DAYS, visits: visitsForEvents(EVENTS, DAYS), website };
    await target.load(website, happenedBy(now, traffic(year)), () => {});
  } finally {
    await loading.close();
  }
}
