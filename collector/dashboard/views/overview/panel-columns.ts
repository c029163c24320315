import type { Metric } from '../../../contract/vocabulary.ts';
import { METRIC_WORDS, writeExactly, writeMetric } from '../../format/metric.ts';
import type { Column } from '../../parts/chart/bar-table.tsx';

/** A row of a report: numbers by metric, labels by dimension. */
export type Row = Record<string, string | number | null>;

/** Headings where the metric's name is too long for a column. */
const SHORT: Partial<Record<Metric, string>> = {
  revenue_per_visitor: 'Per visitor',
  conversion_rate: 'Conv. rate',
  average_order_value: 'Average order',
};

/** The numbers beside a row's label. */
export function columnsOf(metrics: readonly Metric[], currency: string): Column<Row>[] {
  return metrics.map((metric) => {
    const { name, kind } = METRIC_WORDS[metric];
    const value = (row: Row) => row[metric] as number | null | undefined;
    return {
      name: SHORT[metric] ?? name,
      cell: (row) => writeMetric(metric, value(row), currency),
      soft: (row) => !value(row),
      title: (row) => `${name}: ${writeExactly(metric, value(row), currency)}`,
      money: kind === 'money',
    };
  });
}
