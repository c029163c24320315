import type { CurrencyRate } from '../../../../model/currency-rate.ts';
import type { Connection } from '../../engine/connection.ts';

export interface SaveCurrencyRates {
  rates: CurrencyRate[];
  /** Whether all earlier rates go first. */
  replace: boolean;
}

/** Adds rates to the table; a rate of the same currency and day gives way. */
export function saveCurrencyRates(db: Connection): (request: SaveCurrencyRates) => void {
  const clear = db.prepare('delete from currency_rates');
  const save = db.prepare(
    `insert into currency_rates (currency, day, base, rate) values (@currency, @day, @base, @rate)
     on conflict (currency, day) do update set base = excluded.base, rate = excluded.rate`,
  );
  return ({ rates, replace }) => {
    if (replace) clear.run();
    for (const rate of rates) save.run(rate);
  };
}
