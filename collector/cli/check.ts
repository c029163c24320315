import type { Command } from 'commander';
import { examine } from '../store/index.ts';
import { type DataDirOption, dataDirOf, requireStore, withDataDir } from './data-dir.ts';
import { describeCounts } from './describe-counts.ts';
import { Mistake } from './mistake.ts';
import { print } from './print.ts';

export function check(program: Command): void {
  withDataDir(program.command('check'))
    .description('read the whole store and say whether it is sound; exit code 1 when it is not')
    .addHelpText('after', '\nExample:\n  $ bizness check --data-dir /var/lib/bizness')
    .action(run);
}

function run(options: DataDirOption): void {
  const file = requireStore(dataDirOf(options));
  const { faults, counts } = examine(file);
  if (faults.length > 0) {
    throw new Mistake(`${file} is damaged: ${faults[0]}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`);
  }
  print(`${file} is sound: ${describeCounts(counts)}.`);
}
