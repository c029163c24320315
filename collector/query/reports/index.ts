import type { ReportSource } from '../../store/report-source.ts';
import { answerAnalytics } from './analytics.ts';
import { conversionStats } from './conversion-stats.ts';
import { answerDataQuality } from './data-quality.ts';
import { explainPayment } from './explain-payment.ts';
import { answerFunnel } from './funnel.ts';
import type { KeptLists } from './in-pages.ts';
import { answerJourneys } from './journeys.ts';
import { listPayments } from './list-payments.ts';
import { listProperties } from './list-properties.ts';
import { answerOverview } from './overview.ts';
import { paymentAttribution } from './payment-attribution.ts';
import { previewConversion } from './preview-conversion.ts';
import { previewExcludedReferrers } from './preview-excluded-referrers.ts';
import { answerRealtime } from './realtime.ts';
import { answerRetention } from './retention.ts';

/** Every report: what answers a question from a source. Both must survive the way to another thread and back. */
export const REPORTS = {
  analytics: answerAnalytics,
  overview: answerOverview,
  funnel: answerFunnel,
  retention: answerRetention,
  journeys: answerJourneys,
  realtime: answerRealtime,
  dataQuality: answerDataQuality,
  conversionStats,
  conversionPreview: previewConversion,
  excludedReferrersPreview: previewExcludedReferrers,
  attribution: paymentAttribution,
  properties: listProperties,
  payments: listPayments,
  explanation: explainPayment,
} satisfies Record<string, (source: ReportSource, question: never, lists: KeptLists) => Promise<unknown>>;

export type ReportName = keyof typeof REPORTS;
type Question<K extends ReportName> = Parameters<(typeof REPORTS)[K]>[1];

/** The read house, as `http` sees it. Answers come from reader threads: a slow one blocks nobody. */
export type Reports = { [K in ReportName]: (question: Question<K>) => ReturnType<(typeof REPORTS)[K]> };
