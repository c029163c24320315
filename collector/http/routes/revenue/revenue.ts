import type { endpoints } from '../../../contract/endpoints/index.ts';
import type { Warning } from '../../../contract/fields.ts';
import type { RevenueAnswer } from '../../../contract/revenue.ts';
import { formatTimestamp } from '../../../contract/timestamp.ts';
import { normalizeRevenue } from '../../../ingest/revenue.ts';
import { majorUnits } from '../../../model/money.ts';
import type { PaymentOutcome } from '../../../store/event-store.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import { withWarnings } from '../events/warnings.ts';

/** `POST /api/revenue` */
export function recordRevenue({ registry, store, reports }: Dependencies): Handler<typeof endpoints.recordRevenue> {
  return async ({ caller, query, body, received, idSeed }) => {
    const website = reachableWebsite(registry, caller, body.website_id);
    const ids = { test: caller.test, idSeed, secret: registry.secret };
    const { payment, warnings } = normalizeRevenue(body, website, received, ids);
    const onDuplicate = query.on_duplicate ?? 'keep';
    const outcome = await store.recordPayment(payment, onDuplicate);
    const attribution = await reports.attribution({
      site: payment.site,
      revenueId: outcome.payment.revenue_id,
      lookbackDays: website.settings.attribution_lookback_days,
    });
    if (outcome.duplicate && onDuplicate === 'keep') warnings.push(...differences(outcome));
    if ((outcome.originalBalance ?? 0) < 0) warnings.push(REFUND_EXCEEDS_PAYMENT);
    return present(outcome, attribution, warnings);
  };
}

/** Currency fees make it legitimate, so it is told and kept. */
const REFUND_EXCEEDS_PAYMENT: Warning = {
  code: 'REFUND_EXCEEDS_PAYMENT',
  field: 'amount',
  message: 'More has been refunded than was paid',
};

/** What a caller calls the stored columns. */
const FIELD_NAMES: Record<string, string> = {
  minor: 'amount',
  visitor: 'visitor_id',
  email_hash: 'customer_email',
  time: 'timestamp',
};

function differences({ payment, differing }: PaymentOutcome): Warning[] {
  if (differing.length === 0) return [];
  const fields = differing.map((column) => FIELD_NAMES[column] ?? column).join(', ');
  const each = payment.type === 'refund' ? 'partial refund' : payment.type;
  const message = `Recorded before with other content; the first was kept. Different: ${fields}. Give each ${each} a transaction_id of its own`;
  return [{ code: 'DUPLICATE_DIFFERS', field: 'transaction_id', message }];
}

/** On a duplicate these are the first one's figures. */
function present(
  { payment, duplicate }: PaymentOutcome,
  attribution: RevenueAnswer['attribution'],
  warnings: Warning[],
): RevenueAnswer {
  return {
    success: true,
    revenue_id: payment.revenue_id,
    transaction_id: payment.transaction_id,
    duplicate,
    type: payment.type,
    amount: majorUnits(payment.minor, payment.currency),
    currency: payment.currency,
    timestamp: formatTimestamp(payment.time),
    attribution,
    ...withWarnings(warnings),
  };
}
