import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../support/command.ts';
import { KILLS } from '../support/depth.ts';
import { stored } from '../support/stored.ts';
import { brokenPromises, countStored, prepareShop } from './ledger.ts';
import { beginLoad, deliver, type Sent } from './load.ts';

let data: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector | null = null;
beforeEach(() => {
  data = temporaryFolder();
});
afterEach(async () => {
  if (collector !== null) await kill(collector);
  data.remove();
});

async function kill({ process }: RunningCollector): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
}

const total = (sent: Sent[]) => sent.reduce((sum, { refs }) => sum + refs.length, 0);

describe('kill -9', () => {
  it('costs nothing that was acknowledged under load, however often, and a retry stores the rest once', async () => {
    const key = await prepareShop(data.folder);
    const all: Sent[] = [];
    let unheard: Sent[] = [];
    let [cutOff, storedUnheard, roundsCutShort] = [0, 0, 0];

    for (let round = 0; round <= KILLS; round++) {
      // A new process recovers what is left, and is asked again what nobody heard the answer of.
      collector = await startBizness(data.folder);
      const left = countStored(data.folder);
      expect(brokenPromises(all, left), `after ${round} kills`).toEqual([]);
      cutOff += total(unheard);
      storedUnheard += unheard.flatMap(({ refs }) => refs).filter((ref) => left.has(ref)).length;
      if (unheard.length > 0) roundsCutShort++;
      const { url } = collector;
      expect(await Promise.all(unheard.map((request) => deliver(url, request)))).toEqual(unheard.map(() => true));
      if (round === KILLS) break;

      const load = beginLoad(url, key, `r${round}`);
      await load.begun;
      await pause(50 + Math.random() * 250);
      await kill(collector);
      await load.ended;
      all.push(...load.sent);
      unheard = load.sent.filter(({ acknowledged }) => !acknowledged);
    }

    const left = countStored(data.folder);
    expect(brokenPromises(all, left)).toEqual([]);
    expect(left.size).toBe(total(all));
    const exported = (await stored(data.folder, 'shop')).map(({ properties }) => properties.ref as string);
    expect(exported.sort()).toEqual(
      all
        .filter(({ path }) => path !== '/api/revenue')
        .flatMap(({ refs }) => refs)
        .sort(),
    );
    expect(await biznessOk(['check', '--data-dir', data.folder])).toContain('is sound');
    // Else the load was too light to prove anything.
    expect(roundsCutShort).toBeGreaterThan(KILLS / 2);
    console.log(
      `kill -9: ${KILLS} rounds, ${total(all) - cutOff} events and payments acknowledged, all there once; of ${cutOff} cut off, ` +
        `${storedUnheard} had been stored unheard; ${left.size} after retries, none twice`,
    );
  });
});
