import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import { DIRECT_LABEL, NOT_SET_LABEL, OTHER_LABEL, UNATTRIBUTED_LABEL } from '../../../contract/vocabulary.ts';
import { api, type Query } from '../../api/client.ts';
import { type Filter, type Question, toQuery } from '../../state/question.ts';

/** A source that has brought money for the first time, and the bucket of the chart in which it did. */
export interface FirstSale {
  source: string;
  date: string;
}
export interface FirstSales {
  /** Those that brought most sales. */
  sales: readonly FirstSale[];
  /** How many there are, whether or not they are among `sales`. */
  all: number;
}
type Period = OverviewAnswer['period'];

const NO_SOURCE = [DIRECT_LABEL, NOT_SET_LABEL, OTHER_LABEL, UNATTRIBUTED_LABEL];
/** Before any website there is. */
const EVER = '2000-01-01T00:00:00Z';
/** More flags would hide the chart. */
const MOST_FIRST_SALES = 12;

/**
 * Sources whose first sale ever lies in a period, most sales first. All currencies count, also those without exchange
 * rates, which the sums of a report leave out.
 */
export async function askFirstSales(
  siteId: string,
  question: Question,
  { start, end, interval }: Period,
  signal: AbortSignal,
): Promise<FirstSales> {
  const asked = (filters: readonly Filter[], range: Query): Query => {
    const { period: _, ...query } = toQuery(
      siteId,
      { ...question, filters: [...question.filters, ...filters] },
      WITH_MODEL,
    );
    return { ...query, metrics: 'transactions', ...range };
  };
  const sold = (range: Query) => currenciesOf(asked([], { ...range, dimensions: 'source,currency' }), signal);
  const now = await sold({ start_date: start, end_date: end });
  if (now.size === 0) return { sales: [], all: 0 };
  const before = await sold({ start_date: EVER, end_date: start });
  const first = [...now].filter(([source]) => !before.has(source));
  const sales = await Promise.all(
    first.slice(0, MOST_FIRST_SALES).map(async ([source, currencies]) => {
      const dates = await Promise.all(
        currencies.map((currency) =>
          firstDate(
            asked([is('source', source), is('currency', currency)], {
              start_date: start,
              end_date: end,
              interval,
              currency,
            }),
            signal,
          ),
        ),
      );
      return { source, date: dates.sort()[0] ?? '' };
    }),
  );
  return { sales, all: first.length };
}

const WITH_MODEL = { attribution: true };
const is = (dimension: string, value: string): Filter => ({ dimension, operator: 'is', values: [value] });

/** The currencies that each source has sold in. */
async function currenciesOf(query: Query, signal: AbortSignal): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  let cursor: string | null = null;
  do {
    const page: AnalyticsAnswer = await api.get<AnalyticsAnswer>(
      '/api/analytics',
      { ...query, sort: '-transactions', limit: 1000, cursor },
      signal,
    );
    const rows = (page.breakdown ?? []).filter(({ transactions }) => Number(transactions) > 0);
    for (const { source, currency } of rows)
      if (!NO_SOURCE.includes(String(source)))
        found.set(String(source), [...(found.get(String(source)) ?? []), String(currency)]);
    cursor = rows.length === page.breakdown?.length ? (page.pagination?.next_cursor ?? null) : null;
  } while (cursor !== null);
  return found;
}

async function firstDate(query: Query, signal: AbortSignal): Promise<string> {
  const { timeseries = [] } = await api.get<AnalyticsAnswer>(
    '/api/analytics',
    { ...query, include: 'timeseries' },
    signal,
  );
  return timeseries.find(({ transactions }) => Number(transactions) > 0)?.date ?? '';
}
