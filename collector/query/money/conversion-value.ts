import { Big } from 'big.js';
import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { currencyExponent } from '../../model/money.ts';
import type { ConversionWorth } from '../../store/report-source.ts';

/**
 * What conversions were worth by their definition, in major units of `currency`: each by its own property where that
 * holds an amount, else the fixed value. Of those that count once per session the first one's. Null where the definition
 * names no value. An estimate of the owner's, never added to revenue.
 */
export function conversionValue(
  { value, value_property, count }: Pick<ConversionEvent, 'value' | 'value_property' | 'count'>,
  conversions: ConversionWorth[],
  currency: string,
): number | null {
  if (value === null && value_property === null) return null;
  const exponent = currencyExponent(currency) ?? 2;
  const counted = count === 'every' ? conversions : firstOfSessions(conversions);
  const sum = counted.reduce(
    (total, { worth }) => total.plus((amountOf(worth) ?? new Big(value ?? 0)).round(exponent, Big.roundHalfUp)),
    new Big(0),
  );
  return sum.toNumber();
}

function firstOfSessions(conversions: ConversionWorth[]): ConversionWorth[] {
  const seen = new Set<string>();
  return conversions.filter(({ session }) => {
    if (session === null) return true;
    const isFirst = !seen.has(session);
    seen.add(session);
    return isFirst;
  });
}

/** An amount as callers write them; a refund of a conversion is none. */
const AMOUNT = /^\d{1,12}(\.\d{1,12})?$/;

function amountOf(worth: string | number | null): Big | null {
  const text = `${worth}`;
  return AMOUNT.test(text) ? new Big(text) : null;
}
