import type { CreditedAnswer, ListedPayment, RevenueListAnswer } from '../../contract/reports/revenue-report.ts';
import type { AttributionModel } from '../../contract/vocabulary.ts';
import type { Payment, Touch } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import { writePayment } from '../ask/place.ts';
import type { RevenueQuestion } from '../ask/question.ts';
import { formatLocal } from '../count/buckets.ts';
import { divide, findOrigin } from '../money/attribution.ts';
import { presentPayment } from '../money/present-payment.ts';
import { presentTouch, reasonedAttribution } from './payment-attribution.ts';

/** Payments looked at in one step when only those of one status are wanted: which ones these are is not stored. */
const STEP = 500;

/** Answers `GET /api/revenue`. */
export async function listPayments(source: ReportSource, question: RevenueQuestion): Promise<RevenueListAnswer> {
  const { website, range, timezone, limit, fingerprint } = question;
  const found: { payment: Payment; attribution: ListedPayment['attribution'] }[] = [];
  for await (const payment of newestFirst(source, question)) {
    const origin = await findOrigin(source, payment, question.lookbackDays);
    if (question.status !== null && origin.status !== question.status) continue;
    const attribution = await reasonedAttribution(source, payment, origin, question.lookbackDays);
    found.push({
      payment,
      attribution: { ...attribution, credited: creditedTo(origin.touches, question.attribution) },
    });
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1)?.payment : undefined;
  return {
    success: true,
    website_id: website.id,
    period: { start: formatLocal(range.start, timezone), end: formatLocal(range.end, timezone), timezone },
    payments: shown.map(({ payment, attribution }) => ({ ...presentPayment(payment), attribution })),
    pagination: {
      limit,
      has_more: last !== undefined,
      next_cursor: last === undefined ? null : writePayment(last.time, last.revenue_id, fingerprint, question.asked),
    },
  };
}

/** Every payment that is asked for, whatever its status, a number of them at a time. */
async function* newestFirst(source: ReportSource, question: RevenueQuestion): AsyncGenerator<Payment> {
  const step = question.status === null ? question.limit + 1 : STEP;
  let after = question.after;
  while (true) {
    const payments = await source.newestPayments({
      site: question.site,
      ...question.range,
      type: question.type,
      transaction_id: question.transactionId,
      customer_id: question.customerId,
      currency: question.currency,
      after,
      limit: step,
    });
    yield* payments;
    const last = payments.at(-1);
    if (last === undefined || payments.length < step) return;
    after = { time: last.time, revenueId: last.revenue_id };
  }
}

/** Hundredths of a percent, divided like money: they sum to a hundred percent. */
const WHOLE = 10_000;

/** What a model credits, by place; a place with several touches once, in the order of its first. */
function creditedTo(touches: Touch[], model: AttributionModel): CreditedAnswer {
  const shares = new Map<string, { channel: string; source: string | null; hundredths: number }>();
  for (const { touch, minor } of divide(WHOLE, touches, model)) {
    const { channel, source } = presentTouch(touch);
    const key = JSON.stringify([channel, source]);
    const share = shares.get(key) ?? { channel, source, hundredths: 0 };
    share.hundredths += minor;
    shares.set(key, share);
  }
  return [...shares.values()].map(({ hundredths, ...place }) => ({ ...place, percent: hundredths / 100 }));
}
