import { code as findCurrency } from 'currency-codes';
import { invalid } from '../contract/problem.ts';

/** Throws a refusal for a code that ISO 4217 does not list. */
export function requireCurrency(code: string, field: string): string {
  if (findCurrency(code) === undefined) throw invalid(field, 'ISO 4217 currency code');
  return code;
}
