import type { Metric } from '../../contract/vocabulary.ts';
import { count, countInParts, duration, money, percent, short, shortMoney } from './number.ts';

interface MetricWords {
  name: string;
  /** One sentence; the whole story is in docs/definitions.md. */
  meaning: string;
  kind: 'count' | 'money' | 'percent' | 'seconds';
  /** Whether rows may count parts of it. */
  inParts?: true;
  /** Whether more of it is worse. */
  lessIsBetter?: true;
}

export const METRIC_WORDS: Record<Metric, MetricWords> = {
  visitors: { name: 'Visitors', meaning: 'Different people seen in the period, each counted once.', kind: 'count' },
  sessions: {
    name: 'Visits',
    meaning: 'Visits begun in the period. A pause of more than 30 minutes begins another.',
    kind: 'count',
  },
  pageviews: { name: 'Page views', meaning: 'Pages seen, also without a reload.', kind: 'count' },
  events: { name: 'Events', meaning: 'Everything counted but page views and leaving a page.', kind: 'count' },
  views_per_session: { name: 'Pages per visit', meaning: 'Page views divided by visits.', kind: 'count' },
  bounce_rate: {
    name: 'Bounce rate',
    meaning: 'Share of visits with one page view and no interaction.',
    kind: 'percent',
    lessIsBetter: true,
  },
  session_duration: {
    name: 'Visit duration',
    meaning: 'Mean time from the first to the last event of a visit.',
    kind: 'seconds',
  },
  engaged_time: {
    name: 'Engaged time',
    meaning: 'Median seconds for which a visit’s pages were visible and in focus.',
    kind: 'seconds',
  },
  scroll_depth: {
    name: 'Scroll depth',
    meaning: 'How much of a page was seen, from its top: median percent of the visits that left it.',
    kind: 'percent',
  },
  conversions: { name: 'Conversions', meaning: 'Events that match one of your conversion events.', kind: 'count' },
  converting_visitors: {
    name: 'Converting visitors',
    meaning: 'Different people with at least one conversion.',
    kind: 'count',
  },
  conversion_rate: { name: 'Conversion rate', meaning: 'Converting visitors per hundred visitors.', kind: 'percent' },
  revenue: {
    name: 'Revenue',
    meaning: 'Payments and renewals less refunds, credited to what brought the payer.',
    kind: 'money',
  },
  gross_revenue: { name: 'Gross revenue', meaning: 'Payments and renewals before refunds.', kind: 'money' },
  refunds: { name: 'Refunds', meaning: 'Money given back in the period.', kind: 'money', lessIsBetter: true },
  transactions: {
    name: 'Transactions',
    meaning: 'Payments and renewals. Where several visits earned one, each counts its part of it.',
    kind: 'count',
    inParts: true,
  },
  customers: {
    name: 'Customers',
    meaning: 'Different people who paid, divided like their payments where several visits earned these.',
    kind: 'count',
    inParts: true,
  },
  average_order_value: {
    name: 'Average order',
    meaning: 'Mean of what was paid at a time, before refunds. A payment that is credited in part weighs as much.',
    kind: 'money',
  },
  revenue_per_visitor: { name: 'Revenue per visitor', meaning: 'Revenue divided by visitors.', kind: 'money' },
};

/** A metric's value for a headline or a cell. */
export function writeMetric(metric: Metric, value: number | null | undefined, currency: string): string {
  switch (METRIC_WORDS[metric].kind) {
    case 'money':
      return shortMoney(value, currency);
    case 'percent':
      return percent(value);
    case 'seconds':
      return duration(value);
    case 'count':
      return METRIC_WORDS[metric].inParts && Number(value) < 100 ? countInParts(value) : short(value);
  }
}

/** The same in full, for a title or a table of data. */
export function writeExactly(metric: Metric, value: number | null | undefined, currency: string): string {
  switch (METRIC_WORDS[metric].kind) {
    case 'money':
      return money(value, currency);
    case 'percent':
      return percent(value, 2);
    case 'seconds':
      return duration(value);
    case 'count':
      return METRIC_WORDS[metric].inParts ? countInParts(value) : count(value);
  }
}
