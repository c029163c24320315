import type { Command } from 'commander';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { print, printJson } from '../print.ts';
import { describeKey } from './key-answer.ts';

export function keyRevoke(parent: Command): void {
  withDataDir(parent.command('revoke <key-id>'))
    .description('end an API key at once')
    .option('--json', 'print the key as JSON')
    .addHelpText('after', '\nExample:\n  $ bizness key revoke key_1f2e3d')
    .action(revoke);
}

async function revoke(id: string, options: DataDirOption & { json?: boolean }): Promise<void> {
  const now = Date.now();
  await onStore(options, async ({ registry }) => {
    await registry.endKey(id, { revokedAt: now });
    const key = registry.keyById(id);
    if (key === null) throw new Mistake(`There is no key ${id}. See: bizness key list`);
    if (options.json) return printJson(describeKey(key, now));
    print(`Revoked ${id}. Requests with it are refused from now on.`);
  });
}
