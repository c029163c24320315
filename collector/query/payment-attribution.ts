import { formatTimestamp } from '../contract/fields.ts';
import type { RevenueAnswer, TouchAnswer } from '../contract/revenue.ts';
import { DIRECT_CHANNEL } from '../contract/vocabulary.ts';
import type { Touch } from '../model/payment.ts';
import type { ReportSource } from '../store/report-source.ts';
import { findOrigin } from './attribution.ts';

/**
 * What a payment is credited to, as known now.
 */
export async function paymentAttribution(
  source: ReportSource,
  site: number,
  revenueId: string,
  lookbackDays: number,
): Promise<RevenueAnswer['attribution']> {
  const payment = await source.payment(site, revenueId);
  if (payment === null) {
    return { status: 'unattributed', matched_by: null, visitor_id: null, first_touch: null, last_touch: null };
  }
  const { visitor, matchedBy, touches, status } = await findOrigin(source, payment, lookbackDays);
  return {
    status,
    matched_by: status === 'attributed' ? matchedBy : null,
    visitor_id: visitor,
    first_touch: presentTouch(touches[0]),
    last_touch: presentTouch(touches.at(-1)),
  };
}

function presentTouch(touch: Touch | undefined): TouchAnswer | null {
  if (touch === undefined) return null;
  return {
    channel: touch.channel ?? DIRECT_CHANNEL,
    source: touch.source,
    medium: touch.utm_medium,
    campaign: touch.utm_campaign,
    entry_page: touch.entry_page,
    timestamp: formatTimestamp(touch.time),
  };
}
