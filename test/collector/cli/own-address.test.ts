import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  biznessOk,
  type RunningCollector,
  spawnBizness,
  spawnBiznessOk,
  startBizness,
  temporaryFolder,
} from '../../support/command.ts';

let temporary: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector | null = null;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(() => {
  if (collector?.process.exitCode === null) collector.process.kill('SIGKILL');
  collector = null;
  temporary.remove();
});

const on = () => ['--data-dir', temporary.folder];
const start = async (...args: string[]) => {
  collector = await startBizness(temporary.folder, args);
  return collector;
};
let added = 0;
/** What `website add` prints, and the address in its tag. */
async function tagAddress(env: Record<string, string> = {}): Promise<[address: string | undefined, printed: string]> {
  added += 1;
  const printed = await spawnBiznessOk(['website', 'add', `acme-${added}.test`, ...on()], env);
  return [/src="(.+)\/bizness\.js"/.exec(printed)?.[1], printed];
}
const linkAddress = async (env: Record<string, string> = {}): Promise<string> => {
  const invitation = ['person', 'invite', 'ann@acme.test', '--json', ...on()];
  return new URL(JSON.parse(await spawnBiznessOk(invitation, env)).url).origin;
};

describe('the address in what commands print', () => {
  it('is that of the collector running on the store, whatever its port and the settings of the shell', async () => {
    const { url } = await start();
    expect((await tagAddress())[0]).toBe(url);
    expect(await linkAddress({ PORT: '4000', HOST: '127.0.0.2' })).toBe(url);
  });

  it('is one that a browser can open when the collector listens everywhere', async () => {
    const { url } = await start('--host', '0.0.0.0');
    expect(await linkAddress()).toBe(url.replace('0.0.0.0', '127.0.0.1'));
  });

  it('is the PUBLIC_URL that the collector was started with, also that of its setup link', async () => {
    const running = await start('--public-url', 'https://Stats.acme.test/');
    expect(await running.complaint(/\S+\/setup#/)).toBe('https://stats.acme.test/setup#');
    expect((await tagAddress())[0]).toBe('https://stats.acme.test');
    expect(await linkAddress({ PUBLIC_URL: 'https://other.acme.test' })).toBe('https://other.acme.test');
  });

  it('is guessed, and said to be, when the collector has ended: asked to, or killed', async () => {
    const first = await start();
    expect(existsSync(path.join(temporary.folder, 'collector.address'))).toBe(true);
    await first.stop();
    expect(readdirSync(temporary.folder).filter((name) => name.includes('address'))).toEqual([]);

    const second = await start();
    second.process.kill('SIGKILL');
    await expect.poll(() => second.process.signalCode).toBe('SIGKILL');
    expect(existsSync(path.join(temporary.folder, 'collector.address'))).toBe(true);
    const [address, printed] = await tagAddress({ PORT: '4000' });
    expect(address).toBe('http://127.0.0.1:4000');
    expect(printed).toContain('No collector is running here, so http://127.0.0.1:4000 is a guess.');
    expect(await biznessOk(['person', 'invite', 'ann@acme.test', ...on()])).toContain('is a guess');
  });

  it.each([
    ['start', '--port', '0'],
    ['website', 'add', 'acme.test'],
    ['person', 'invite', 'ann@acme.test'],
  ])('is judged before anything is done, where PUBLIC_URL is none: %s', async (...command) => {
    expect(await spawnBizness([...command, ...on()], { PUBLIC_URL: 'stats.acme.test' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'bizness: PUBLIC_URL: expected an address such as https://stats.acme.com, without a path\n',
    });
    expect(readdirSync(temporary.folder)).toEqual([]);
  });
});
