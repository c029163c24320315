import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXCLUSION_REASONS } from '../../model/event.ts';
import { EXCLUDED_FIELDS, type ExcludedField } from '../../store/exclusions.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { findWebsite } from '../find-website.ts';
import { print, printJson, printTable } from '../print.ts';
import { readSelection, type SelectionOptions, withSelection } from './event-selection.ts';

interface Options extends DataDirOption, SelectionOptions {
  by: ExcludedField[];
  json?: boolean;
}

export function excludedList(parent: Command): void {
  withSelection(withDataDir(parent.command('list')))
    .description('count the events that are kept apart')
    .addOption(reasonOption())
    .option('--by <fields>', `what to count by, commas between: ${EXCLUDED_FIELDS.join(', ')}`, readFields, [
      'reason',
    ] as ExcludedField[])
    .option('--json', 'print the counts as a JSON array')
    .addHelpText('after', '\nExample:\n  $ bizness excluded list --website web_1 --by reason,browser --from 2024-01-01')
    .action(run);
}

export const reasonOption = (): Option =>
  new Option('--reason <reasons...>', 'why they are kept apart').choices(EXCLUSION_REASONS);

function readFields(text: string): ExcludedField[] {
  const fields = text.split(',').map((field) => field.trim());
  if (fields.every((field): field is ExcludedField => (EXCLUDED_FIELDS as readonly string[]).includes(field)))
    return fields;
  throw new InvalidArgumentError(`Expected one or more of ${EXCLUDED_FIELDS.join(', ')}.`);
}

async function run(options: Options): Promise<void> {
  await onStore(options, async ({ registry, exclusions }) => {
    const website = findWebsite(registry, options.website);
    const counts = await exclusions.countExcludedBy(
      readSelection(options, website, Date.now()),
      options.by,
      website.timezone,
    );
    if (options.json) {
      return printJson(
        counts.map(({ labels, events, visitors }) => ({
          ...Object.fromEntries(options.by.map((field, place) => [field, labels[place]])),
          events,
          visitors,
        })),
      );
    }
    if (counts.length === 0) return print('No such events are kept apart.');
    printTable(
      [...options.by.map((field) => field.toUpperCase().replace('_', ' ')), 'EVENTS', 'VISITORS'],
      counts.map(({ labels, events, visitors }) => [...labels, String(events), String(visitors)]),
    );
  });
}
