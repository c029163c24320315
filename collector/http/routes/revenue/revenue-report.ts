import { stringify } from 'csv-stringify/sync';
import type { endpoints } from '../../../contract/endpoints/index.ts';
import { Refusal } from '../../../contract/problem.ts';
import type { CreditedAnswer, ListedPayment, RevenueListAnswer } from '../../../contract/reports/revenue-report.ts';
import type { TouchAnswer } from '../../../contract/revenue.ts';
import { siteOf } from '../../../model/site.ts';
import { parseRevenueQuery } from '../../../query/ask/parse-revenue.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import type { Context } from '../../state.ts';
import { onlyWebsiteOf, wantsCsv } from '../reports/report-call.ts';

/** `GET /api/revenue` */
export function listRevenue({ registry, reports, earliest }: Dependencies): Handler<typeof endpoints.listRevenue> {
  return async ({ ctx, caller, query, params, received }) => {
    const website = reachableWebsite(registry, caller, query.website_id ?? onlyWebsiteOf(caller));
    const site = siteOf(website, query.test === 'true');
    const asCsv = wantsCsv(ctx, params);
    const question = parseRevenueQuery(query, { website, site, now: received, earliest: () => earliest(site) });
    const answer = await reports.payments(question);
    return asCsv ? sendCsv(ctx, params, answer) : answer;
  };
}

/** `GET /api/revenue/{revenue_id}` */
export function explainRevenue({ registry, reports }: Dependencies): Handler<typeof endpoints.explainRevenue> {
  return async ({ ctx, caller, query }) => {
    const website = reachableWebsite(registry, caller, query.website_id ?? onlyWebsiteOf(caller));
    const { attribution_model, attribution_lookback_days } = website.settings;
    const explanation = await reports.explanation({
      website,
      site: siteOf(website, query.test === 'true'),
      revenueId: ctx.params.revenue_id,
      model: query.attribution ?? attribution_model,
      lookbackDays: Number(query.lookback_days ?? attribution_lookback_days),
    });
    if (explanation === null) throw paymentNotFound();
    return explanation;
  };
}

/** `DELETE /api/revenue/{revenue_id}` */
export function deleteRevenue({ registry, store }: Dependencies): Handler<typeof endpoints.deleteRevenue> {
  return async ({ ctx, caller, query }) => {
    const website = reachableWebsite(registry, caller, query.website_id ?? onlyWebsiteOf(caller));
    const gone = await store.deletePayment(siteOf(website, caller.test), ctx.params.revenue_id);
    if (gone === null) throw paymentNotFound();
    return { success: true, revenue_id: gone.revenue_id, transaction_id: gone.transaction_id, deleted: true };
  };
}

function paymentNotFound(): Refusal {
  return new Refusal({
    code: 'NOT_FOUND',
    message: 'No such payment',
    details: { field: 'revenue_id', expected: 'id of a payment of this website' },
  });
}

/** The payments as a table. A page that is not the last names the next in `Link`: a table has no place for a cursor. */
function sendCsv(ctx: Context, params: URLSearchParams, { payments, pagination }: RevenueListAnswer): string {
  if (pagination.next_cursor !== null) {
    const next = new URLSearchParams(params);
    next.set('cursor', pagination.next_cursor);
    ctx.set('Link', `<${ctx.path}?${next}>; rel="next"`);
  }
  ctx.type = 'text/csv';
  const rows = payments.map((payment) => COLUMNS.map(([, value]) => value(payment)));
  return stringify([COLUMNS.map(([name]) => name), ...rows], { escape_formulas: true });
}

/** `Google 40 %`; a place that has it all without its share. */
const inWords = ({ source, channel, percent }: CreditedAnswer[number]): string =>
  `${source ?? channel}${percent === 100 ? '' : ` ${percent} %`}`;

type Column = [name: string, value: (payment: ListedPayment) => unknown];

const own = (name: Exclude<keyof ListedPayment, 'attribution'>): Column => [name, (payment) => payment[name]];

/** What a table says of the first and of the last touch. */
const touchColumns = (which: 'first_touch' | 'last_touch'): Column[] =>
  (['channel', 'source', 'medium', 'campaign', 'entry_page', 'timestamp'] satisfies (keyof TouchAnswer)[]).map(
    (name) => [`${which}_${name}`, ({ attribution }) => attribution[which]?.[name]],
  );

const COLUMNS: Column[] = [
  own('revenue_id'),
  own('transaction_id'),
  own('original_transaction_id'),
  own('type'),
  own('amount'),
  own('currency'),
  own('timestamp'),
  own('received_at'),
  own('visitor_id'),
  own('session_id'),
  own('customer_id'),
  own('product'),
  ['properties', ({ properties }) => JSON.stringify(properties)],
  ['status', ({ attribution }) => attribution.status],
  ['reason', ({ attribution }) => attribution.reason],
  ['credited_to', ({ attribution }) => attribution.credited.map(inWords).join(' + ')],
  ['matched_by', ({ attribution }) => attribution.matched_by],
  ['matched_visitor_id', ({ attribution }) => attribution.visitor_id],
  ...touchColumns('first_touch'),
  ...touchColumns('last_touch'),
];
