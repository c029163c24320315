import type { AnalyticsAnswer } from '../contract/analytics.ts';
import type { ConversionEvent } from '../contract/conversion-event.ts';
import type { RevenueAnswer } from '../contract/revenue.ts';
import type { Period } from '../contract/vocabulary.ts';
import type { Site, Website } from '../model/website.ts';
import type { AnalyticsQuestion } from './question.ts';

/** The read house, as `http` and `cli` see it. Answers come from reader threads: a slow one blocks nobody. */
export interface Reports {
  analytics(question: AnalyticsQuestion): Promise<AnalyticsAnswer>;
  /** Figures of each conversion event over a period, by its id. */
  conversionStats(
    website: Website,
    site: Site,
    events: ConversionEvent[],
    period: Period,
  ): Promise<Record<string, ConversionStats>>;
  /** What a payment is credited to, as known now. */
  attribution(website: Website, site: Site, revenueId: string): Promise<RevenueAnswer['attribution']>;
}

export interface ConversionStats {
  conversions: number;
  converting_visitors: number;
  conversion_rate: number | null;
  revenue: number | null;
}
