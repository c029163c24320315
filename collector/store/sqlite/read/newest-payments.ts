import type { Payment } from '../../../model/payment.ts';
import type { WantedPayments } from '../../report-source.ts';
import type { Connection } from '../engine/connection.ts';
import { PAYMENT_COLUMNS } from './payment-columns.ts';

const FILTERS = ['type', 'transaction_id', 'customer_id', 'currency'] as const;

/** The newest payments that are asked for. */
export function newestPayments(db: Connection, wanted: WantedPayments): Payment[] {
  const { site, start, after, limit } = wanted;
  // A condition that is not asked for is not written, so that an index on the others is used.
  const filters = FILTERS.filter((name) => wanted[name] !== null);
  const conditions = [
    'site = @site and time >= @start and time < @end',
    ...filters.map((name) => `${name} = @${name}`),
    ...(after === null ? [] : ['(time < @time or revenue_id < @revenueId)']),
  ];
  return db
    .prepare<unknown[], Payment>(
      `select ${PAYMENT_COLUMNS.join(', ')} from payments where ${conditions.join(' and ')}
       order by time desc, revenue_id desc limit @limit`,
    )
    .all({
      site,
      start,
      end: after === null ? wanted.end : Math.min(wanted.end, after.time + 1),
      limit,
      ...Object.fromEntries(filters.map((name) => [name, wanted[name]])),
      ...after,
    });
}
