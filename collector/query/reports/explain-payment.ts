import type { JudgedTouch, OriginStepAnswer, RevenueExplanation } from '../../contract/reports/revenue-report.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { ATTRIBUTION_MODELS, type AttributionModel } from '../../contract/vocabulary.ts';
import { majorUnits } from '../../model/money.ts';
import type { Payment, Touch } from '../../model/payment.ts';
import type { Site } from '../../model/site.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { ExplanationQuestion } from '../ask/question.ts';
import { divide, findOrigin, type Origin } from '../money/attribution.ts';
import { priceIn } from '../money/exchange.ts';
import { judgeTouch } from '../money/judge-touch.ts';
import { presentPayment } from '../money/present-payment.ts';
import { presentTouch, reasonedAttribution } from './payment-attribution.ts';

/** Touches before the look-back that are listed; of a faithful visitor there are hundreds. */
const OLDER_SHOWN = 20;

/** Answers `GET /api/revenue/{revenue_id}`: all that a payment's credit follows from. Null for an unknown payment. */
export async function explainPayment(
  source: ReportSource,
  { website, site, revenueId, model, lookbackDays }: ExplanationQuestion,
): Promise<RevenueExplanation | null> {
  const payment = await source.payment(site, revenueId);
  if (payment === null) return null;
  const origin = await findOrigin(source, payment, lookbackDays);
  const paid = (origin.traced.at(-1)?.payment ?? payment).time;
  const all = await touchesUntil(source, site, origin, paid);
  const older = all.findIndex(({ event_id }) => event_id === origin.touches[0]?.event_id);
  const skipped = Math.max(0, (older === -1 ? all.length : older) - OLDER_SHOWN);
  const attribution = await reasonedAttribution(source, payment, origin, lookbackDays);
  return {
    success: true,
    website_id: website.id,
    payment: presentPayment(payment),
    converted: await convertedTo(source, payment, website.currency),
    attribution: {
      ...attribution,
      model,
      lookback_days: lookbackDays,
      looked_back_from: formatTimestamp(paid),
      chain: presentChain(payment, origin),
      touches: judgeTouches(all.slice(skipped), payment, origin, { model, lookbackDays, paid }),
      older_touches: skipped,
      models: Object.fromEntries(
        ATTRIBUTION_MODELS.map((each) => [each, creditsOf(payment, origin.touches, each)]),
      ) as RevenueExplanation['attribution']['models'],
    },
  };
}

/** All of a visitor's touches up to the payment, and to the last that may be credited, returns from paying included. */
async function touchesUntil(source: ReportSource, site: Site, { visitor, touches }: Origin, paid: number) {
  if (visitor === null) return [];
  const end = Math.max(paid, touches.at(-1)?.time ?? paid);
  return source.touches(site, visitor, Number.MIN_SAFE_INTEGER, end, true);
}

function judgeTouches(
  shown: Touch[],
  payment: Payment,
  { touches }: Origin,
  how: { model: AttributionModel; lookbackDays: number; paid: number },
): JudgedTouch[] {
  const division = { ...how, touches, credits: divide(payment.minor, touches, how.model) };
  const credited = creditsOf(payment, touches, how.model);
  return shown.map((touch) => ({
    ...presentTouch(touch),
    ...(credited.find(({ event_id }) => event_id === touch.event_id) ?? {
      event_id: touch.event_id,
      credit: 0,
      percent: 0,
    }),
    ...judgeTouch(touch, division),
  }));
}

/** Hundredths of a percent are divided like money: they sum to a hundred percent. */
const WHOLE = 10_000;

function creditsOf({ minor, currency }: Payment, touches: Touch[], model: AttributionModel) {
  const percents = divide(WHOLE, touches, model);
  return divide(minor, touches, model).map((credit, index) => ({
    event_id: credit.touch.event_id,
    credit: majorUnits(credit.minor, currency),
    percent: Number(`${percents[index]?.minor ?? 0}e-2`),
  }));
}

function presentChain(payment: Payment, { visitor, visitorBy, traced }: Origin): OriginStepAnswer[] {
  const steps = traced.map(
    ({ payment: found, by }): OriginStepAnswer => ({
      found: by === 'original_transaction_id' ? 'refunded_payment' : 'first_payment',
      by,
      revenue_id: found.revenue_id,
      visitor_id: null,
    }),
  );
  if (visitor === null || visitorBy === null) return steps;
  const named = (traced.at(-1)?.payment ?? payment).visitor === visitor;
  return [...steps, { found: 'visitor', by: named ? 'visitor_id' : visitorBy, revenue_id: null, visitor_id: visitor }];
}

async function convertedTo(source: ReportSource, payment: Payment, currency: string) {
  const [priced] = await priceIn(source, [payment], currency);
  if (priced === undefined || priced.rateDay === null) return null;
  return { amount: majorUnits(priced.minor, currency), currency, rate_date: priced.rateDay };
}
