import type { EarnedPart } from './money.ts';

/** A payment, and the currency it is told in. */
type Priced = Pick<EarnedPart, 'payment' | 'currency'>;

/** Says what of a report in `currency` was converted to it, and what was left out for want of a rate. */
export function currencyWarnings(parts: Priced[], currency: string): string[] {
  const foreign = parts.filter(({ payment }) => payment.currency !== currency && payment.type !== 'trial');
  const left = foreign.filter((part) => part.currency !== currency);
  const converted = foreign.filter((part) => part.currency === currency);
  const warnings: string[] = [];
  if (converted.length > 0) {
    warnings.push(`Revenue in ${currenciesOf(converted)} is converted at the rates of each payment’s day`);
  }
  if (left.length > 0 && converted.length === 0) {
    warnings.push(
      `Revenue in ${currenciesOf(left)} is not included: unlike currencies are never added. Ask with currency= or dimensions=currency`,
    );
  } else if (left.length > 0) {
    const payments = new Set(left.map(({ payment }) => payment.revenue_id)).size;
    warnings.push(
      `Revenue in ${currenciesOf(left)} is not included where its day has no rate: ${payments === 1 ? '1 payment' : `${payments} payments`}`,
    );
  }
  return warnings;
}

const currenciesOf = (parts: Priced[]): string =>
  [...new Set(parts.map(({ payment }) => payment.currency))].sort().join(', ');
