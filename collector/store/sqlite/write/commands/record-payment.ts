import type { Payment } from '../../../../model/payment.ts';
import type { PaymentOutcome } from '../../../event-store.ts';
import type { Connection } from '../../engine/connection.ts';
import { PAYMENT_COLUMNS } from '../../read/payment-columns.ts';
import { findDeleted } from '../deleted-websites.ts';

export interface RecordPayment {
  payment: Payment;
  onDuplicate: 'keep' | 'replace';
}

/** What a repeat may not change silently, beside the time it names. Ids of ours and times of receipt say nothing. */
const COMPARED = [
  'type',
  'minor',
  'currency',
  'visitor',
  'session_id',
  'customer_id',
  'email_hash',
  'product',
  'original_transaction_id',
  'properties',
] as const;

/** Records a payment once per transaction and sign, inside the caller's transaction. */
export function recordPayment(db: Connection): (request: RecordPayment) => PaymentOutcome {
  const columns = PAYMENT_COLUMNS.join(', ');
  const byTransaction = db.prepare<unknown[], Payment>(
    `select ${columns} from payments where site = ? and transaction_id = ? and (minor < 0) = ?`,
  );
  const byId = db.prepare<unknown[], Payment>(`select ${columns} from payments where site = ? and revenue_id = ?`);
  const insert = db.prepare(
    `insert into payments (${columns}) values (${PAYMENT_COLUMNS.map((column) => `@${column}`).join(', ')})`,
  );
  const update = db.prepare(
    `update payments set ${PAYMENT_COLUMNS.map((column) => `${column} = @${column}`).join(', ')}
     where site = @site and revenue_id = @revenue_id`,
  );
  const balance = db
    .prepare<unknown[], number | null>(
      `select sum(minor) from payments where site = ? and currency = ?
       and (transaction_id = ? and minor >= 0 or original_transaction_id = ? or transaction_id = ? and minor < 0)
       having sum(minor >= 0) > 0`,
    )
    .pluck();
  const isDeleted = findDeleted(db);

  return ({ payment, onDuplicate }) => {
    const { site, transaction_id } = payment;
    // As if it had come before the website was deleted, and went with it.
    if (isDeleted(site)) return { payment, duplicate: false, differing: [], originalBalance: null };
    const sign = payment.minor < 0 ? 1 : 0;
    const earlier =
      (transaction_id === null ? undefined : byTransaction.get(site, transaction_id, sign)) ??
      byId.get(site, payment.revenue_id);
    const differing = earlier === undefined ? [] : differences(earlier, payment);
    let stored = earlier ?? payment;
    if (earlier === undefined) insert.run(payment);
    else if (onDuplicate === 'replace') {
      // A repeat that names no time means the payment as it is known, not one of now.
      const time = namesTime(payment) ? payment.time : earlier.time;
      stored = { ...payment, time, revenue_id: earlier.revenue_id };
      update.run(stored);
    }
    const original = payment.original_transaction_id ?? (sign === 1 ? transaction_id : null);
    const originalBalance =
      original === null ? null : (balance.get(site, payment.currency, original, original, original) ?? null);
    return { payment: stored, duplicate: earlier !== undefined, differing, originalBalance };
  };
}

const namesTime = ({ time, received }: Payment): boolean => time !== received;

function differences(earlier: Payment, repeat: Payment): PaymentOutcome['differing'] {
  const differing: PaymentOutcome['differing'] = COMPARED.filter((column) => earlier[column] !== repeat[column]);
  return namesTime(repeat) && repeat.time !== earlier.time ? [...differing, 'time'] : differing;
}
