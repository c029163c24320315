import type { Command } from 'commander';
import { keyStatus, rotateKey } from '../../account/key.ts';
import { KEY_OVERLAP_MAX_HOURS } from '../../contract/limits.ts';
import { formatTimestamp } from '../../contract/timestamp.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { printNewKey } from './key-answer.ts';

export function keyRotate(parent: Command): void {
  withDataDir(parent.command('rotate <key-id>'))
    .description('make a successor with the same powers and the same end')
    .option('--overlap <time>', 'how long the old key goes on working: 0, 30m, 1h, 24h, up to 30d', '24h')
    .option('--json', 'print the new key as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ bizness key rotate key_1f2e3d\n  $ bizness key rotate key_1f2e3d --overlap 0',
    )
    .action(rotate);
}

async function rotate(id: string, options: DataDirOption & { json?: boolean; overlap: string }): Promise<void> {
  const now = Date.now();
  const overlap = overlapOf(options.overlap);
  await onStore(options, async ({ registry }) => {
    const old = registry.keyById(id);
    if (old === null) throw new Mistake(`There is no key ${id}. See: bizness key list`);
    const status = keyStatus(old, now);
    if (status !== 'live') throw new Mistake(`${id} is ${status}. Make a new key: bizness key create`);
    const successor = rotateKey(old, now, overlap);
    await registry.createKey(successor.key);
    await registry.endKey(id, { expiresAt: successor.oldExpiresAt });
    printNewKey(
      successor,
      options.json ?? false,
      now,
      successor.oldExpiresAt <= now
        ? `${id} has ended.`
        : `${id} goes on working until ${formatTimestamp(successor.oldExpiresAt)}.`,
    );
  });
}

const UNIT_MS: Record<string, number> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

function overlapOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const overlap = text === '0' ? 0 : Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (overlap <= KEY_OVERLAP_MAX_HOURS * HOUR_MS) return overlap;
  throw new Mistake(`--overlap ${text} is no time of up to 30 days, such as 0, 30m, 1h or 7d`);
}
