import type { endpoints } from '../../../contract/endpoints/index.ts';
import { Refusal } from '../../../contract/problem.ts';
import type {
  CreditedAnswer,
  ListedPayment,
  RevenueListAnswer,
  RevenueListQuery,
} from '../../../contract/reports/revenue-report.ts';
import type { TouchAnswer } from '../../../contract/revenue.ts';
import { siteOf } from '../../../model/site.ts';
import { parseRevenueQuery } from '../../../query/ask/parse-revenue.ts';
import { readPayment } from '../../../query/ask/place.ts';
import type { RevenueQuestion } from '../../../query/ask/question.ts';
import { reachableWebsite } from '../../demands/website-access.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { Handler } from '../../serve.ts';
import type { Context } from '../../state.ts';
import { onlyWebsiteOf, wantsCsv } from '../reports/report-call.ts';
import { linkNext, type Piece, periodWords, sendTable, WITHOUT } from '../reports/table.ts';

/** `GET /api/revenue` */
export function listRevenue({ registry, reports, earliest }: Dependencies): Handler<typeof endpoints.listRevenue> {
  return async ({ ctx, caller, query, params, received }) => {
    const website = reachableWebsite(registry, caller, query.website_id ?? onlyWebsiteOf(caller));
    const site = siteOf(website, query.test === 'true');
    const asCsv = wantsCsv(ctx, params);
    const question = parseRevenueQuery(query, { website, site, now: received, earliest: () => earliest(site) });
    if (!asCsv) return reports.payments(question);
    const pages = pagesOf(query, question, reports.payments);
    const first = await pages.next();
    if (first.done === true) throw new Error('a report without an answer');
    return sendTable({
      ctx,
      caller,
      name: [website.domain, 'payments', ...periodWords(first.value.period)],
      columns: COLUMNS.map(([name]) => name),
      pieces: piecesOf(first.value, pages, { ctx, params, query }),
    });
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

/** Payments of a long table that are held in memory at once. */
const PIECE = 1000;

/** The page that was asked for; where none was, every page, so that the table is whole. */
async function* pagesOf(
  { limit }: RevenueListQuery,
  question: RevenueQuestion,
  ask: (question: RevenueQuestion) => Promise<RevenueListAnswer>,
): AsyncGenerator<RevenueListAnswer, void, void> {
  let at = limit === undefined ? { ...question, limit: PIECE } : question;
  while (true) {
    const answer = await ask(at);
    yield answer;
    const next = answer.pagination.next_cursor;
    if (next === null || limit !== undefined) return;
    at = { ...at, after: readPayment(next, at.fingerprint) };
  }
}

/** `Google 40 %`; a place that has it all without its share. */
const inWords = ({ source, channel, percent }: CreditedAnswer[number]): string =>
  `${source ?? channel}${percent === 100 ? '' : ` ${percent} %`}`;
async function* piecesOf(
  first: RevenueListAnswer,
  others: AsyncIterable<RevenueListAnswer>,
  { ctx, params, query }: { ctx: Context; params: URLSearchParams; query: RevenueListQuery },
): AsyncGenerator<Piece, void, void> {
  const { has_more: more, next_cursor } = first.pagination;
  const isPage = query.limit !== undefined;
  if (isPage && next_cursor !== null) linkNext(ctx, params, next_cursor);
  const missing = [
    ...(query.cursor === undefined ? [] : ['newer payments came before']),
    ...(isPage && more ? ['older ones follow'] : []),
  ];
  const part = missing.length === 0 ? null : `${missing.join(', ')}; ${WITHOUT}`;
  yield { rows: first.payments.map(rowOf), more: more && !isPage, part };
  for await (const { payments, pagination } of others) {
    yield { rows: payments.map(rowOf), more: pagination.has_more, part: null };
  }
}

const rowOf = (payment: ListedPayment): object =>
  Object.fromEntries(COLUMNS.map(([name, value]) => [name, value(payment)]));

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
