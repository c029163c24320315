import type { Command } from 'commander';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { print, printJson, printTable } from '../print.ts';
import { describeKey } from './key-answer.ts';

export function keyList(parent: Command): void {
  withDataDir(parent.command('list'))
    .description('list the API keys; their secrets are not stored')
    .option('--json', 'print them as a JSON array')
    .addHelpText('after', '\nExample:\n  $ bizness key list --json')
    .action(list);
}

async function list(options: DataDirOption & { json?: boolean }): Promise<void> {
  const now = Date.now();
  await onStore(options, ({ registry }) => {
    const keys = registry.keys().map((key) => describeKey(key, now));
    if (options.json) return printJson(keys);
    if (keys.length === 0) return print('No keys yet. Make one: bizness key create --website <id>');
    printTable(
      ['ID', 'NAME', 'KEY', 'STATUS', 'WEBSITES', 'EXPIRES', 'LAST USED', 'SCOPES'],
      keys.map((key) => [
        key.key_id,
        key.name ?? '',
        key.hint,
        key.status,
        key.websites?.join(' ') ?? '(all)',
        key.expires_at ?? 'never',
        key.last_used_at ?? 'never',
        key.scopes.join(' '),
      ]),
    );
  });
}
