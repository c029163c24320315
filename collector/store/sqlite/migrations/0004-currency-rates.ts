/** What one unit of a base was worth in other currencies, day by day. Rates are decimal text: no binary fraction of them. */
export const currencyRates = `
create table currency_rates (
  currency text not null,
  day text not null,                      -- UTC, 2024-01-15
  base text not null,                     -- the same in every row
  rate text not null,                     -- so much of the currency is one of the base
  primary key (currency, day)
) without rowid;
`;
