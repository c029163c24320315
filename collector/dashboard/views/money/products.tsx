import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import { usePages } from '../../api/use-pages.ts';
import { label } from '../../format/label.ts';
import { countInParts, money, shortMoney } from '../../format/number.ts';
import { BarTable, type Column } from '../../parts/chart/bar-table.tsx';
import { CsvLink } from '../../parts/csv-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Trouble } from '../../parts/state.tsx';
import { Wide } from '../../parts/wide.tsx';
import { useSite } from '../../state/context.ts';
import { ofMoney } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';

type Row = NonNullable<AnalyticsAnswer['breakdown']>[number];
/** A list of rows has pages. */
type Answer = AnalyticsAnswer & { pagination: NonNullable<AnalyticsAnswer['pagination']> };

/** Net revenue, refunds and customers of each product. */
export function Products() {
  const site = useSite();
  const { question, filter } = useQuestion();
  const query = {
    ...toQuery(site.id, question, { filters: ofMoney }),
    metrics: 'revenue,refunds,transactions,customers',
    dimensions: 'product',
    sort: '-revenue',
    include: 'total_rows',
    limit: 20,
  };
  const { data, pages, stale, problem, reload, hasMore, waiting, more } = usePages<Answer>('/api/analytics', query);
  const rows = pages.flatMap(({ breakdown }) => breakdown ?? []);
  const currency = data?.metrics.currency ?? site.currency;
  const inMoney = (name: string, key: string): Column<Row> => ({
    name,
    cell: (row) => shortMoney(Number(row[key] ?? 0), currency),
    title: (row) => money(Number(row[key] ?? 0), currency),
    money: true,
  });
  const counted = (name: string, key: string): Column<Row> => ({
    name,
    cell: (row) => countInParts(Number(row[key] ?? 0)),
  });
  return (
    <Panel title="Products" stale={stale} aside={<CsvLink path="/api/analytics" query={query} />}>
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      {data !== null && rows.length === 0 ? (
        <Empty title="No products yet">Send product with your payments to see what sells.</Empty>
      ) : (
        <Wide title="Revenue by product">
          <div class="by-money">
            <BarTable
              name="Product"
              caption="Revenue, refunds, transactions and customers by product"
              rows={rows}
              room={data === null ? 6 : 0}
              label={(row) => label('product', String(row.product))}
              size={(row) => Number(row.revenue ?? 0)}
              onPick={(row, exclude) =>
                filter({ dimension: 'product', operator: exclude ? 'is_not' : 'is', values: [String(row.product)] })
              }
              columns={[
                inMoney('Revenue', 'revenue'),
                inMoney('Refunds', 'refunds'),
                counted('Transactions', 'transactions'),
                counted('Customers', 'customers'),
              ]}
            />
          </div>
        </Wide>
      )}
      {hasMore && (
        <button type="button" class="button more" onClick={more} disabled={waiting}>
          More products
        </button>
      )}
    </Panel>
  );
}
