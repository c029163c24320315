import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizness, biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../../support/command.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector;
/** What was listed while there was nobody, and how the first person came. */
let listed: string;
let setupLink: string;
let accepted: Awaited<ReturnType<typeof accept>>;
beforeAll(async () => {
  temporary = temporaryFolder();
  collector = await startBizness(temporary.folder);
  listed = await person('list');
  setupLink = await collector.complaint(/^Set up your dashboard: .+$/m);
  accepted = await accept(setupLink, 'owner@acme.test');
});
afterAll(async () => {
  await collector.stop();
  temporary.remove();
});

const person = (...args: string[]) => biznessOk(['person', ...args, '--data-dir', temporary.folder]);
const mistake = async (...args: string[]) => {
  const { code, stderr } = await bizness(['person', ...args, '--data-dir', temporary.folder]);
  expect(code).toBe(1);
  return stderr;
};

async function accept(link: string, email?: string) {
  const response = await fetch(`${collector.url}/api/invitations/accept`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
    body: JSON.stringify({ token: link.slice(link.indexOf('#') + 1), password: 'correct horse battery', email }),
  });
  return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

const isSignedIn = async (cookie: string) => {
  const response = await fetch(`${collector.url}/api/session`, { headers: { Cookie: cookie } });
  return ((await response.json()) as { person: object | null }).person !== null;
};

describe('bizness start', () => {
  it('prints a setup link beside its log while there is nobody', async () => {
    expect(setupLink).toMatch(new RegExp(`^Set up your dashboard: ${collector.url}/setup#[\\w-]{43}$`));
    expect(JSON.stringify(collector.log)).not.toContain('setup#');
    expect(accepted.status).toBe(200);
  });
});

describe('bizness person', () => {
  it('invites beside a running collector, then resets, lists and removes', async () => {
    expect(listed).toMatch(/^Nobody yet/);
    expect(await mistake('remove', 'owner@acme.test')).toContain('is the last owner');
    const [link = ''] = (await person('invite', 'Ann@acme.test', '--role', 'owner')).split('\n');
    expect(link).toMatch(new RegExp(`^${collector.url}/join#[\\w-]{43}$`));
    const { status, cookie } = await accept(link);
    expect([status, await isSignedIn(cookie)]).toEqual([200, true]);

    const reset = JSON.parse(await person('invite', 'ann@acme.test', '--url', 'https://stats.acme.test/', '--json'));
    expect(reset).toMatchObject({ purpose: 'reset', email: 'ann@acme.test', role: 'owner' });
    expect(reset.url).toMatch(/^https:\/\/stats\.acme\.test\/join#/);
    expect((await accept(reset.url)).status).toBe(200);
    expect(await isSignedIn(cookie)).toBe(false);

    const other = JSON.parse(await person('invite', 'ben@acme.test', '--role', 'owner', '--json'));
    const ben = await accept(other.url);
    expect(JSON.parse(await person('list', '--json'))).toMatchObject([
      { email: 'owner@acme.test' },
      { email: 'ann@acme.test', role: 'owner', websites: null },
      { email: 'ben@acme.test' },
    ]);
    expect(await person('remove', 'BEN@acme.test')).toContain('Removed ben@acme.test');
    expect(await isSignedIn(ben.cookie)).toBe(false);
    expect(await person('list')).not.toContain('ben@acme.test');
  });

  it('names what is wrong', async () => {
    expect(await mistake('invite', 'nonsense')).toBe('bizness: nonsense is no e-mail address\n');
    expect(await mistake('invite', 'a@acme.test', '--role', 'boss')).toContain('Roles: owner, viewer');
    expect(await mistake('invite', 'a@acme.test', '--website', 'nobody')).toContain('There is no website nobody');
    expect(await mistake('invite', 'a@acme.test', '--url', 'stats')).toContain('--url takes an address');
    expect(await mistake('remove', 'a@acme.test')).toContain('There is no a@acme.test');
  });
});
