import type { Command } from 'commander';
import { everyWebsite } from '../../account/every-website.ts';
import { presentWebsite } from '../../account/website.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { print, printJson, printTable } from '../print.ts';

export function websiteList(parent: Command): void {
  withDataDir(parent.command('list'))
    .description('list the websites')
    .option('--json', 'print them as a JSON array')
    .addHelpText('after', '\nExample:\n  $ bizness website list --json')
    .action(list);
}

async function list(options: DataDirOption & { json?: boolean }): Promise<void> {
  await onStore(options, ({ registry }) => {
    const websites = [...everyWebsite(registry, null)].map((website) =>
      presentWebsite(website, registry.lastEventAt(website)),
    );
    if (options.json) return printJson(websites);
    if (websites.length === 0) return print('No websites yet. Add one: bizness website add <domain>');
    printTable(
      ['ID', 'DOMAIN', 'NAME', 'TIMEZONE', 'CURRENCY', 'LAST EVENT'],
      websites.map(({ id, domain, name, timezone, currency, last_event_at }) => [
        id,
        domain,
        name,
        timezone,
        currency,
        last_event_at ?? 'none yet',
      ]),
    );
  });
}
