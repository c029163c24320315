import type { Command } from 'commander';
import { siteOf } from '../../model/site.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { findWebsite } from '../find-website.ts';
import { print, printJson } from '../print.ts';

interface Options extends DataDirOption {
  website: string;
  dryRun?: boolean;
  json?: boolean;
}

export function visitorDelete(parent: Command): void {
  withDataDir(parent.command('delete <visitor-id>'))
    .description(
      'delete all that is known of a visitor and of who is the same person; payments stay, led to by nothing',
    )
    .requiredOption('--website <id>', 'the website')
    .option('--dry-run', 'only say how much there is')
    .option('--json', 'print the counts as a JSON object')
    .addHelpText('after', '\nExample:\n  $ bizness visitor delete --website web_1 vis_1 --dry-run')
    .action(run);
}

async function run(visitor: string, options: Options): Promise<void> {
  await onStore(options, async ({ registry, erasure }) => {
    const website = findWebsite(registry, options.website);
    const sites = [siteOf(website, false), siteOf(website, true)];
    const erased = await (options.dryRun ? erasure.countVisitor(sites, visitor) : erasure.eraseVisitor(sites, visitor));
    const { visitors, events, sessions, payments } = erased;
    if (options.json) return printJson({ visitor_ids: visitors, events, sessions, payments });
    const ids = visitors.length === 1 ? '1 visitor id' : `${visitors.length} visitor ids`;
    print(
      options.dryRun
        ? `${events} events and ${sessions} sessions of ${ids} would go, ${payments} payments would lead to nobody. Nothing was changed.`
        : `${events} events and ${sessions} sessions of ${ids} are gone, ${payments} payments lead to nobody now.`,
    );
  });
}
