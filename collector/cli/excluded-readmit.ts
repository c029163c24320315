import type { Command } from 'commander';
import { countSelected } from '../store/sqlite/read/count-selected.ts';
import { type DataDirOption, onStore, withDataDir } from './data-dir.ts';
import { findWebsite, readSelection, type SelectionOptions, withSelection } from './event-selection.ts';
import { reasonOption } from './excluded-list.ts';
import { readmit } from './move-events.ts';
import { print } from './print.ts';

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
  await onStore(options, async ({ db, registry }) => {
    const website = findWebsite(registry, options.website);
    const selection = readSelection(options, website, Date.now());
    if (options.dryRun) {
      return print(`${countSelected(db, selection, 'excluded_events')} events would be counted. Nothing was changed.`);
    }
    print(`${await readmit(db, selection, website)} events are counted now.`);
  });
}
