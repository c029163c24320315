import { type Metric, PAGE_LEAVE, PAGE_VIEW } from '../../../contract/vocabulary.ts';
import { METRIC_WORDS, writeExactly, writeMetric } from '../../format/metric.ts';
import type { Column } from '../../parts/chart/bar-table.tsx';

/** A row of a report: numbers by metric, labels by dimension. */
export type Row = Record<string, string | number | null>;

/**
 * A row as people count it. The metric `events` leaves out page views and leaving a page, so that by event names their rows
 * would say 0 of what has happened a thousand times: of page views these are told, of leaving a page nothing.
 */
export function asCounted(dimension: string, row: Row): Row {
  if (dimension !== 'event_name') return row;
  if (row.label === PAGE_VIEW) return { ...row, events: row.pageviews ?? null };
  return row.label === PAGE_LEAVE ? { ...row, events: null } : row;
}

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
