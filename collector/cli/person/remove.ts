import type { Command } from 'commander';
import { presentPerson } from '../../account/person.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { print, printJson } from '../print.ts';

export function personRemove(parent: Command): void {
  withDataDir(parent.command('remove <email>'))
    .description('remove a person and end their sessions')
    .option('--json', 'print the person as JSON')
    .addHelpText('after', '\nExample:\n  $ bizness person remove ann@acme.com')
    .action(remove);
}

async function remove(email: string, options: DataDirOption & { json?: boolean }): Promise<void> {
  await onStore(options, async ({ people }) => {
    const person = people.personByEmail(email.trim().toLowerCase());
    const outcome = person === null ? 'unknown' : await people.removePerson(person.id);
    if (person === null || outcome === 'unknown') throw new Mistake(`There is no ${email}. See: bizness person list`);
    if (outcome === 'last') {
      throw new Mistake(
        `${person.email} is the last owner. Invite another first: bizness person invite <email> --role owner`,
      );
    }
    if (options.json) return printJson(presentPerson(person));
    print(`Removed ${person.email}. Their sessions have ended.`);
  });
}
