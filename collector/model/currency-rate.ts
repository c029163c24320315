/** What one unit of the base was worth in a currency on a day. */
export interface CurrencyRate {
  currency: string;
  /** UTC: `2024-01-15`. */
  day: string;
  base: string;
  /** Decimal text, above zero: so much of the currency is one of the base. */
  rate: string;
}

/** The UTC day an instant (ms) falls on: `2024-01-15`. */
export const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
