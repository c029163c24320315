import type { PaymentAnswer } from '../../contract/reports/revenue-report.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { majorUnits } from '../../model/money.ts';
import type { Payment } from '../../model/payment.ts';

/** A payment as it is answered: what was told of it. The hash of an e-mail address stays inside. */
export function presentPayment(payment: Payment): PaymentAnswer {
  return {
    revenue_id: payment.revenue_id,
    transaction_id: payment.transaction_id,
    original_transaction_id: payment.original_transaction_id,
    type: payment.type,
    amount: majorUnits(payment.minor, payment.currency),
    currency: payment.currency,
    timestamp: formatTimestamp(payment.time),
    received_at: formatTimestamp(payment.received),
    visitor_id: payment.visitor,
    session_id: payment.session_id,
    customer_id: payment.customer_id,
    product: payment.product,
    properties: JSON.parse(payment.properties),
  };
}
