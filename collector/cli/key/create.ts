import type { Command } from 'commander';
import { mintKey } from '../../account/key.ts';
import { timestamp } from '../../contract/fields.ts';
import { parseTimestamp } from '../../contract/timestamp.ts';
import { SCOPES, type Scope } from '../../contract/vocabulary.ts';
import { type DataDirOption, onStore, withDataDir } from '../data-dir.ts';
import { Mistake } from '../mistake.ts';
import { printNewKey } from './key-answer.ts';

interface Options extends DataDirOption {
  name?: string;
  website?: string[];
  scope?: string[];
  test?: boolean;
  rateLimit?: number;
  batchRateLimit?: number;
  expires?: string;
  json?: boolean;
}

export function keyCreate(parent: Command): void {
  withDataDir(parent.command('create'))
    .description('make an API key and print it, once')
    .option('--name <name>', 'what it is for, so that a list can be read')
    .option('--website <id...>', 'websites it may reach (default: all of the account)')
    .option('--scope <scope...>', `what it may do: ${SCOPES.join(', ')} (default: all but keys:write)`)
    .option('--test', 'a key whose events are checked but kept out of the reports')
    .option('--rate-limit <n>', 'requests an hour (default: 1000)', wholeNumber)
    .option('--batch-rate-limit <n>', 'batches an hour (default: 5000)', wholeNumber)
    .option('--expires <time>', 'when it ends by itself, ISO 8601')
    .option('--json', 'print the key as JSON')
    .addHelpText('after', '\nExample:\n  $ bizness key create --website web_1 --scope events:write revenue:write')
    .action(create);
}

async function create(options: Options): Promise<void> {
  const now = Date.now();
  const scopes = options.scope === undefined ? {} : { scopes: options.scope.map(scope) };
  const expiresAt = options.expires === undefined ? null : future(options.expires, now);
  await onStore(options, async ({ registry }) => {
    for (const id of options.website ?? []) {
      if (registry.website(id) === null) throw new Mistake(`There is no website ${id}. See: bizness website list`);
    }
    const minted = mintKey(
      {
        ...scopes,
        name: options.name?.trim().slice(0, 200) || null,
        test: options.test ?? false,
        websites: options.website === undefined ? null : [...new Set(options.website)],
        rateLimit: options.rateLimit ?? null,
        batchRateLimit: options.batchRateLimit ?? null,
        expiresAt,
      },
      now,
    );
    await registry.createKey(minted.key);
    printNewKey(minted, options.json ?? false, now);
  });
}

function scope(name: string): Scope {
  const known = SCOPES.find((candidate) => candidate === name);
  if (known === undefined) throw new Mistake(`There is no scope ${name}. Scopes: ${SCOPES.join(', ')}`);
  return known;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Mistake(`A rate limit is a whole number of requests an hour, 1 or more; got ${text}`);
}

function future(text: string, now: number): number {
  // A day alone is its end, so that a key made to expire today still works today.
  const parsed = timestamp.safeParse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text);
  if (!parsed.success) throw new Mistake(`--expires takes an ISO 8601 time such as 2027-01-31T12:00:00Z; got ${text}`);
  const time = parseTimestamp(parsed.data);
  if (time <= now) throw new Mistake(`--expires ${text} is in the past`);
  return time;
}
