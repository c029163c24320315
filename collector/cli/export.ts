import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { stringify } from 'csv-stringify';
import { siteOf } from '../model/website.ts';
import { EXPORT_COLUMNS, type ExportedEvent, exportEvents } from '../store/sqlite/export-events.ts';
import { type DataDirOption, onStore, withDataDir } from './data-dir.ts';
import { Mistake } from './mistake.ts';

interface Options extends DataDirOption {
  website: string;
  format: 'ndjson' | 'csv';
  out?: string;
}

export function exportCommand(program: Command): void {
  withDataDir(program.command('export'))
    .description('write every stored event of a website, one a line')
    .requiredOption('--website <id>', 'the website')
    .addOption(new Option('--format <format>', 'form of a line').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--out <file>', 'file to write (default: standard output)')
    .addHelpText('after', '\nExample:\n  $ bizness export --website web_1 --format csv --out events.csv')
    .action(run);
}

async function run(options: Options): Promise<void> {
  await onStore(options, async ({ db, registry }) => {
    const website = registry.website(options.website);
    if (website === null) throw new Mistake(`There is no website ${options.website}. See: bizness website list`);
    const events = exportEvents(db, siteOf(website, false));
    if (options.out === undefined) return write(events, options.format, process.stdout);
    // Under its own name only when it is whole.
    const partial = `${options.out}.partial`;
    try {
      await write(events, options.format, createWriteStream(partial, { mode: 0o600 }));
      await rename(partial, options.out);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  });
}

async function write(events: Iterable<ExportedEvent>, format: Options['format'], to: Writable): Promise<void> {
  const source = Readable.from(format === 'csv' ? rows(events) : lines(events));
  try {
    // Formulas are defused: a spreadsheet would execute what a visitor typed.
    if (format === 'csv') await pipeline(source, stringify({ escape_formulas: true }), to);
    else await pipeline(source, to);
  } catch (error) {
    // A reader such as `head` had enough.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

function* lines(events: Iterable<ExportedEvent>): Generator<string> {
  for (const event of events) yield `${JSON.stringify(event)}\n`;
}

function* rows(events: Iterable<ExportedEvent>): Generator<unknown[]> {
  yield [...EXPORT_COLUMNS];
  for (const event of events) {
    yield EXPORT_COLUMNS.map((column) => {
      const value = event[column];
      return typeof value === 'string' || typeof value === 'number' || value === null ? value : JSON.stringify(value);
    });
  }
}
