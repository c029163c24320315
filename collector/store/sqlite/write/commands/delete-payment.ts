import type { Payment } from '../../../../model/payment.ts';
import type { Connection } from '../../engine/connection.ts';
import { PAYMENT_COLUMNS } from '../../read/payment-columns.ts';

export interface DeletePayment {
  site: number;
  revenueId: string;
}

/** Removes one payment, inside the caller's transaction; answers what it was, or null for an unknown id. */
export function deletePayment(db: Connection): (request: DeletePayment) => Payment | null {
  const remove = db.prepare<unknown[], Payment>(
    `delete from payments where site = @site and revenue_id = @revenueId returning ${PAYMENT_COLUMNS.join(', ')}`,
  );
  return (request) => remove.get(request) ?? null;
}
