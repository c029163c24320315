import type { UnattributedReason } from '../../contract/reports/revenue-report.ts';
import type { Payment } from '../../model/payment.ts';
import type { ReportSource } from '../../store/report-source.ts';
import { namesPayment, type Origin } from './attribution.ts';

export interface Why {
  reason: UnattributedReason;
  /** A sentence for people. */
  explanation: string;
}

/** Why a payment is credited to nobody; null when it is credited to somebody. */
export async function whyUnattributed(
  source: ReportSource,
  payment: Payment,
  origin: Origin,
  lookbackDays: number,
): Promise<Why | null> {
  if (origin.status === 'attributed') return null;
  const reason =
    origin.visitor === null
      ? reasonWithoutVisitor(payment, origin)
      : await reasonWithVisitor(source, payment.site, origin.visitor);
  return { reason, explanation: EXPLANATIONS[reason](lookbackDays) };
}

function reasonWithoutVisitor(payment: Payment, { traced }: Origin): UnattributedReason {
  if (traced.length === 0 && namesPayment(payment)) return 'payment_unknown';
  // A refund of a known payment is its payer's, whoever it names itself.
  const asked =
    payment.type === 'refund' && traced.length > 0
      ? traced.map(({ payment: found }) => found)
      : [payment, ...traced.map(({ payment: found }) => found)];
  if (asked.some(({ customer_id, email_hash }) => customer_id !== null || email_hash !== null)) {
    return 'customer_unknown';
  }
  return asked.some(({ session_id }) => session_id !== null) ? 'session_unknown' : 'no_ids';
}

async function reasonWithVisitor(source: ReportSource, site: number, visitor: string): Promise<UnattributedReason> {
  const touches = await source.touches(site, visitor, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true);
  if (touches.length === 0) return 'visitor_unknown';
  if (touches.some(({ no_source }) => no_source === null)) return 'outside_lookback';
  return touches.every(({ no_source }) => no_source === 'payment')
    ? 'only_payment_provider'
    : 'only_excluded_referrers';
}

const EXPLANATIONS: Record<UnattributedReason, (lookbackDays: number) => string> = {
  no_ids: () => 'It names no visitor, session or customer, so no visit can be found for it',
  payment_unknown: () => 'The payment it returns is not known yet; it is matched when that one is recorded',
  session_unknown: () => 'Its session is not known yet; it is matched when an event of that session arrives',
  customer_unknown: () =>
    'Nothing known links its customer to a visitor yet; it is matched when a payment of theirs names one',
  visitor_unknown: () => 'No visit of its visitor is known yet; it is matched when one arrives',
  only_payment_provider: () =>
    'All that is known of its visitor are returns from a payment provider, where nobody comes from',
  only_excluded_referrers: () =>
    'All that is known of its visitor are returns from hosts that are no source, such as pages to pay or to sign in',
  outside_lookback: (days) =>
    `The visits of its visitor are all outside the look-back of ${days === 1 ? '1 day' : `${days} days`}`,
};
