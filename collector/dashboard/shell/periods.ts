import type { Comparison, Period } from '../../contract/vocabulary.ts';

interface PeriodChoice {
  period: Period;
  name: string;
  /** Its key. */
  key?: string;
}

export const PERIOD_CHOICES: readonly PeriodChoice[] = [
  { period: 'today', name: 'Today', key: 'd' },
  { period: 'yesterday', name: 'Yesterday' },
  { period: '24h', name: 'Last 24 hours' },
  { period: '7d', name: 'Last 7 days', key: 'w' },
  { period: '30d', name: 'Last 30 days', key: 'm' },
  { period: '90d', name: 'Last 90 days' },
  { period: 'month', name: 'This month' },
  { period: 'last_month', name: 'Last month' },
  { period: 'year', name: 'This year' },
  { period: '12mo', name: 'Last 12 months', key: 'y' },
  { period: 'all', name: 'All time' },
];

export const COMPARISON_NAMES: Record<Comparison, string> = {
  previous: 'Previous period',
  year: 'Year before',
  none: 'No comparison',
};
