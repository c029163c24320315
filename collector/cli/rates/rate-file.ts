import { CsvError, parse } from 'csv-parse/sync';
import type { CurrencyRate } from '../../model/currency-rate.ts';
import { currencyExponent } from '../../model/money.ts';

export interface RateFile {
  rates: CurrencyRate[];
  /** Codes of columns that are no currency of today, such as `DEM`: nobody pays in them. */
  leftOut: string[];
  /** What is wrong, a line each. Nothing of the file should be used when there is any. */
  mistakes: string[];
}

interface Line {
  /** Its number in the file, from 1. */
  number: number;
  cells: string[];
}

/** Cells that stand for no rate. */
const NO_RATE = ['', 'N/A'];
/** What the European Central Bank publishes its rates per. */
const ECB_BASE = 'EUR';
const PLAIN_HEADING = ['date', 'currency', 'rate', 'base'];

/**
 * Understands a file of currency rates: the history of the European Central Bank (`Date,USD,JPY,…`, per euro), or one
 * rate a line (`date,currency,rate,base`, its columns in any order). Days may not be later than `today` (`2024-01-15`).
 */
export function readRateFile(text: string, today: string): RateFile {
  const result: RateFile = { rates: [], leftOut: [], mistakes: [] };
  let lines: Line[];
  try {
    const records = parse(text, {
      bom: true,
      trim: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    lines = (records as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      number: info.lines,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    result.mistakes.push(`This is no CSV: ${error.message}`);
    return result;
  }
  const [heading, ...rest] = lines;
  const names = (heading?.cells ?? []).map((cell) => cell.toLowerCase());
  if (names.toSorted().join() === PLAIN_HEADING.toSorted().join()) readPlain(names, rest, today, result);
  else if (names[0] === 'date' && names.length > 1) readEcb(heading as Line, rest, today, result);
  else result.mistakes.push(`Line 1: expected the heading Date,USD,JPY,… or ${PLAIN_HEADING.join()}`);
  if (result.mistakes.length === 0 && result.rates.length === 0) result.mistakes.push('There is no rate in the file');
  return result;
}

function readPlain(names: string[], lines: Line[], today: string, result: RateFile): void {
  const add = adder(today, result);
  const cell = ({ cells }: Line, name: string): string => cells[names.indexOf(name)] ?? '';
  const [first] = lines;
  const base = first === undefined ? '' : cell(first, 'base').toUpperCase();
  if (first !== undefined && currencyExponent(base) === null) {
    result.mistakes.push(`Line ${first.number}: base is an ISO 4217 currency code; got ${quote(base)}`);
    return;
  }
  for (const line of lines) {
    const currency = cell(line, 'currency').toUpperCase();
    const own = cell(line, 'base').toUpperCase();
    const fault = (text: string) => result.mistakes.push(`Line ${line.number}: ${text}`);
    if (line.cells.length !== names.length) fault(`expected ${names.length} cells; got ${line.cells.length}`);
    else if (own !== base) fault(`expected the base ${base}, as above; got ${quote(own)}`);
    else if (currencyExponent(currency) === null) fault(`currency is an ISO 4217 code; got ${quote(currency)}`);
    else if (currency === base) fault(`${base} is the base: it has no rate`);
    else add(line, cell(line, 'date'), currency, cell(line, 'rate'), base);
  }
}

function readEcb(heading: Line, lines: Line[], today: string, result: RateFile): void {
  const add = adder(today, result);
  const currencies = heading.cells.map((cell) => cell.toUpperCase());
  currencies.forEach((code, place) => {
    // Each line of the bank's file ends with a comma: its last column has no name.
    if (place === 0 || code === '') return;
    if (!/^[A-Z]{3}$/.test(code)) result.mistakes.push(`Line 1: a column is a currency code; got ${quote(code)}`);
    else if (code === ECB_BASE) result.mistakes.push(`Line 1: ${ECB_BASE} is the base: it has no rate`);
    else if (currencyExponent(code) === null) result.leftOut.push(code);
  });
  for (const line of lines) {
    const day = line.cells[0] ?? '';
    if (line.cells.length > currencies.length) {
      result.mistakes.push(
        `Line ${line.number}: expected at most ${currencies.length} cells; got ${line.cells.length}`,
      );
      continue;
    }
    line.cells.forEach((rate, place) => {
      const code = currencies[place] ?? '';
      if (place === 0 || NO_RATE.includes(rate.toUpperCase()) || result.leftOut.includes(code)) return;
      if (code === '') result.mistakes.push(`Line ${line.number}: ${quote(rate)} stands under no currency`);
      else add(line, day, code, rate, ECB_BASE);
    });
  }
}

/** Takes a rate, or notes what is wrong with it; a day's fault is told once a line. */
function adder(today: string, { rates, mistakes }: RateFile) {
  const known = new Map<string, number>();
  let faulty = 0;
  return ({ number }: Line, day: string, currency: string, rate: string, base: string): void => {
    const fault = dayFault(day, today);
    const earlier = known.get(`${day} ${currency}`);
    if (fault !== null) {
      if (faulty !== number) mistakes.push(`Line ${number}: ${fault}; got ${quote(day)}`);
      faulty = number;
    } else if (!/^\d{1,15}(?:\.\d{1,20})?$/.test(rate) || /^[0.]+$/.test(rate)) {
      mistakes.push(`Line ${number}: a rate is a decimal number above zero; got ${quote(rate)} for ${currency}`);
    } else if (earlier !== undefined) {
      mistakes.push(`Line ${number}: ${currency} has a rate of ${day} on line ${earlier} already`);
    } else {
      known.set(`${day} ${currency}`, number);
      rates.push({ currency, day, base, rate });
    }
  };
}

function dayFault(day: string, today: string): string | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // JavaScript takes 31 February for 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return 'date is YYYY-MM-DD';
  return day > today ? 'date is a day that has come' : null;
}

const quote = (text: string): string => JSON.stringify(text.slice(0, 40));
