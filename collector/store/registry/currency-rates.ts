import type { CurrencyRate } from '../../model/currency-rate.ts';

/** What money is worth in other money, by day. */
export interface CurrencyRates {
  /** Of each currency with rates, in order of code: since when, until when, and for how many days. */
  currencyRates(): RatedCurrency[];
  /** Adds rates, all of one base, or none of them; a rate of the same currency and day gives way. `replace` drops all others first. */
  saveCurrencyRates(rates: CurrencyRate[], replace: boolean): Promise<void>;
}

export interface RatedCurrency {
  currency: string;
  base: string;
  /** `2024-01-15` */
  first: string;
  last: string;
  days: number;
}
