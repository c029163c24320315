import Big from 'big.js';
import { type CurrencyRate, utcDay } from '../../model/currency-rate.ts';
import { currencyExponent } from '../../model/money.ts';
import type { Payment } from '../../model/payment.ts';
import { DAY_MS } from '../../model/time.ts';
import type { ReportSource } from '../../store/report-source.ts';
import { refundedPayment } from './attribution.ts';

/** Banks publish no rates on weekends and holidays; Easter with a holiday beside it takes five days. */
const MAX_AGE_DAYS = 7;

/** Whole numbers: a quotient is rounded once, half away from zero. */
const Whole = Big();
Whole.DP = 0;
Whole.RM = Big.roundHalfUp;

/** A payment, and what it comes to in the currency of a report. */
export interface PricedPayment {
  payment: Payment;
  /** That of the report, or the payment's own when there is no rate. */
  currency: string;
  /** Signed minor units of `currency`. */
  minor: number;
  /** The day whose rates it was converted at; null when it was not. */
  rateDay: string | null;
}

/** Payments as they are, each in its own currency. */
export const asPaid = (payments: Payment[]): PricedPayment[] =>
  payments.map((payment) => ({ payment, currency: payment.currency, minor: payment.minor, rateDay: null }));

/**
 * Converts payments to a currency at the rates of their own UTC day, or of the last day before it that has them, at most
 * seven days back. A refund is converted at its payment's day, so that returning all of it leaves nothing. What has no
 * rate keeps its currency: unlike ones are never added.
 */
export async function priceIn(source: ReportSource, payments: Payment[], currency: string): Promise<PricedPayment[]> {
  const foreign = payments.filter((payment) => payment.currency !== currency);
  if (foreign.length === 0) return asPaid(payments);
  const times = new Map<Payment, number>();
  for (const payment of foreign) times.set(payment, await ratedAt(source, payment));
  const rates = await loadRates(
    source,
    [...new Set(payments.map((payment) => payment.currency)), currency],
    [...times.values()],
  );
  return payments.map((payment) => {
    const time = times.get(payment);
    const converted = time === undefined ? null : convert(payment.minor, payment.currency, currency, time, rates);
    return converted === null
      ? { payment, currency: payment.currency, minor: payment.minor, rateDay: null }
      : { payment, currency, ...converted };
  });
}

async function ratedAt(source: ReportSource, payment: Payment): Promise<number> {
  return ((payment.type === 'refund' ? await refundedPayment(source, payment) : null) ?? payment).time;
}

type Rates = (currency: string, day: string) => string | undefined;

async function loadRates(source: ReportSource, currencies: string[], times: number[]): Promise<Rates> {
  const [earliest, latest] = times.reduce(([low, high], time) => [Math.min(low, time), Math.max(high, time)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const found = await source.currencyRates(currencies, utcDay(earliest - MAX_AGE_DAYS * DAY_MS), utcDay(latest));
  const base = found[0]?.base;
  const byDay = new Map(found.map((rate: CurrencyRate) => [`${rate.day} ${rate.currency}`, rate.rate]));
  return (currency, day) => (currency === base ? '1' : byDay.get(`${day} ${currency}`));
}

/** Crosses two rates of one and the same day: two days' would make a price that never was. */
function convert(minor: number, from: string, to: string, time: number, rates: Rates) {
  for (let age = 0; age <= MAX_AGE_DAYS; age += 1) {
    const day = utcDay(time - age * DAY_MS);
    const [of, into] = [rates(from, day), rates(to, day)];
    if (of === undefined || into === undefined) continue;
    const scale = (currencyExponent(to) ?? 2) - (currencyExponent(from) ?? 2);
    const dividend = new Whole(minor).times(into).times(`1e${Math.max(scale, 0)}`);
    const divisor = new Whole(of).times(`1e${Math.max(-scale, 0)}`);
    const converted = Number(dividend.div(divisor).toFixed());
    // Beyond this nothing is added exactly.
    return Number.isSafeInteger(converted) ? { minor: converted || 0, rateDay: day } : null;
  }
  return null;
}
