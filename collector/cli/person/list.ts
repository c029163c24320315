import type { Command } from 'commander';
import { presentPerson } from '../../account/person.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { print, printJson, printTable } from '../print.ts';

export function personList(parent: Command): void {
  withDataDir(parent.command('list'))
    .description('list the people of the dashboard')
    .option('--json', 'print them as a JSON array')
    .addHelpText('after', '\nExample:\n  $ bizness person list --json')
    .action(list);
}

async function list(options: DataDirOption & { json?: boolean }): Promise<void> {
  await onStore(options, ({ people }) => {
    const all = people.people().map(presentPerson);
    if (options.json) return printJson(all);
    if (all.length === 0) return print('Nobody yet. Invite somebody: bizness person invite <email> --role owner');
    printTable(
      ['EMAIL', 'NAME', 'ROLE', 'WEBSITES', 'LAST SEEN'],
      all.map(({ email, name, role, websites, last_seen_at }) => [
        email,
        name,
        role,
        websites?.join(' ') ?? '(all)',
        last_seen_at ?? 'never',
      ]),
    );
  });
}
