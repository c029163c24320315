import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat, type ExportKind } from '../contract/account/export.ts';
import { siteOf } from '../model/site.ts';
import { exportText } from '../threads/export-text.ts';
import { type DataDirOption, onReader, withDataDir } from './data-dir.ts';
import { findWebsite } from './find-website.ts';

interface Options extends DataDirOption {
  website: string;
  format: ExportFormat;
  out?: string;
  excluded?: boolean;
  payments?: boolean;
}

export function exportCommand(program: Command): void {
  withDataDir(program.command('export'))
    .description('write every stored event, or payment, of a website, one a line')
    .requiredOption('--website <id>', 'the website')
    .addOption(new Option('--format <format>', 'form of a line').choices(EXPORT_FORMATS).default('ndjson'))
    .option('--excluded', 'the events that are kept apart, with the reason, instead of those that are counted')
    .addOption(
      new Option('--payments', 'payments, renewals, refunds and trials instead of events').conflicts('excluded'),
    )
    .option('--out <file>', 'file to write (default: standard output)')
    .addHelpText('after', '\nExample:\n  $ bizness export --website web_1 --format csv --out events.csv')
    .action(run);
}

async function run(options: Options): Promise<void> {
  await onReader(options, async ({ rows }, { registry }) => {
    const site = siteOf(findWebsite(registry, options.website), false);
    const kind: ExportKind = options.payments ? 'payments' : options.excluded ? 'excluded' : 'events';
    const text = exportText(rows, { site, kind, format: options.format, start: null, end: null });
    if (options.out === undefined) return write(text, process.stdout);
    // Under its own name only when it is whole.
    const partial = `${options.out}.partial`;
    try {
      await write(text, createWriteStream(partial, { mode: 0o600 }));
      await rename(partial, options.out);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  });
}

async function write(text: Iterable<string>, to: Writable): Promise<void> {
  try {
    // Standard output is not this command's to end.
    await pipeline(Readable.from(text), to, { end: to !== process.stdout });
  } catch (error) {
    // A reader such as `head` had enough.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}
