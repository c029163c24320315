import { data } from 'currency-codes';
import { invalid } from '../contract/problem.ts';

/*
 * Money is an integer of the currency's smallest unit (cents, yen, fils) wherever it is kept or added,
 * and a number of major units (29.99) only where people read it.
 */

const exponents = new Map(data.map(({ code, digits }) => [code, digits]));
// The guilder of Curaçao and Sint Maarten, since March 2025: younger than the list.
exponents.set('XCG', 2);

/** Decimal places of an ISO 4217 currency (JPY 0, USD 2, KWD 3), null when the code is none. */
export function currencyExponent(currency: string): number | null {
  return exponents.get(currency) ?? null;
}

/** The code itself. Throws a refusal that names the field when it is no ISO 4217 currency. */
export function requireCurrency(code: string, field: string): string {
  if (currencyExponent(code) === null) throw invalid(field, 'ISO 4217 currency code');
  return code;
}

/** Major units of an integer amount: 2999 USD → 29.99, 500 JPY → 500. Unknown currencies are taken for two places. */
export function majorUnits(minor: number, currency: string): number {
  // Parsing `2999e-2` gives the double nearest to 29.99; dividing may miss it in the last place.
  return Number(`${minor}e-${currencyExponent(currency) ?? 2}`);
}
