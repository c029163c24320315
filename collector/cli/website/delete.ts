import type { Command } from 'commander';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { findWebsite } from '../find-website.ts';
import { Mistake } from '../mistake.ts';
import { print } from '../print.ts';

export function websiteDelete(parent: Command): void {
  withDataDir(parent.command('delete <id>'))
    .description('delete a website and all of its data, for good')
    .option('--confirm <id>', 'the id once more; without it nothing is deleted')
    .addHelpText('after', '\nExample:\n  $ bizness website delete web_1 --confirm web_1')
    .action(run);
}

async function run(id: string, options: DataDirOption & { confirm?: string }): Promise<void> {
  await onStore(options, async ({ registry, erasure }) => {
    const website = findWebsite(registry, id);
    const { events, payments } = await erasure.countWebsite(website);
    if (options.confirm !== id) {
      throw new Mistake(
        `This would delete ${events} events and ${payments} payments for good. To do so: --confirm ${id}`,
      );
    }
    await registry.deleteWebsite(website, Date.now());
    await erasure.emptyDeletedWebsites();
    print(`${id} is gone, with ${events} events and ${payments} payments.`);
  });
}
