import type { Command } from 'commander';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { print, printJson, printTable } from '../print.ts';

export function ratesList(parent: Command): void {
  withDataDir(parent.command('list'))
    .description('list the currencies that have rates, and the days these are of')
    .option('--json', 'print them as a JSON array')
    .addHelpText('after', '\nExample:\n  $ bizness rates list')
    .action(list);
}

async function list(options: DataDirOption & { json?: boolean }): Promise<void> {
  await onStore(options, ({ registry }) => {
    const rated = registry.currencyRates();
    if (options.json) return printJson(rated);
    if (rated.length === 0) return print('No rates yet. Add some: bizness rates import eurofxref-hist.csv');
    printTable(
      ['CURRENCY', 'PER', 'FIRST DAY', 'LAST DAY', 'DAYS'],
      rated.map(({ currency, base, first, last, days }) => [currency, base, first, last, String(days)]),
    );
  });
}
