import type { CurrencyRates, RatedCurrency } from '../../registry/currency-rates.ts';
import type { Connection } from '../engine/connection.ts';
import type { Write } from '../write/commands/index.ts';

export function createCurrencyRates(db: Connection, write: Write): CurrencyRates {
  const rated = db.prepare<[], RatedCurrency>(
    `select currency, base, min(day) as first, max(day) as last, count(*) as days
     from currency_rates group by currency order by currency`,
  );
  return {
    currencyRates: () => rated.all(),
    saveCurrencyRates: (rates, replace) => write('saveCurrencyRates', { rates, replace }),
  };
}
