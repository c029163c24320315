/** What the rows of all panels can be ordered by, where their dimension tells it. */
const ORDERS = [
  'visitors',
  'pageviews',
  'events',
  'conversions',
  'conversion_rate',
  'revenue',
  'transactions',
  'revenue_per_visitor',
];

/** The order that the address asks for; visitors where it asks for none, or for none there is. */
export const orderOf = (asked: string | null): string =>
  asked !== null && ORDERS.includes(asked) ? asked : 'visitors';
