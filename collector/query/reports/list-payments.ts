import type { ListedPayment, RevenueListAnswer } from '../../contract/reports/revenue-report.ts';
import type { Payment } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import { writePayment } from '../ask/place.ts';
import type { RevenueQuestion } from '../ask/question.ts';
import { formatLocal } from '../count/buckets.ts';
import { findOrigin } from '../money/attribution.ts';
import { presentPayment } from '../money/present-payment.ts';
import { reasonedAttribution } from './payment-attribution.ts';

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
    found.push({ payment, attribution });
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
      next_cursor: last === undefined ? null : writePayment(last.time, last.revenue_id, fingerprint),
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
