import type { Command } from 'commander';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { findWebsite } from '../find-website.ts';
import { print } from '../print.ts';
import { readSelection, type SelectionOptions, sessionTimeoutOf, withSelection } from './event-selection.ts';
import { reasonOption } from './list.ts';

interface Options extends DataDirOption, SelectionOptions {
  dryRun?: boolean;
}

export function excludedReadmit(parent: Command): void {
  withSelection(withDataDir(parent.command('readmit')))
    .description('count events after all that were kept apart')
    .addOption(reasonOption())
    .option('--dry-run', 'only say how many there are')
    .addHelpText('after', '\nExample:\n  $ bizness excluded readmit --website web_1 --reason bot --browser Electron')
    .action(run);
}

async function run(options: Options): Promise<void> {
  await onStore(options, async ({ registry, exclusions }) => {
    const website = findWebsite(registry, options.website);
    const selection = readSelection(options, website, Date.now());
    if (options.dryRun) {
      return print(`${await exclusions.countExcluded(selection)} events would be counted. Nothing was changed.`);
    }
    print(`${await exclusions.readmit(selection, sessionTimeoutOf(website))} events are counted now.`);
  });
}
