import type { ConversionEvent } from '../../contract/conversion-event.ts';
import { convertingName, converts } from '../../model/conversion.ts';
import type { Payment } from '../../model/payment.ts';
import type { ReportSource, TrafficRow } from '../report-source.ts';
import type { Connection } from './open.ts';
import { PAYMENT_COLUMNS } from './payment-columns.ts';
import { findTouches } from './touches.ts';
import { trafficQuery } from './traffic-query.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Reports over a read-only connection of their own. Synchronous inside, so it belongs in a reader thread. */
export function createReportSource(db: Connection): ReportSource {
  let definitions: ConversionEvent[] = [];
  db.function('converts', { deterministic: true }, (index, name, page, properties) => {
    const definition = definitions[index as number];
    return definition !== undefined && converts(definition, name as string, page as string | null, properties as string)
      ? 1
      : 0;
  });

  const converters = db
    .prepare<unknown[], string>(
      `select distinct e.visitor from events e join json_each(@numbers) d
       where e.site = @site and e.time >= @start and e.time < @end and e.visitor is not null
         and e.name in (select value from json_each(@names)) and converts(d.value, e.name, e.page, e.properties)`,
    )
    .pluck();

  const payments = `select ${PAYMENT_COLUMNS.join(', ')} from payments where site = @site`;
  const inRange = db.prepare<unknown[], Payment>(
    `${payments} and time >= @start and time < @end order by time, revenue_id`,
  );
  const byId = db.prepare<unknown[], Payment>(`${payments} and revenue_id = @revenueId`);
  const original = db.prepare<unknown[], Payment>(`${payments} and transaction_id = @transactionId and minor >= 0`);
  const byCustomer = db.prepare<unknown[], Payment>(
    `${payments} and customer_id = @customer_id order by time, revenue_id`,
  );
  const byEmail = db.prepare<unknown[], Payment>(`${payments} and email_hash = @email_hash order by time, revenue_id`);
  const byVisitor = db.prepare<unknown[], Payment>(`${payments} and visitor = @visitor order by time, revenue_id`);
  const sessionVisitor = db
    .prepare<unknown[], string>('select visitor from sessions where site = @site and session_id = @sessionId')
    .pluck();
  const dropped = db
    .prepare<unknown[], number | null>(
      'select sum(count) from ledger where site = @site and outcome = @reason and hour >= @start and hour < @end',
    )
    .pluck();
  const touches = findTouches(db);

  return {
    traffic: async (question) => {
      const { sql, bind } = trafficQuery(question);
      definitions = question.conversionEvents;
      const rows = db.prepare<unknown[], TrafficRow & { k0: string; k1: string }>(sql).all(bind);
      return rows.map(({ k0, k1, ...row }) => ({ ...row, keys: [k0, k1].slice(0, question.dimensions.length) }));
    },
    converters: async ({ site, start, end, conversionEvents }) => {
      definitions = conversionEvents;
      const numbers = JSON.stringify(conversionEvents.map((_, index) => index));
      const names = JSON.stringify(conversionEvents.map(convertingName));
      return converters.all({ site, start, end, numbers, names });
    },
    payments: async (site, start, end) => inRange.all({ site, start, end }),
    payment: async (site, revenueId) => byId.get({ site, revenueId }) ?? null,
    originalPayment: async (site, transactionId) => original.get({ site, transactionId }) ?? null,
    customerPayments: async (site, customer) => {
      if ('customer_id' in customer) return byCustomer.all({ site, ...customer });
      if ('email_hash' in customer) return byEmail.all({ site, ...customer });
      return byVisitor.all({ site, ...customer });
    },
    sessionVisitor: async (site, sessionId) => sessionVisitor.get({ site, sessionId }) ?? null,
    touches: async (site, visitor, start, end) => touches(site, visitor, start, end),
    dropped: async (site, reason, start, end) =>
      dropped.get({ site, reason, start: start - (start % HOUR_MS), end }) ?? 0,
  };
}
