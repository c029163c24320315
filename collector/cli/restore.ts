import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { restore, storeFile } from '../store/index.ts';
import { type DataDirOption, dataDirOf, withDataDir } from './data-dir.ts';
import { describeCounts } from './describe-counts.ts';
import { Mistake } from './mistake.ts';
import { print } from './print.ts';

export function restoreCommand(program: Command): void {
  withDataDir(program.command('restore <file>'))
    .description('put a backup in the place of the store; the collector must be stopped')
    .option('--force', 'replace a store that exists')
    .addHelpText('after', '\nExample:\n  $ bizness restore /backups/bizness.db --data-dir ./data')
    .action(run);
}

function run(file: string, options: DataDirOption & { force?: boolean }): void {
  const dataDir = dataDirOf(options);
  const store = storeFile(dataDir);
  if (!existsSync(file)) throw new Mistake(`There is no file ${file}`);
  const restored = restore(dataDir, file, { replace: options.force === true });
  switch (restored.outcome) {
    case 'exists':
      throw new Mistake(`${store} exists. Restoring would replace it: pass --force if that is meant`);
    case 'unsound':
      throw new Mistake(`${file} is no sound backup: ${restored.fault}. The store was not touched`);
    case 'restored':
      print(`Restored ${file} to ${store}: ${describeCounts(restored.counts)}.`);
  }
}
