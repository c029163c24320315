import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bizness } from '../../snippet/types.ts';
import {
  type Answer,
  closeBrowser,
  ok,
  openBrowser,
  openPage,
  pass,
  type Sent,
  unavailable,
  unreachable,
  waiting,
} from './page.ts';

const POISON = "' OR 1=1 --";
const MINUTE = 60_000;

/** How something between a page and the collector may deal with what it dislikes. */
const REFUSALS: Record<string, () => Answer> = {
  'a 403': () => ({ status: 403 }),
  'a 403 in JSON': () => ({ status: 403, body: { success: false } }),
  'a 400': () => ({ status: 400 }),
  'a 413': () => ({ status: 413, body: { success: false } }),
  'a 406': () => ({ status: 406 }),
  'a 503': () => unavailable,
  'an answer nobody may read': unreachable,
  'a page of its own': () => ({ status: 200 }),
};

describe('what is refused for good', () => {
  let collector: ReturnType<typeof openBrowser>;
  let arrived: Set<string>;
  /** How many events the collector was told to be given up. */
  let lost: number;
  beforeEach(() => {
    collector = openBrowser();
    arrived = new Set();
    lost = 0;
  });
  afterEach(closeBrowser);

  /** Has a front refuse what holds the poison, and the collector take all else. */
  const refuse = (refusal: () => Answer) => {
    collector.answer = (sent) => {
      if (JSON.stringify(sent.body).includes(POISON)) return refusal();
      return arrive(sent);
    };
  };
  const arrive = ({ body }: Sent) => {
    lost += body.dropped_events;
    for (const { event_name } of body.events) arrived.add(event_name);
    return ok;
  };
  const purchases = ({ track }: Bizness, count: number, bad: number[]) => {
    for (let i = 0; i < count; i++) track(`p${i}`, { note: bad.includes(i) ? POISON : 'thanks' });
  };

  it.each(Object.entries(REFUSALS))(
    'holds back no other: 99 of 100 purchases arrive in spite of %s',
    async (_, refusal) => {
      refuse(refusal);
      const { bizness } = await openPage();
      purchases(bizness, 100, [37]);
      await pass(2 * MINUTE);
      expect(arrived.size).toBe(100);
      expect(arrived.has('p37')).toBe(false);
    },
  );

  it.each(Object.entries(REFUSALS))(
    'is given up and told of, and none but it, after %s while others arrive',
    async (_, refusal) => {
      refuse(refusal);
      const { bizness } = await openPage();
      purchases(bizness, 100, [37]);
      await pass(2 * MINUTE);
      for (let i = 0; i < 6; i++) {
        bizness.track(`later${i}`);
        await pass(6 * MINUTE);
      }
      expect(waiting()).toEqual([]);
      expect(lost).toBe(1);
      expect(arrived.size).toBe(106);
      // Told once, and confirmed.
      expect(localStorage.getItem('bizness:shop:dropped')).toBeNull();
    },
  );

  it('is given up within two minutes where it is refused in so many words', async () => {
    refuse(REFUSALS['a 403']!);
    const { bizness } = await openPage();
    purchases(bizness, 100, [0]);
    await pass(2 * MINUTE);
    expect(waiting()).toEqual([]);
    expect(localStorage.getItem('bizness:shop:dropped')).toBe('1');
  });

  it('costs no storm of requests', async () => {
    refuse(REFUSALS['a 403']!);
    const { bizness } = await openPage();
    purchases(bizness, 100, [37]);
    await pass(60 * MINUTE);
    expect(collector.requests.length).toBeLessThan(25);
  });

  it('holds back no later event on pages that are soon left', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    refuse(unreachable);
    const first = await openPage();
    purchases(first.bizness, 60, [3, 20, 41]);
    first.close();
    for (let i = 0; i < 10; i++) {
      const { bizness, close } = await openPage();
      bizness.track(`later${i}`);
      await pass(3000);
      close();
    }
    expect([...arrived].filter((name) => name.startsWith('later')).length).toBeGreaterThanOrEqual(8);
  });

  it.each(['a 403', 'a 400', 'a 503', 'an answer nobody may read'])(
    'is nothing as long as nothing comes through: %s for all loses none, however long',
    async (name) => {
      collector.answer = REFUSALS[name]!;
      const { bizness } = await openPage();
      purchases(bizness, 70, []);
      await pass(60 * 24 * MINUTE);
      expect(waiting()).toHaveLength(71);
      collector.answer = arrive;
      await pass(10 * MINUTE);
      expect(waiting()).toEqual([]);
      expect(arrived.size).toBe(71);
      expect(lost).toBe(0);
    },
  );

  it('in the collector’s own words is nobody’s fault but the envelope’s, and loses no event', async () => {
    const { bizness } = await openPage();
    await pass(100);
    collector.answer = () => ({ status: 400, body: { success: false, error: { code: 'INVALID_REQUEST' } } });
    purchases(bizness, 10, []);
    await pass(60 * MINUTE);
    expect(waiting().length).toBeGreaterThanOrEqual(9);
  });

  it('is sent once at least, and the next after it, where no answer can be read', async () => {
    const sent = new Set<string>();
    collector.answer = ({ body }) => {
      for (const { event_name } of body.events) sent.add(event_name);
      return unreachable();
    };
    const { bizness } = await openPage();
    purchases(bizness, 100, []);
    await pass(10_000);
    expect(sent.size).toBe(101);
    await pass(60 * MINUTE);
    // 2, 4, 8 … seconds, then every five minutes.
    expect(collector.requests.length).toBeLessThan(25);
  });

  it('whatever it is and however often, holds back nothing else, and nothing else is given up', async () => {
    const bad = fc.uniqueArray(fc.nat(79), { maxLength: 4 });
    await fc.assert(
      fc
        .asyncProperty(
          fc.constantFrom(...Object.values(REFUSALS)),
          bad,
          fc.integer({ min: 1, max: 80 }),
          async (refusal, bad, count) => {
            collector = openBrowser();
            arrived = new Set();
            lost = 0;
            refuse(refusal);
            const { bizness } = await openPage();
            purchases(bizness, count, bad);
            for (let i = 0; i < 40; i++) {
              await pass(10 * MINUTE);
              bizness.track(`later${i}`);
            }
            await pass(10 * MINUTE);
            const atFault = bad.filter((index) => index < count).length;
            expect(arrived.size).toBe(1 + count - atFault + 40);
            expect(waiting().length + lost + Number(localStorage['bizness:shop:dropped'] ?? 0)).toBe(atFault);
          },
        )
        .afterEach(closeBrowser),
      { numRuns: 20 },
    );
  });
});
