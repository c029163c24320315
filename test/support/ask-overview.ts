import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import { parseOverviewQuery } from '../../collector/query/ask/parse-overview.ts';
import { answerOverview } from '../../collector/query/reports/overview.ts';
import { findEarliest } from '../../collector/store/sqlite/read/earliest.ts';
import { NOON, SITE, website } from './made-up.ts';
import type { TemporaryStore } from './temporary-store.ts';

/** Asks the read house what `GET /api/overview` would. */
export function askOverview(
  { source, db }: TemporaryStore,
  params: Record<string, string>,
  over: { now?: number; conversionEvents?: ConversionEvent[] } = {},
) {
  const context = {
    website,
    site: SITE,
    conversionEvents: over.conversionEvents ?? [],
    now: over.now ?? NOON,
    earliest: () => findEarliest(db)(SITE),
  };
  return answerOverview(source, parseOverviewQuery(new URLSearchParams(params), context));
}
