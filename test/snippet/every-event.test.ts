import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeBrowser, waiting } from './page.ts';
import { createWorld, type Fate, type Step } from './world.ts';

const is = <T extends string>(...values: T[]) => fc.constantFrom(...values);

const tab = fc.nat(2);
const times = fc.integer({ min: 1, max: 6 });
const bad = fc.uniqueArray(fc.nat(5), { maxLength: 3 });
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: is('ok'), bad: fc.constant<number[]>([]) }) },
  fc.record({ kind: is('ok'), bad }),
  fc.record({ kind: is('bad'), status: fc.constantFrom(400, 413) }),
  fc.record({ kind: is('bad'), status: fc.constant(400), bad }),
  fc.record({
    kind: is('later'),
    status: fc.constantFrom(429, 503, 500, 404, 200),
    asked: fc.constantFrom(0, 1, 20, 5000),
  }),
  { weight: 2, arbitrary: fc.record({ kind: is('none'), cameThrough: fc.boolean() }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: is('track'), tab, times }) },
  { weight: 4, arbitrary: fc.record({ do: is('answer'), fate }) },
  { weight: 4, arbitrary: fc.record({ do: is('pass'), ms: fc.constantFrom(0, 40, 100, 1000, 3000, 30_000) }) },
  { weight: 2, arbitrary: fc.record({ do: is('flush'), tab, times: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: is('close'), tab }) },
  { weight: 4, arbitrary: fc.record({ do: is('open', 'hide', 'show', 'online', 'sleep') }) },
);

describe('every event', () => {
  it('is confirmed once or counted as given up; by one request at a time in each tab, and none before a wait is over', async () => {
    await fc.assert(
      fc
        .asyncProperty(is('there', 'denied', 'missing'), fc.array(step, { maxLength: 60 }), async (locks, steps) => {
          const world = createWorld(locks);
          await world.act({ do: 'open' });
          for (const each of steps) await world.act(each);
          await world.finish();
          expect(waiting()).toEqual([]);
          expect(world.lost().length).toBeLessThanOrEqual(world.givenUp());
          // Nothing else in this world makes the queue give up: an event is too old, or was refused alone four times.
          const refusals = steps.filter((each) => each.do === 'answer' && each.fate.kind === 'bad').length;
          if (!steps.some((each) => each.do === 'sleep')) expect(world.givenUp()).toBeLessThanOrEqual(refusals / 4);
        })
        .afterEach(closeBrowser),
      { numRuns: 150 },
    );
  }, 120_000);
});
