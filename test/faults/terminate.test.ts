import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../support/command.ts';
import { brokenPromises, countStored, prepareShop } from './ledger.ts';
import { beginLoad } from './load.ts';

/** Just below the ten seconds after which a stop stops waiting for those who are slow. */
const PROMPT_MS = 9500;
const LOADED_WITH = 500;

let data: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector;
beforeEach(() => {
  data = temporaryFolder();
});
afterEach(async () => {
  if (collector.process.exitCode === null && collector.process.signalCode === null) {
    collector.process.kill('SIGKILL');
    await once(collector.process, 'exit');
  }
  data.remove();
});

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('lets the collector answer what it has taken, keep all of it, and end well and soon', async () => {
    const key = await prepareShop(data.folder);
    collector = await startBizness(data.folder);
    const load = beginLoad(collector.url, key, 'load');
    await expect.poll(() => load.sent.length, { timeout: 120_000 }).toBeGreaterThan(LOADED_WITH);

    const asked = performance.now();
    const exited = once(collector.process, 'exit');
    collector.process.kill(signal);
    expect(await exited).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(PROMPT_MS);

    await load.ended;
    const stored = countStored(data.folder);
    expect(brokenPromises(load.sent, stored)).toEqual([]);
    // What was taken was also answered: nothing is there that nobody was told of.
    const told = load.sent.filter(({ acknowledged }) => acknowledged).flatMap(({ refs }) => refs);
    expect(stored.size).toBe(told.length);
    expect(await biznessOk(['check', '--data-dir', data.folder])).toContain('is sound');
  });
});
