import { type Dimension, isRevenueDimension, metricsFor } from '../../contract/dimensions.ts';
import { invalid, Refusal } from '../../contract/problem.ts';
import { type Metric, REVENUE_METRICS, TRAFFIC_METRICS } from '../../contract/vocabulary.ts';

export const isRevenueMetric = (metric: Metric): boolean => (REVENUE_METRICS as readonly string[]).includes(metric);

/** Refuses what cannot be counted together, naming what can. */
export function assertPossible(metrics: Metric[], dimensions: Dimension[], field: string): void {
  const possible = metricsFor(dimensions);
  if (possible.length === 0) throw invalid(field, 'dimensions of events or of payments, not both');
  const impossible = metrics.find((metric) => !possible.includes(metric));
  if (impossible !== undefined) {
    throw invalid(
      'metrics',
      `with ${dimensions.join(', ')} one of ${possible.join(', ')}; ${impossible} cannot be split by it`,
    );
  }
}

/** Refuses, by its name, whatever tells of money: for callers who may not know of it. */
export function assertWithoutMoney(metrics: readonly Metric[], dimensions: Dimension[], filtered: Dimension[]): void {
  const [metric] = metrics.filter(isRevenueMetric);
  if (metric !== undefined) throw untold('metrics', metric, `one of ${TRAFFIC_METRICS.join(', ')}`);
  const [dimension] = dimensions.filter(isRevenueDimension);
  if (dimension !== undefined) throw untold('dimensions', dimension, 'a dimension of visits or events');
  const [filter] = filtered.filter(isRevenueDimension);
  if (filter !== undefined) throw untold(`filter_${filter}`, filter, 'a filter by a dimension of visits or events');
}

function untold(field: string, word: string, expected: string): Refusal {
  const message = `This link tells nothing of money: ${word}`;
  return new Refusal({ code: 'FORBIDDEN', message, details: { field, expected } });
}
