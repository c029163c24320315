import {
  type Metric,
  REVENUE_DIMENSIONS,
  REVENUE_METRICS,
  SESSION_DIMENSIONS,
  TRAFFIC_METRICS,
} from '../../../contract/vocabulary.ts';

const within = (list: readonly string[], word: string): boolean => list.includes(word);
const isMoney = (dimension: string): boolean => within(REVENUE_DIMENSIONS, dimension);
const isEventDimension = (dimension: string): boolean => !within(SESSION_DIMENSIONS, dimension) && !isMoney(dimension);

/**
 * Which of some metrics these dimensions can tell. Money knows visits and products, but no single event; traffic knows
 * no products.
 */
export function possible(metrics: readonly Metric[], dimensions: readonly string[]): Metric[] {
  const byEvent = dimensions.some(isEventDimension);
  const byMoney = dimensions.some(isMoney);
  return metrics.filter((metric) => {
    if (byEvent && within(REVENUE_METRICS, metric)) return false;
    return !byMoney || !(within(TRAFFIC_METRICS, metric) || metric === 'revenue_per_visitor');
  });
}
