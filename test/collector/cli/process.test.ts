import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { biznessOk, spawnBizness, temporaryFolder } from '../../support/command.ts';

/* Each command once as an operator runs it: what the other tests of commands call within their own process. */

let temporary: ReturnType<typeof temporaryFolder>;
let dataDir: string;
const inTemporary = (name: string) => path.join(temporary.folder, name);
const run = (...args: string[]) => spawnBizness([...args, '--data-dir', dataDir]);

beforeAll(async () => {
  temporary = temporaryFolder();
  dataDir = inTemporary('data');
  await biznessOk(['website', 'add', 'acme.com', '--id', 'acme', '--data-dir', dataDir]);
  await biznessOk(['backup', inTemporary('earlier.db'), '--data-dir', dataDir]);
  writeFileSync(inTemporary('rates.csv'), 'Date,USD\n2024-01-15,1.09\n');
});
afterAll(() => temporary.remove());

describe('as a process of its own', () => {
  it.each<[string[], string | RegExp]>([
    [['website', 'add', 'other.com', '--id', 'other'], 'data-website-id="other"'],
    [['website', 'list'], 'acme.com'],
    [['key', 'create', '--website', 'acme'], /bz_live_/],
    [['key', 'list'], /key_/],
    [['person', 'invite', 'ann@acme.com'], /\/join#/],
    [['person', 'list'], 'Nobody yet'],
    [['visitor', 'delete', 'somebody', '--website', 'acme'], '0 events'],
    [['excluded', 'list', '--website', 'acme'], ''],
    [['excluded', 'add', '--website', 'acme', '--country', 'FR'], '0 events'],
    [['excluded', 'readmit', '--website', 'acme'], '0 events'],
    [['rates', 'import', 'rates.csv'], 'Imported 1 rate'],
    [['rates', 'list'], 'USD'],
    [['export', '--website', 'acme'], ''],
    [['check'], 'is sound'],
    [['backup', 'backup.db'], 'Backed up'],
    [['website', 'delete', 'other', '--confirm', 'other'], 'other is gone'],
    [['restore', 'earlier.db', '--force'], 'Restored'],
  ])('%j does its work and ends with 0', async (args, words) => {
    const outcome = await run(...args.map((arg) => (/[.](?:db|csv)$/.test(arg) ? inTemporary(arg) : arg)));
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(words);
  });

  it.each([
    [['key', 'revoke', 'key_nope'], 'There is no key key_nope'],
    [['key', 'rotate', 'key_nope'], 'There is no key key_nope'],
    [['person', 'remove', 'nobody@acme.com'], 'There is no nobody@acme.com'],
    [['frobnicate'], 'unknown command'],
    [['website', 'add'], 'missing required argument'],
  ])('%j tells a mistake in one line and ends with 1', async (args, words) => {
    const outcome = await run(...args);
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(words) });
    expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([[[]], [['--help']], [['--version']], [['key']]])('%j ends as such a command does', async (args) => {
    const { code, stdout, stderr } = await spawnBizness(args);
    expect([code, `${stdout}${stderr}`]).toEqual([
      args.length === 1 && args[0]?.startsWith('--') ? 0 : 1,
      expect.stringMatching(/^Usage: bizness|^\d+\.\d+\.\d+/),
    ]);
  });
});
