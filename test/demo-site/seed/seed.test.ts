import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bizness, temporaryFolder } from '../../support/command.ts';

const SEED = fileURLToPath(new URL('../../../dist/demo-site/seed/seed.js', import.meta.url));

async function seed(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [SEED, ...args], { env: { PATH: process.env.PATH ?? '' } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

describe('npm run seed', () => {
  it('fills a website up to this moment, and says how far it is and what came of it', async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const { code, stdout, stderr } = await seed(
      ...['--data-dir', folder, '--website', 'mine', '--days', '10', '--events', '800'],
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^10 % {2}\d+ events/);
    expect(stdout).toMatch(
      /\n100 % {2}[\d,]+ events.*\nWebsite mine \(quayside\.example\), 10 days to .*, 0 refused\.\n$/,
    );
    const lines = (await bizness(['export', '--data-dir', folder, '--website', 'mine'])).stdout.trim().split('\n');
    const times = lines.map((line) => Date.parse((JSON.parse(line) as { timestamp: string }).timestamp));
    // So few visitors come near to what was asked only in order of magnitude: 400 to 900, by the hour of the day.
    expect(times.length).toBeGreaterThan(200);
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
    expect((await bizness(['check', '--data-dir', folder])).code).toBe(0);
  });

  it.each([
    [['--until', '2999-01-01'], /2999-01-01 is yet to come/],
    [['--until', '2026-02-30'], /Expected a day/],
    [['--days', '0'], /whole number from 1/],
    [['--events', '5', '--visitors', '5'], /cannot be used with/],
    [['--to', 'http://127.0.0.1:1'], /needs --api-key/],
    [['--to', 'nowhere', '--api-key', 'k'], /expected an address/],
  ])('says in a line what is wrong with %j', async (args, complaint) => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const { code, stderr } = await seed('--data-dir', folder, ...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(complaint);
  });
});
