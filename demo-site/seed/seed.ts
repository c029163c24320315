import { Command, InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { readConfig } from '../../collector/config.ts';
import { openLoading } from '../../collector/loading.ts';
import { historyOf, progress as shareOf } from '../traffic/calendar.ts';
import { happenedBy } from '../traffic/happened-by.ts';
import { traffic, visitsForEvents, visitsForVisitors } from '../traffic/traffic.ts';
import { createApi } from './api.ts';
import { httpTarget } from './http-target.ts';
import { type Progress, startProgress } from './progress.ts';
import { storeTarget } from './store-target.ts';
import type { Target } from './target.ts';

/*
 * `npm run seed`: a believable year of a small software business, into a store of one's own or into a running collector.
 */

interface Options {
  to?: string;
  apiKey?: string;
  dataDir?: string;
  website?: string;
  domain: string;
  timezone: string;
  currency: string;
  until?: string;
  days: number;
  events?: number;
  visitors?: number;
  seed: number;
}

const DEFAULT_EVENTS = 100_000;

const program = new Command('npm run seed --')
  .description('Fills a website with a believable history. The same seed makes the same history.')
  .option('--to <url>', 'send to the collector running there, in place of writing to a store')
  .addOption(new Option('--api-key <key>', 'key for --to, made without --scope').env('BIZNESS_API_KEY'))
  .option('--data-dir <dir>', 'folder of the store, of which no collector has hold (default: DATA_DIR, else ./data)')
  .option('--website <id>', 'website to fill, made where there is none (default: a new one)')
  .option('--domain <domain>', 'domain of a website that is made', 'quayside.example')
  .option('--timezone <zone>', 'time zone of a website that is made', 'Europe/Paris')
  .option('--currency <code>', 'currency of a website that is made', 'EUR')
  .option('--until <day>', 'last day, such as 2026-03-31 (default: today)', day)
  .option('--days <number>', 'how many days', wholeFrom(1, 3650), 365)
  .addOption(
    new Option('--events <number>', `about how many events (default: ${DEFAULT_EVENTS})`).argParser(wholeFrom(1)),
  )
  .addOption(new Option('--visitors <number>', 'about how many visitors').argParser(wholeFrom(1)).conflicts('events'))
  .option('--seed <number>', 'what chance begins with', wholeFrom(0, 0x7fffffff), 1)
  .addHelpText('after', '\nExample:\n  $ npm run seed -- --events 1000000 --website quayside')
  .action(run);

function wholeFrom(least: number, most = 100_000_000): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

function day(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new InvalidArgumentError('Expected a day such as 2026-03-31.');
  }
}

async function run(options: Options): Promise<void> {
  const now = Date.now();
  const bar = startProgress(process.stdout, Date.now);
  const target = await openTarget(options, bar);
  try {
    const { website: id, domain, timezone, currency, days, seed } = options;
    const website = await target.website({ id, domain, timezone, currency });
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(website.timezone).toPlainDate();
    const until = options.until ?? today.toString();
    if (Temporal.PlainDate.compare(until, today) > 0) throw new Error(`${until} is yet to come`);
    const visits =
      options.visitors === undefined
        ? visitsForEvents(options.events ?? DEFAULT_EVENTS, days)
        : visitsForVisitors(options.visitors, days);
    const history = historyOf(until, days, website.timezone);
    const acts = happenedBy(now, traffic({ seed, until, days, visits, website }));
    const tally = await target.load(website, acts, (at, { events }) => bar.tell(shareOf(history, at), events));
    bar.tell(1, tally.events);
    bar.end();
    const count = (number: number) => number.toLocaleString('en');
    process.stdout.write(
      `Website ${website.id} (${website.domain}), ${days} days to ${until}, seed ${seed}: ${count(tally.events)} events and ` +
        `${count(tally.payments)} payments in ${count(tally.requests)} requests; ${count(tally.repeats)} came twice, ` +
        `${count(tally.dropped)} were dropped as they should be, ${count(tally.refused)} refused.\n`,
    );
  } finally {
    bar.end();
    await target.close();
  }
}

async function openTarget({ to, apiKey, dataDir }: Options, bar: Progress): Promise<Target> {
  if (to !== undefined) {
    if (!URL.canParse(to)) throw new Error(`--to: expected an address such as http://127.0.0.1:3000, not ${to}`);
    if (apiKey === undefined) throw new Error('--to needs --api-key, or BIZNESS_API_KEY: bizness key create');
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    return httpTarget(createApi({ url: to, key: apiKey, wait, warn: bar.say }));
  }
  const config = readConfig({ DATA_DIR: dataDir ?? process.env.DATA_DIR, GEOIP_DB: process.env.GEOIP_DB });
  const loading = await openLoading(config, Date.now, bar.say).catch((error: Error) => {
    throw error.message.startsWith('Another') ? new Error(`${error.message}. Name it with --to, or stop it`) : error;
  });
  return storeTarget(loading, Date.now);
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`seed: ${(error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ')}\n`);
  process.exitCode = 1;
}
