import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { utcDay } from '../../model/currency-rate.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { print } from '../print.ts';
import { readRateFile } from './rate-file.ts';

/** Mistakes told one by one; a file of the wrong kind has one on each line. */
const TOLD = 20;

export function ratesImport(parent: Command): void {
  withDataDir(parent.command('import <file>'))
    .description('add currency rates: the European Central Bank’s eurofxref-hist.csv, or date,currency,rate,base')
    .option('--replace', 'drop all earlier rates first')
    .addHelpText('after', '\nExample:\n  $ bizness rates import eurofxref-hist.csv')
    .action(run);
}

async function run(file: string, options: DataDirOption & { replace?: boolean }): Promise<void> {
  const { rates, leftOut, mistakes } = readRateFile(await read(file), utcDay(Date.now()));
  if (mistakes.length > 0) {
    for (const mistake of mistakes.slice(0, TOLD)) process.stderr.write(`${mistake}\n`);
    if (mistakes.length > TOLD) process.stderr.write(`… and ${mistakes.length - TOLD} more\n`);
    throw new Mistake(`${file} has ${count(mistakes.length, 'mistake')}. Nothing was imported`);
  }
  await onStore(options, async ({ registry }) => {
    const base = rates[0]?.base;
    const [known] = options.replace ? [] : registry.currencyRates();
    if (known !== undefined && known.base !== base) {
      throw new Mistake(
        `The rates known are per ${known.base}, those of ${file} per ${base}. To drop the known ones, pass --replace`,
      );
    }
    await registry.saveCurrencyRates(rates, options.replace ?? false);
    const days = rates.map(({ day }) => day).sort();
    const currencies = new Set(rates.map(({ currency }) => currency)).size;
    print(
      `Imported ${count(rates.length, 'rate')} per ${base}: ${count(currencies, 'currency', 'currencies')}, ${days[0]} to ${days.at(-1)}.`,
    );
    if (leftOut.length > 0) print(`Left out, as no currency of today: ${leftOut.join(', ')}.`);
  });
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Mistake(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
