import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import type { Website } from '../../collector/model/website.ts';
import { parseAnalyticsQuery } from '../../collector/query/ask/parse.ts';
import { answerAnalytics } from '../../collector/query/reports/analytics.ts';
import { findEarliest } from '../../collector/store/sqlite/read/earliest.ts';
import { NOON, SITE, website } from './made-up.ts';
import type { TemporaryStore } from './temporary-store.ts';

/** Asks the read house what `GET /api/analytics` would. */
export function ask(
  { source, db }: TemporaryStore,
  params: Record<string, string> | URLSearchParams,
  over: { website?: Website; now?: number; conversionEvents?: ConversionEvent[] } = {},
) {
  const context = {
    website: over.website ?? website,
    site: SITE,
    conversionEvents: over.conversionEvents ?? [],
    now: over.now ?? NOON,
    earliest: () => findEarliest(db)(SITE),
  };
  return answerAnalytics(source, parseAnalyticsQuery(new URLSearchParams(params), context));
}
