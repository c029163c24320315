import type { Command } from 'commander';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { findWebsite } from '../find-website.ts';
import { Mistake } from '../mistake.ts';
import { print } from '../print.ts';
import { readSelection, type SelectionOptions, sessionTimeoutOf, withSelection } from './event-selection.ts';

interface Options extends DataDirOption, SelectionOptions {
  dryRun?: boolean;
}

export function excludedAdd(parent: Command): void {
  withSelection(withDataDir(parent.command('add')))
    .description(
      'take visits, as reports describe them, out of every report; `excluded readmit --reason owner` brings them back',
    )
    .option('--dry-run', 'only say how many there are')
    .addHelpText('after', '\nExample:\n  $ bizness excluded add --website web_1 --referrer spam.example --dry-run')
    .action(run);
}

async function run(options: Options): Promise<void> {
  await onStore(options, async ({ registry, exclusions }) => {
    const website = findWebsite(registry, options.website);
    const selection = readSelection(options, website, Date.now());
    const { source, referrer, browser, country, hostname } = options;
    if ([source, referrer, browser, country, hostname].every((choice) => choice === undefined)) {
      // Days alone are everybody's.
      throw new Mistake('Say which events: --source, --referrer, --browser, --country or --hostname');
    }
    if (options.dryRun) {
      return print(`${await exclusions.countSelected(selection)} events would be kept apart. Nothing was changed.`);
    }
    print(`${await exclusions.exclude(selection, sessionTimeoutOf(website))} events are kept apart now.`);
  });
}
