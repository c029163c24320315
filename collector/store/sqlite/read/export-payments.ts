import type { Payment } from '../../../model/payment.ts';
import type { ExportRange } from '../../export-rows.ts';
import type { Connection } from '../engine/connection.ts';
import { inRange } from './export-events.ts';
import { PAYMENT_COLUMNS } from './payment-columns.ts';

/** Rows read at a time, as for events. */
const CHUNK = 2000;

/** Every payment of a site that was stored when the export began, in the order they arrived. */
export function* exportPayments(db: Connection, { site, start, end }: ExportRange): Generator<Payment> {
  const last = db.prepare<[], number>('select coalesce(max(seq), 0) from payments').pluck().get() ?? 0;
  const page = db.prepare<unknown[], Payment & { seq: number }>(
    `select seq, ${PAYMENT_COLUMNS.join(', ')} from payments
     where site = @site and seq > @seq and seq <= @last
       and ${inRange('time')} order by seq limit ${CHUNK}`,
  );
  for (let seq = 0; ; ) {
    const rows = page.all({ site, seq, last, start, end });
    for (const { seq: number, ...payment } of rows) {
      yield payment;
      seq = number;
    }
    if (rows.length === 0) return;
  }
}
