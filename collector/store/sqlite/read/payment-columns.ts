import type { Payment } from '../../../model/payment.ts';

/** The columns of a payment; the compiler holds the list against the type. */
const columns: Record<keyof Payment, true> = {
  site: true,
  revenue_id: true,
  transaction_id: true,
  type: true,
  minor: true,
  currency: true,
  time: true,
  received: true,
  visitor: true,
  session_id: true,
  customer_id: true,
  email_hash: true,
  product: true,
  original_transaction_id: true,
  properties: true,
};
export const PAYMENT_COLUMNS = Object.keys(columns) as (keyof Payment)[];
