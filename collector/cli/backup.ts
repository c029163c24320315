import { existsSync } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type DataDirOption, onReader, withDataDir } from './data-dir.ts';
import { Mistake } from './mistake.ts';
import { print } from './print.ts';

export function backup(program: Command): void {
  withDataDir(program.command('backup <file>'))
    .description('copy the store into a file, also while the collector runs')
    .option('--force', 'replace the file if it exists')
    .addHelpText('after', '\nExample:\n  $ bizness backup /backups/bizness.db')
    .action(run);
}

async function run(file: string, options: DataDirOption & { force?: boolean }): Promise<void> {
  if (existsSync(file) && !options.force) throw new Mistake(`${file} exists. Choose another name, or pass --force`);
  await onReader(options, async ({ copyTo }) => {
    const partial = `${file}.partial`;
    try {
      await writeFile(partial, '', { mode: 0o600 });
      await copyTo(partial);
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    print(`Backed up to ${file}, ${(await stat(file)).size} bytes.`);
  });
}
