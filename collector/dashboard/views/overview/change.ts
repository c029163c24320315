import type { Metric } from '../../../contract/vocabulary.ts';
import { METRIC_WORDS } from '../../format/metric.ts';
import { count, NONE, percent } from '../../format/number.ts';

type Values = Partial<Record<Metric, number | null>>;

export interface Change {
  /** Without its sign: `13 %`, `0.2 points`. */
  words: string;
  direction: -1 | 0 | 1;
  better: boolean;
  /** Too little happened to tell the change from chance. */
  few: boolean;
}

/** Fewer than this in both periods together prove nothing. */
const FEW = 30;
/** Of a standard normal: 95 % of it lies within. */
const Z95 = 1.96;

/** How a metric has changed; null where there is nothing to compare with. */
export function changeOf(metric: Metric, now: Values, before: Values, change: Values): Change | null {
  const [value, earlier] = [now[metric], before[metric]];
  if (value == null || earlier == null) return null;
  const { kind, lessIsBetter } = METRIC_WORDS[metric];
  const difference = value - earlier;
  const relative = change[metric];
  if (kind !== 'percent' && relative == null) return null;
  const words = kind === 'percent' ? `${count(Math.abs(difference))} pt` : percent(Math.abs(relative ?? 0), 0);
  const direction = Math.sign(
    kind === 'percent' ? Math.round(difference * 10) : (relative ?? 0),
  ) as Change['direction'];
  return { words, direction, better: direction > 0 !== (lessIsBetter ?? false), few: isFew(metric, now, before) };
}

/**
 * Whether the 95 % interval of the difference spans zero, or fewer than 30 things happened. Counts are judged as Poisson's,
 * rates as two shares, money as a count of payments that are all alike (which flatters it: payments differ); a median
 * has no interval here, only a number of visits.
 */
function isFew(metric: Metric, now: Values, before: Values): boolean {
  const pair = (name: Metric): [number, number] => [now[name] ?? 0, before[name] ?? 0];
  const { kind } = METRIC_WORDS[metric];
  if (kind === 'money') {
    const [a, b] = pair('transactions');
    const [valueA, valueB] = pair(metric);
    const spread = Math.sqrt((a > 0 ? valueA ** 2 / a : 0) + (b > 0 ? valueB ** 2 / b : 0));
    return a + b < FEW || Math.abs(valueA - valueB) < Z95 * spread;
  }
  if (kind === 'percent') {
    const [a, b] = pair(metric === 'bounce_rate' ? 'sessions' : 'visitors');
    if (a + b < FEW || a === 0 || b === 0) return true;
    const [shareA, shareB] = pair(metric).map((share) => Math.min(1, share / 100)) as [number, number];
    const spread = Math.sqrt((shareA * (1 - shareA)) / a + (shareB * (1 - shareB)) / b);
    return Math.abs(shareA - shareB) < Z95 * spread;
  }
  if (kind === 'seconds' || metric === 'views_per_session') {
    const [a, b] = pair('sessions');
    return a + b < FEW;
  }
  const [a, b] = pair(metric);
  return a + b < FEW || Math.abs(a - b) < Z95 * Math.sqrt(a + b);
}

/** For those who hear it: `up 13 %, better, too few to be sure`. */
export function changeInWords(change: Change | null): string {
  if (change === null) return NONE;
  if (change.direction === 0) return 'unchanged';
  const certainty = change.few ? ', too few to be sure' : '';
  return `${change.direction > 0 ? 'up' : 'down'} ${change.words}, ${change.better ? 'better' : 'worse'}${certainty}`;
}
