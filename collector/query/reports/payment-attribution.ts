import type { ReasonedAttribution } from '../../contract/reports/revenue-report.ts';
import type { RevenueAnswer, TouchAnswer } from '../../contract/revenue.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { DIRECT_CHANNEL } from '../../contract/vocabulary.ts';
import type { Payment, Touch } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { PaymentQuestion } from '../ask/question.ts';
import { findOrigin, type Origin } from '../money/attribution.ts';
import { whyUnattributed } from '../money/why-unattributed.ts';

/** What a payment is credited to, as known now. */
export async function paymentAttribution(
  source: ReportSource,
  { site, revenueId, lookbackDays }: PaymentQuestion,
): Promise<RevenueAnswer['attribution']> {
  const payment = await source.payment(site, revenueId);
  if (payment === null) {
    return { status: 'unattributed', matched_by: null, visitor_id: null, first_touch: null, last_touch: null };
  }
  return summarize(await findOrigin(source, payment, lookbackDays));
}

/** The same, with a reason for a payment that is credited to nobody. */
export async function reasonedAttribution(
  source: ReportSource,
  payment: Payment,
  origin: Origin,
  lookbackDays: number,
): Promise<ReasonedAttribution> {
  const why = await whyUnattributed(source, payment, origin, lookbackDays);
  return { ...summarize(origin), reason: why?.reason ?? null, explanation: why?.explanation ?? null };
}

function summarize({ visitor, matchedBy, touches, status }: Origin): RevenueAnswer['attribution'] {
  return {
    status,
    matched_by: status === 'attributed' ? matchedBy : null,
    visitor_id: visitor,
    first_touch: touches[0] === undefined ? null : presentTouch(touches[0]),
    last_touch: touches[0] === undefined ? null : presentTouch(touches.at(-1) ?? touches[0]),
  };
}

export function presentTouch(touch: Touch): TouchAnswer {
  return {
    channel: touch.channel ?? DIRECT_CHANNEL,
    source: touch.source,
    medium: touch.utm_medium,
    campaign: touch.utm_campaign,
    entry_page: touch.entry_page,
    timestamp: formatTimestamp(touch.time),
  };
}
