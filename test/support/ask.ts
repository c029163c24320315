import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import type { Website } from '../../collector/model/website.ts';
import { parseAnalyticsQuery } from '../../collector/query/ask/parse.ts';
import { answerAnalytics } from '../../collector/query/reports/analytics.ts';
import { findEarliest } from '../../collector/store/sqlite/read/earliest.ts';
import { NOON, SITE, type TemporaryStore, website } from './temporary-store.ts';

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

export function conversionEvent(over: Partial<ConversionEvent> = {}): ConversionEvent {
  return {
    id: 'cev_1',
    name: 'Signup',
    type: 'event',
    event_name: 'signup',
    page_path: null,
    match: 'exact',
    properties: null,
    value: null,
    value_property: null,
    currency: null,
    count: 'every',
    is_primary: false,
    active: true,
    created_at: '2024-01-01T00:00:00Z',
    ...over,
  };
}
