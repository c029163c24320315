import type { RetentionAnswer } from '../../../contract/reports/retention.ts';
import { count, money, percent, shortMoney } from '../../format/number.ts';

export type Cohort = RetentionAnswer['cohorts'][number];
export type CohortPeriod = Cohort['periods'][number];

export const MEASURES = ['share', 'visitors', 'revenue', 'cumulative'] as const;
export type Measure = (typeof MEASURES)[number];

interface MeasureWords {
  name: string;
  meaning: string;
  /** Null of nothing. */
  value(period: CohortPeriod, cohort: Cohort): number | null;
  write(value: number | null, currency: string): string;
  exactly(value: number | null, currency: string): string;
  isMoney: boolean;
}

export const MEASURE_WORDS: Record<Measure, MeasureWords> = {
  share: {
    name: 'Share',
    meaning: 'Of those who first came then, how many came back.',
    value: ({ share }) => share,
    write: (value) => percent(value),
    exactly: (value) => percent(value, 2),
    isMoney: false,
  },
  visitors: {
    name: 'Visitors',
    meaning: 'How many of those who first came then were there.',
    value: ({ visitors }) => visitors,
    write: count,
    exactly: count,
    isMoney: false,
  },
  revenue: {
    name: 'Revenue',
    meaning: 'What those who first came then paid in this stretch, less refunds.',
    value: ({ revenue }) => revenue,
    write: shortMoney,
    exactly: money,
    isMoney: true,
  },
  cumulative: {
    name: 'Revenue per visitor so far',
    meaning: 'What those who first came then have paid until then, less refunds, for each of them.',
    value: ({ cumulative_revenue }, { visitors }) => (visitors === 0 ? null : cumulative_revenue / visitors),
    write: shortMoney,
    exactly: money,
    isMoney: true,
  },
};
