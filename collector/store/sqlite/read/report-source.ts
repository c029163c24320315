import { convertingName, converts, type EventDefinition } from '../../../model/conversion.ts';
import type { CurrencyRate } from '../../../model/currency-rate.ts';
import { compileMet, type LabelTest } from '../../../model/match/filter.ts';
import type { Payment } from '../../../model/payment.ts';
import { HOUR_MS } from '../../../model/time.ts';
import type { ConversionWorth, ReportSource } from '../../report-source.ts';
import type { Connection } from '../engine/connection.ts';
import { SESSION_ORDER } from '../write/session-fold.ts';
import type { Define } from './filter-condition.ts';
import { findFlawedLinks } from './flawed-links.ts';
import { showFunnelHits } from './funnel-hits.ts';
import { findIdentities } from './identities.ts';
import { readLedger } from './ledger-rows.ts';
import { newestPayments } from './newest-payments.ts';
import { findPageSequences } from './page-sequences.ts';
import { PAYMENT_COLUMNS } from './payment-columns.ts';
import { findProperties } from './properties.ts';
import { readRealtime } from './realtime-rows.ts';
import { countRetention } from './retention-rows.ts';
import { countTraffic } from './segments/count-traffic.ts';
import { sessionOwner } from './session-owner.ts';
import { nameSources } from './source-naming.ts';
import { findTouches } from './touches.ts';

/** Reports over a read-only connection of their own. Synchronous inside, so it belongs in a reader thread. */
export function createReportSource(db: Connection): ReportSource {
  let definitions: EventDefinition[] = [];
  db.function('converts', { deterministic: true }, (index, name, page, properties) => {
    const definition = definitions[index as number];
    return definition !== undefined && converts(definition, name as string, page as string | null, properties as string)
      ? 1
      : 0;
  });

  let filters: LabelTest[] = [];
  db.function('meets', { deterministic: true }, (number, label) =>
    Number(filters[number as number]?.(label as string)),
  );

  /** What `converts` and `meets` number, until the next question. */
  const define: Define = (meant, asked) => {
    definitions = meant;
    filters = asked.map(compileMet);
  };

  const converters = db
    .prepare<unknown[], string>(
      `select distinct coalesce(other.visitor, e.visitor) from events e join json_each(@numbers) d
       left join identities i on i.site = e.site and i.visitor = e.visitor
       left join identities other on other.site = i.site and other.user_id = i.user_id
       where e.site = @site and e.time >= @start and e.time < @end and e.visitor is not null
         and e.name in (select value from json_each(@names)) and converts(d.value, e.name, e.page, e.properties)`,
    )
    .pluck();

  const worths = db.prepare<unknown[], ConversionWorth>(
    `select s.first_event_id as session, (
       select j.value from json_each(e.properties) j where j.key = @property and j.type in ('integer', 'real', 'text')
     ) as worth
     from events e left join sessions s on s.seq = e.session
     where e.site = @site and e.time >= @start and e.time < @end and e.name = @name
       and converts(0, e.name, e.page, e.properties)
     order by ${SESSION_ORDER}`,
  );

  const payments = `select ${PAYMENT_COLUMNS.join(', ')} from payments where site = @site`;
  // The plus keeps SQLite from reading all payments of the site, to have them in order.
  const chosen = `${payments.replace('site =', '+site =')} and seq in`;
  const inRange = db.prepare<unknown[], Payment>(
    `${payments} and time >= @start and time < @end order by time, revenue_id`,
  );
  const byId = db.prepare<unknown[], Payment>(`${payments} and revenue_id = @revenueId`);
  const original = db.prepare<unknown[], Payment>(`${payments} and transaction_id = @transactionId and minor >= 0`);
  const byCustomer = db.prepare<unknown[], Payment>(
    `${chosen} (
       select seq from payments where site = @site and customer_id = @customer_id
       union select p.seq from identities i cross join payments p on p.site = i.site and p.visitor = i.visitor
       where i.site = @site and i.user_id = @customer_id and p.customer_id is null
     ) order by time, revenue_id`,
  );
  const byEmail = db.prepare<unknown[], Payment>(`${payments} and email_hash = @email_hash order by time, revenue_id`);
  const byVisitors = db.prepare<unknown[], Payment>(
    `${chosen} (
       select seq from payments where site = @site and visitor in (select value from json_each(@visitors))
       union select seq from payments where site = @site and customer_id = @user
     ) order by time, revenue_id`,
  );
  const currencyRates = db.prepare<unknown[], CurrencyRate>(
    `select currency, day, base, rate from currency_rates
     where currency in (select value from json_each(@currencies)) and day >= @from and day <= @to`,
  );
  const sessionVisitor = db.prepare<unknown[], string | null>(`select ${sessionOwner('@site', '@sessionId')}`).pluck();
  const dropped = db
    .prepare<unknown[], number | null>(
      'select sum(count) from ledger where site = @site and outcome = @reason and hour >= @start and hour < @end',
    )
    .pluck();
  const ledger = readLedger(db);
  const name = nameSources(db);
  const touches = findTouches(db, name);
  const flawed = findFlawedLinks(db);
  const properties = findProperties(db);
  const identities = findIdentities(db);
  const count = countTraffic(db, name);

  return {
    traffic: async (question, splits) => count(question, splits),
    converters: async ({ site, start, end, conversionEvents }) => {
      definitions = conversionEvents;
      const numbers = JSON.stringify(conversionEvents.map((_, index) => index));
      const names = JSON.stringify(conversionEvents.map(convertingName));
      return converters.all({ site, start, end, numbers, names });
    },
    conversionWorths: async ({ site, start, end, event }) => {
      definitions = [event];
      return worths.all({ site, start, end, name: convertingName(event), property: event.value_property });
    },
    payments: async (site, start, end) => inRange.all({ site, start, end }),
    newestPayments: async (wanted) => newestPayments(db, wanted),
    payment: async (site, revenueId) => byId.get({ site, revenueId }) ?? null,
    originalPayment: async (site, transactionId) => original.get({ site, transactionId }) ?? null,
    customerPayments: async (site, customer) => {
      if ('customer_id' in customer) return byCustomer.all({ site, ...customer });
      if ('email_hash' in customer) return byEmail.all({ site, ...customer });
      const visitors = JSON.stringify(identities.same(site, customer.visitor));
      return byVisitors.all({ site, visitors, user: identities.userOf(site, customer.visitor) });
    },
    currencyRates: async (currencies, from, to) =>
      currencyRates.all({ currencies: JSON.stringify(currencies), from, to }),
    sessionVisitor: async (site, sessionId) => sessionVisitor.get({ site, sessionId }) ?? null,
    touches: async (site, visitor, start, end, returns = false) =>
      touches(site, identities.same(site, visitor), start, end, returns),
    flawedLinks: async (site, start, end) => flawed.links(site, start, end),
    ownLinkViews: async (site, visitor, start, end) => flawed.own(site, identities.same(site, visitor), start, end),
    userOf: async (site, visitor) => identities.userOf(site, visitor),
    identifiedVisitor: async (site, userId) => identities.visitorsOf(site, userId)[0] ?? null,
    dropped: async (site, reason, start, end) =>
      dropped.get({ site, reason, start: start - (start % HOUR_MS), end }) ?? 0,
    ledger: async (site, start, end) => ledger.rows(site, start, end),
    arrivedHosts: async (site, start, end) => ledger.hosts(site, start, end),
    funnelHits: async (question, show) => {
      name(question.site);
      showFunnelHits(db, define, question, show);
    },
    retention: async (question) => {
      name(question.site);
      return countRetention(db, define, question);
    },
    pageSequences: async (question) => {
      name(question.site);
      return findPageSequences(db, define, question);
    },
    properties: async (site, eventName) => properties(site, eventName),
    realtime: async (question) => {
      name(question.site);
      return readRealtime(db, define, question);
    },
  };
}
