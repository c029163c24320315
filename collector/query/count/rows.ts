import type { Dimension } from '../../contract/dimensions.ts';
import type { Metric } from '../../contract/vocabulary.ts';
import type { TrafficRow } from '../../store/report-source.ts';
import { isRevenueMetric } from '../ask/families.ts';
import type { AnalyticsQuestion } from '../ask/question.ts';
import { type EarnedPart, type MoneyDimension, type MoneyRow, sumParts } from '../money/money.ts';
import { ofCurrency, type Values, values } from './figures.ts';
import type { Value } from './metrics.ts';

/** A group of a breakdown: its labels, in order of the dimensions, and its metrics. */
export interface Group {
  keys: string[];
  values: Values;
}

/** Joins what was counted and what was earned by the same dimensions. */
export function joinRows(
  question: AnalyticsQuestion,
  dimensions: Dimension[],
  metrics: readonly Metric[],
  traffic: TrafficRow[],
  parts: EarnedPart[],
): Group[] {
  const { currency } = question;
  const counted = dimensions.includes('currency') ? parts : ofCurrency(parts, currency);
  const money = metrics.some(isRevenueMetric) ? sumParts(counted, dimensions as MoneyDimension[], question) : [];
  const groups = new Map<string, { keys: string[]; row?: TrafficRow; money?: MoneyRow }>();
  for (const row of traffic) groups.set(JSON.stringify(row.keys), { keys: row.keys, row });
  for (const row of money) {
    const id = JSON.stringify(row.keys);
    groups.set(id, { ...(groups.get(id) ?? { keys: row.keys }), money: row });
  }
  return [...groups.values()].map(({ keys, row, money: sums }) => ({
    keys,
    values: values(metrics, row, sums, currency),
  }));
}

/** By a metric or (a place among the keys) a dimension, then by label, so that pages never overlap. What has no value comes last. */
export function compareGroups(by: string | number, descending: boolean): (a: Group, b: Group) => number {
  const order = (a: string | Value | undefined, b: string | Value | undefined): number => {
    if (a === b) return 0;
    if (a === null || a === undefined) return 1;
    if (b === null || b === undefined) return -1;
    return (a < b ? -1 : 1) * (descending ? -1 : 1);
  };
  const sorted = ({ keys, values }: Group) => (typeof by === 'number' ? keys[by] : values[by]);
  return (a, b) => order(sorted(a), sorted(b)) || byLabel(a.keys, b.keys);
}

function byLabel(a: string[], b: string[]): number {
  const place = a.findIndex((label, index) => label !== b[index]);
  return place === -1 ? 0 : (a[place] as string) < (b[place] as string) ? -1 : 1;
}
