import type { Payment } from '../../collector/model/payment.ts';
import { divideRounding } from './exact.ts';

const DAY = 24 * 60 * 60_000;

/** So much of a currency was one of the base on a day (`2024-01-15`, UTC). */
export interface Rate {
  currency: string;
  day: string;
  base: string;
  rate: string;
}

/** Decimals of the currencies that histories are told in. */
export const decimals = (currency: string) => ({ JPY: 0, KWD: 3 })[currency] ?? 2;

/** What a payment comes to in a currency, in its smallest unit; null when there is no rate for it. */
export function exchange(payment: Payment, payments: Payment[], currency: string, rates: Rate[]): number | null {
  if (payment.currency === currency) return payment.minor;
  // A refund gives back what was paid, at the rate it was paid at.
  const id = payment.original_transaction_id ?? payment.transaction_id;
  const refunded = payments.find((other) => other.type !== 'refund' && id !== null && other.transaction_id === id);
  const time = payment.type === 'refund' && refunded !== undefined ? refunded.time : payment.time;
  const midnight = Math.floor(time / DAY) * DAY;
  for (let day = midnight; day >= midnight - 7 * DAY; day -= DAY) {
    const of = rateOn(payment.currency, day, rates);
    const into = rateOn(currency, day, rates);
    if (of === null || into === null) continue;
    return Number(
      divideRounding(
        BigInt(payment.minor) * into.digits * 10n ** BigInt(of.places + decimals(currency)),
        of.digits * 10n ** BigInt(into.places + decimals(payment.currency)),
      ),
    );
  }
  return null;
}

/** 1.0945 as 10945 and four places. */
function rateOn(currency: string, midnight: number, rates: Rate[]) {
  if (rates[0]?.base === currency) return { digits: 1n, places: 0 };
  const found = rates.find((rate) => rate.currency === currency && Date.parse(rate.day) === midnight);
  if (found === undefined) return null;
  const [whole = '', fraction = ''] = found.rate.split('.');
  return { digits: BigInt(whole + fraction), places: fraction.length };
}
