import type { Command } from 'commander';
import { keyStatus, rotateKey } from '../../account/key.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { printNewKey } from './key-answer.ts';

export function keyRotate(parent: Command): void {
  withDataDir(parent.command('rotate <key-id>'))
    .description('make a successor with the same powers and the same end; the old key lives 24 hours more')
    .option('--json', 'print the new key as JSON')
    .addHelpText('after', '\nExample:\n  $ bizness key rotate key_1f2e3d')
    .action(rotate);
}

async function rotate(id: string, options: DataDirOption & { json?: boolean }): Promise<void> {
  const now = Date.now();
  await onStore(options, async ({ registry }) => {
    const old = registry.keyById(id);
    if (old === null) throw new Mistake(`There is no key ${id}. See: bizness key list`);
    const status = keyStatus(old, now);
    if (status !== 'live') throw new Mistake(`${id} is ${status}. Make a new key: bizness key create`);
    const successor = rotateKey(old, now);
    await registry.createKey(successor.key);
    await registry.endKey(id, { expiresAt: successor.oldExpiresAt });
    printNewKey(
      successor,
      options.json ?? false,
      now,
      `${id} goes on working until ${formatTimestamp(successor.oldExpiresAt)}.`,
    );
  });
}
