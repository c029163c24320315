import type { AnalyticsAnswer } from '../contract/analytics.ts';
import type { ConversionEvent, ConversionPreview } from '../contract/conversion-event.ts';
import type { DataQualityAnswer } from '../contract/data-quality.ts';
import type { FunnelAnswer } from '../contract/funnel.ts';
import type { JourneysAnswer } from '../contract/journeys.ts';
import type { OverviewAnswer } from '../contract/overview.ts';
import type { PropertiesAnswer } from '../contract/properties.ts';
import type { RealtimeAnswer } from '../contract/realtime.ts';
import type { RetentionAnswer } from '../contract/retention.ts';
import type { RevenueAnswer } from '../contract/revenue.ts';
import type { RevenueExplanation, RevenueListAnswer } from '../contract/revenue-report.ts';
import type { AttributionModel, Period } from '../contract/vocabulary.ts';
import type { Site, Website } from '../model/website.ts';
import type { DataQualityQuestion } from './parse-data-quality.ts';
import type { AnalyticsQuestion, OverviewQuestion, RevenueQuestion } from './question.ts';
import type { FunnelQuestion, JourneysQuestion, RealtimeQuestion, RetentionQuestion } from './report-question.ts';

/** The read house, as `http` and `cli` see it. Answers come from reader threads: a slow one blocks nobody. */
export interface Reports {
  analytics(question: AnalyticsQuestion): Promise<AnalyticsAnswer>;
  overview(question: OverviewQuestion): Promise<OverviewAnswer>;
  funnel(question: FunnelQuestion): Promise<FunnelAnswer>;
  retention(question: RetentionQuestion): Promise<RetentionAnswer>;
  journeys(question: JourneysQuestion): Promise<JourneysAnswer>;
  realtime(question: RealtimeQuestion): Promise<RealtimeAnswer>;
  dataQuality(question: DataQualityQuestion): Promise<DataQualityAnswer>;
  /** Figures of each conversion event over a period, by its id. */
  conversionStats(
    website: Website,
    site: Site,
    events: ConversionEvent[],
    period: Period,
  ): Promise<Record<string, ConversionStats>>;
  /** What a conversion event would count over a period. */
  conversionPreview(website: Website, site: Site, event: ConversionEvent, period: Period): Promise<ConversionPreview>;
  /** What a payment is credited to, as known now. */
  attribution(website: Website, site: Site, revenueId: string): Promise<RevenueAnswer['attribution']>;
  /** What the newest events (of one name) carry, the commonest first. */
  properties(site: Site, eventName: string | null): Promise<PropertiesAnswer['properties']>;
  payments(question: RevenueQuestion): Promise<RevenueListAnswer>;
  /** What a payment is credited to and why; null for an unknown one. */
  explanation(
    website: Website,
    site: Site,
    revenueId: string,
    how: { model: AttributionModel; lookbackDays: number },
  ): Promise<RevenueExplanation | null>;
}

export interface ConversionStats {
  conversions: number;
  converting_visitors: number;
  conversion_rate: number | null;
  revenue: number | null;
  /** Worth of the conversions by their definition; null where it names none. */
  conversion_value: number | null;
}
