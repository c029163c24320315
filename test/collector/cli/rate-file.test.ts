import { describe, expect, it } from 'vitest';
import { readRateFile } from '../../../collector/cli/rates/rate-file.ts';

const read = (...lines: string[]) => readRateFile(`${lines.join('\n')}\n`, '2024-06-30');
const mistakes = (...lines: string[]) => read(...lines).mistakes;

describe('a file of currency rates', () => {
  it('may be the European Central Bank’s, per euro, with gaps and currencies of the past', () => {
    const file = read(
      '\uFEFFDate,USD,JPY,CYP,',
      '2024-01-15,1.0945,159.67,N/A,',
      '2024-01-12,1.0942,N/A,N/A,',
      '1999-01-04,1.1789,133.73,0.58231,',
    );
    expect(file.mistakes).toEqual([]);
    expect(file.leftOut).toEqual(['CYP']);
    expect(file.rates).toEqual([
      { currency: 'USD', day: '2024-01-15', base: 'EUR', rate: '1.0945' },
      { currency: 'JPY', day: '2024-01-15', base: 'EUR', rate: '159.67' },
      { currency: 'USD', day: '2024-01-12', base: 'EUR', rate: '1.0942' },
      { currency: 'USD', day: '1999-01-04', base: 'EUR', rate: '1.1789' },
      { currency: 'JPY', day: '1999-01-04', base: 'EUR', rate: '133.73' },
    ]);
  });

  it('may have one rate a line, of any base, its columns in any order', () => {
    const { rates, mistakes } = read('Rate,Base,Date,Currency', '"0.9136",usd,2024-01-15,eur');
    expect(mistakes).toEqual([]);
    expect(rates).toEqual([{ currency: 'EUR', day: '2024-01-15', base: 'USD', rate: '0.9136' }]);
  });

  it.each([
    [
      'a heading that says nothing',
      ['day,rate'],
      ['Line 1: expected the heading Date,USD,JPY,… or date,currency,rate,base'],
    ],
    ['nothing', [''], ['Line 1: expected the heading Date,USD,JPY,… or date,currency,rate,base']],
    ['no rate', ['Date,USD', '2024-01-15,N/A'], ['There is no rate in the file']],
    ['a quote that never ends', ['Date,USD', '"2024-01-15,1'], [expect.stringMatching(/^This is no CSV: .*[Qq]uote/)]],
    ['a column that is no currency', ['Date,US$', '2024-01-15,1'], ['Line 1: a column is a currency code; got "US$"']],
    ['a column of the base', ['Date,EUR', '2024-01-15,1'], ['Line 1: EUR is the base: it has no rate']],
    ['a day that is none', ['Date,USD,GBP', '2023-02-29,1,1'], ['Line 2: date is YYYY-MM-DD; got "2023-02-29"']],
    ['a day to come', ['Date,USD', '2024-07-01,1'], ['Line 2: date is a day that has come; got "2024-07-01"']],
    [
      'a rate of nothing',
      ['Date,USD', '2024-01-15,0.0'],
      ['Line 2: a rate is a decimal number above zero; got "0.0" for USD'],
    ],
    [
      'a rate in words',
      ['Date,USD', '2024-01-15,1e3'],
      ['Line 2: a rate is a decimal number above zero; got "1e3" for USD'],
    ],
    [
      'the same twice',
      ['Date,USD', '2024-01-15,1', '2024-01-15,2'],
      ['Line 3: USD has a rate of 2024-01-15 on line 2 already'],
    ],
    ['a cell too many', ['Date,USD', '2024-01-15,1,2'], ['Line 2: expected at most 2 cells; got 3']],
    ['a rate under no currency', ['Date,USD,', '2024-01-15,1,2'], ['Line 2: "2" stands under no currency']],
    [
      'an unknown currency',
      ['date,currency,rate,base', '2024-01-15,ABC,1,EUR'],
      ['Line 2: currency is an ISO 4217 code; got "ABC"'],
    ],
    [
      'an unknown base',
      ['date,currency,rate,base', '2024-01-15,USD,1,ABC'],
      ['Line 2: base is an ISO 4217 currency code; got "ABC"'],
    ],
    [
      'two bases',
      ['date,currency,rate,base', '2024-01-15,USD,1,EUR', '2024-01-15,JPY,1,GBP'],
      ['Line 3: expected the base EUR, as above; got "GBP"'],
    ],
    [
      'a rate of the base',
      ['date,currency,rate,base', '2024-01-15,EUR,1,EUR'],
      ['Line 2: EUR is the base: it has no rate'],
    ],
    [
      'a cell too few',
      ['date,currency,rate,base', '2024-01-15,USD,1,EUR', '2024-01-15,JPY,1'],
      ['Line 3: expected 4 cells; got 3'],
    ],
  ])('with %s says so by its line', (_, lines, expected) => {
    expect(mistakes(...lines)).toEqual(expected);
  });

  it('tells every mistake', () => {
    expect(mistakes('Date,USD', '2024-01-15,-1', '15.1.2024,1', '2024-01-16,1,2')).toHaveLength(3);
  });
});
