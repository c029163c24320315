import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { website } from '../../../collector/contract/account/website.ts';
import { bizness, biznessOk, COMMAND, spawnBiznessOk, temporaryFolder } from '../../support/command.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let dataDir: string;
beforeEach(() => {
  temporary = temporaryFolder();
  dataDir = path.join(temporary.folder, 'data');
});
afterEach(() => temporary.remove());

const run = (...args: string[]) => bizness([...args, '--data-dir', dataDir]);
const json = async (...args: string[]) => JSON.parse(await biznessOk([...args, '--json', '--data-dir', dataDir]));

/** A user's mistake: one line on stderr, nothing on stdout, exit code 1, no stack. */
function expectMistake(outcome: Awaited<ReturnType<typeof bizness>>, words: string | RegExp): void {
  expect(outcome.stderr).toMatch(words);
  expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(outcome.stdout).toBe('');
  expect(outcome.code).toBe(1);
}

describe('bizness website', () => {
  it('creates a website with the chosen id and prints its script tag', async () => {
    const { code, stdout } = await run('website', 'add', 'acme.com', '--id', 'your-website-id');
    expect(stdout).toContain(
      '<script defer src="http://127.0.0.1:3000/bizness.js" data-website-id="your-website-id"></script>',
    );
    expect(code).toBe(0);
  });

  it('prints the website as the API would answer it', async () => {
    const options = ['--name', 'Acme', '--timezone', 'Europe/Berlin', '--currency', 'eur'];
    const made = await json('website', 'add', 'acme.com', ...options, '--allow', 'localhost', '--allow', '127.0.0.1');
    expect(website.strict().parse(made)).toMatchObject({
      id: expect.stringMatching(/^web_/),
      name: 'Acme',
      allowed_domains: ['acme.com', '*.acme.com', 'localhost', '127.0.0.1'],
      timezone: 'Europe/Berlin',
      currency: 'EUR',
    });
    expect(await json('website', 'list')).toEqual([made]);
  });

  it('reads the folder from DATA_DIR when no flag names it', async () => {
    await spawnBiznessOk(['website', 'add', 'acme.com'], { DATA_DIR: dataDir });
    expect(await json('website', 'list')).toHaveLength(1);
  });

  it('refuses an id that is taken', async () => {
    await json('website', 'add', 'acme.com', '--id', 'acme');
    expectMistake(
      await run('website', 'add', 'other.com', '--id', 'acme'),
      'A website with the id acme exists already',
    );
  });

  it.each(['acme.com', 'ACME.com', 'www.acme.com', 'acme.com.', 'https://www.Acme.com/pricing'])(
    'makes no second website of one domain in silence: %s',
    async (domain) => {
      const { id } = await json('website', 'add', 'acme.com');
      for (const more of [[], ['--json']]) {
        const { code, stderr } = await run('website', 'add', domain, ...more);
        expect([code, stderr]).toEqual([0, expect.stringContaining(`is counted already, as ${id}`)]);
        const [, taken] = /website delete (\S+) --confirm/.exec(stderr) as unknown as [string, string];
        expect((await run('website', 'delete', taken, '--confirm', taken)).code).toBe(0);
      }
      expect(await json('website', 'list')).toMatchObject([{ id }]);
    },
  );

  it('knows a domain in both spellings of its script, and says nothing of another one', async () => {
    const { id } = await json('website', 'add', 'müller.de');
    expect((await run('website', 'add', 'xn--mller-kva.de', '--id', 'second')).stderr).toContain(id);
    expect((await run('website', 'add', 'shop.müller.de')).stderr).toBe('');
  });

  it('takes the domain out of an address that was pasted', async () => {
    expect(await json('website', 'add', 'https://Beta.com:8443/x?a=b')).toMatchObject({
      domain: 'beta.com',
      allowed_domains: ['beta.com', '*.beta.com'],
    });
  });

  it.each([
    [['ftp://acme.com'], /domain/],
    [['acme.com', '--timezone', 'Mars/North'], /timezone/],
    [['acme.com', '--currency', 'XXQ'], /currency/],
    [['acme.com', '--allow', 'http://localhost:80'], /allowed_domains/],
    [[], /missing required argument/],
  ])('refuses %j in one line', async (args, words) => {
    expectMistake(await run('website', 'add', ...args), words);
  });
});

describe('bizness key', () => {
  beforeEach(async () => {
    await json('website', 'add', 'acme.com', '--id', 'acme');
  });

  it('shows a key once, with every scope but keys:write when none is chosen', async () => {
    const made = await json('key', 'create', '--website', 'acme');
    expect(made).toMatchObject({ key_id: expect.stringMatching(/^key_/), test: false, websites: ['acme'] });
    expect(made.key).toMatch(/^bz_live_[\w-]{43}$/);
    expect(made.scopes).toHaveLength(8);
    expect(made.scopes).not.toContain('keys:write');
    const { stdout } = await run('key', 'list');
    expect(stdout).toContain(made.key_id);
    expect(stdout).not.toContain(made.key);
  });

  it('makes a test key with chosen scopes, limits and an end', async () => {
    const choices = ['--scope', 'events:write', 'revenue:write', '--rate-limit', '5', '--batch-rate-limit', '7'];
    const made = await json('key', 'create', '--website', 'acme', '--test', ...choices, '--expires', '2126-01-31');
    expect(made).toMatchObject({
      key: expect.stringMatching(/^bz_test_/),
      test: true,
      scopes: ['events:write', 'revenue:write'],
      rate_limit: 5,
      batch_rate_limit: 7,
      expires_at: '2126-01-31T23:59:59Z',
    });
  });

  it('reaches the whole account when no website is named', async () => {
    expect(await json('key', 'create')).toMatchObject({ websites: null });
  });

  it('revokes a key', async () => {
    const { key_id } = await json('key', 'create', '--website', 'acme');
    expect(await json('key', 'revoke', key_id)).toMatchObject({ key_id, status: 'revoked' });
    expectMistake(await run('key', 'rotate', key_id), `${key_id} is revoked`);
  });

  it('rotates a key: a successor with the same powers, and a day more for the old one', async () => {
    const old = await json('key', 'create', '--website', 'acme', '--scope', 'analytics:read');
    const successor = await json('key', 'rotate', old.key_id);
    expect(successor).toMatchObject({ scopes: ['analytics:read'], websites: ['acme'] });
    expect(successor.key).not.toBe(old.key);
    const [kept] = await json('key', 'list');
    const hoursLeft = (Date.parse(kept.expires_at) - Date.now()) / 3_600_000;
    expect(hoursLeft).toBeGreaterThan(23.9);
    expect(hoursLeft).toBeLessThanOrEqual(24);
  });

  it.each([
    ['0', 0],
    ['30m', 0.5],
    ['1h', 1],
    ['7d', 168],
  ])('lets the old key live as long as --overlap %s says', async (overlap, hours) => {
    const old = await json('key', 'create');
    await json('key', 'rotate', old.key_id, '--overlap', overlap);
    const kept = (await json('key', 'list')).find(({ key_id }: { key_id: string }) => key_id === old.key_id);
    const left = (Date.parse(kept.expires_at) - Date.now()) / 3_600_000;
    expect(left).toBeGreaterThan(hours - 0.1);
    expect(left).toBeLessThanOrEqual(hours);
    expect(kept.status).toBe(hours === 0 ? 'expired' : 'live');
  });

  it.each([
    [['rotate', 'key_nope', '--overlap', 'soon'], '--overlap soon is no time'],
    [['rotate', 'key_nope', '--overlap', '31d'], '--overlap 31d is no time'],
    [['create', '--website', 'nope'], 'There is no website nope'],
    [['create', '--scope', 'everything'], 'There is no scope everything'],
    [['create', '--rate-limit', '0'], 'A rate limit is a whole number'],
    [['create', '--expires', 'soon'], '--expires takes an ISO 8601 time'],
    [['create', '--expires', '2020-01-01'], 'is in the past'],
    [['revoke', 'key_nope'], 'There is no key key_nope'],
    [['rotate', 'key_nope'], 'There is no key key_nope'],
    [['frobnicate'], /unknown command/],
  ])('refuses %j in one line', async (args, words) => {
    expectMistake(await run('key', ...args), words);
  });
});

describe('every command', () => {
  it('belongs to a program that the system may execute, as npx does', () => {
    accessSync(COMMAND, constants.X_OK);
    expect(readFileSync(COMMAND, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it.each([
    'start',
    'website add',
    'website list',
    'key create',
    'key list',
    'key revoke',
    'key rotate',
    'export',
    'backup',
    'restore',
    'check',
  ])('explains itself with an example: %s', async (command) => {
    const help = await biznessOk([...command.split(' '), '--help']);
    expect(help).toContain('Usage: bizness');
    expect(help).toContain('--data-dir');
    expect(help).toMatch(/Example:\n {2}\$ bizness/);
  });
});
