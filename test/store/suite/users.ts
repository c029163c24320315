import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../collector/model/event.ts';
import { findPersons } from '../../reference/persons.ts';
import { append, event, MINUTE, NOON, SITE } from '../../support/made-up.ts';
import { identify, someIdentifies } from '../identifies.ts';
import { eventsOf, type Open, type Opened } from './opened.ts';

const VISITORS = ['v1', 'v2', 'v3'];

/** Who is which user, of the visitors that are one. */
async function users({ reader }: Opened, site = SITE): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const visitor of VISITORS) {
    const user = await reader.reports.userOf(site, visitor);
    if (user !== null) found[visitor] = user;
  }
  return found;
}

/** The users by a plain reading of the definition. */
function expectedUsers(events: NewEvent[]): Record<string, string> {
  const { userOf } = findPersons(events);
  const known = VISITORS.map((visitor) => [visitor, userOf(visitor)]).filter(([, user]) => user !== null);
  return Object.fromEntries(known);
}

export function describeUsers(open: Open): void {
  describe('a visitor', () => {
    it('is the user that its first identify names, and stays that user', async () => {
      const opened = open();
      await append(opened.store.events, identify('v1', 'ann'), identify('v1', 'bob', { time: NOON + MINUTE }));
      expect(await users(opened)).toEqual({ v1: 'ann' });
      expect(await opened.reader.reports.identifiedVisitor(SITE, 'ann')).toBe('v1');
      expect(await opened.reader.reports.identifiedVisitor(SITE, 'bob')).toBe(null);
    });

    it('is another user when an earlier identify arrives late', async () => {
      const opened = open();
      await append(opened.store.events, identify('v1', 'bob', { time: NOON + MINUTE }));
      await append(opened.store.events, identify('v1', 'ann'));
      expect(await users(opened)).toEqual({ v1: 'ann' });
    });

    it('is the first that was identified as a user, of those that are this user', async () => {
      const { store, reader } = open();
      await append(store.events, identify('v2', 'ann', { time: NOON + MINUTE }));
      await append(store.events, identify('v3', 'ann', { time: NOON + 2 * MINUTE }), identify('v1', 'ann'));
      expect(await reader.reports.identifiedVisitor(SITE, 'ann')).toBe('v1');
    });

    it('is the same user whatever the order, the portions and the repeats', async () => {
      const deliveries = someIdentifies.chain((events) =>
        fc.record({
          events: fc.constant(events),
          sent: fc
            .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
            .map(([all, again]) => [...all, ...again]),
          portion: fc.integer({ min: 1, max: 5 }),
        }),
      );
      const opened = open();
      let site = SITE;
      await fc.assert(
        fc.asyncProperty(deliveries, async ({ events, sent, portion }) => {
          site += 2;
          for (let at = 0; at < sent.length; at += portion) {
            await append(opened.store.events, ...sent.slice(at, at + portion).map((each) => ({ ...each, site })));
          }
          expect(await users(opened, site)).toEqual(expectedUsers(events));
        }),
      );
    });

    it('is whoever the events that are left say, once the older ones are deleted', async () => {
      const opened = open();
      let site = SITE;
      await fc.assert(
        fc.asyncProperty(someIdentifies, fc.integer({ min: 0, max: 10 }), async (events, minute) => {
          site += 2;
          await append(opened.store.events, ...events.map((each) => ({ ...each, site })));
          const before = NOON + minute * MINUTE;
          while ((await opened.store.events.prune(site, before)) > 0);
          expect(await users(opened, site)).toEqual(expectedUsers(events.filter(({ time }) => time >= before)));
        }),
      );
    });

    it('is known to its own website alone, and to live data or test data alone', async () => {
      const opened = open();
      await append(opened.store.events, identify('v1', 'ann'));
      await append(opened.store.events, identify('v1', 'bob', { site: SITE + 1, time: NOON - MINUTE }));
      expect([await users(opened), await users(opened, SITE + 1), await users(opened, SITE + 2)]).toEqual([
        { v1: 'ann' },
        { v1: 'bob' },
        {},
      ]);
    });

    it('without a stored id is a user for as long as its daily id lives', async () => {
      const { store, reader } = open();
      await append(store.events, event({ visitor: 'yesterday', time: NOON - MINUTE }));
      await append(store.events, identify('today', 'ann', { previous_visitor: 'yesterday' }));
      expect(await reader.reports.userOf(SITE, 'yesterday')).toBe('ann');
      expect(await reader.reports.userOf(SITE, 'today')).toBe(null);
    });

    it('is told in the export on all its events, those before it was known too', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event(),
        identify('v1', 'ann', { time: NOON + MINUTE }),
        event({ visitor: 'v2' }),
        event({ visitor: null }),
      );
      const told = eventsOf(opened).map(({ visitor_id, user_id }) => [visitor_id, user_id]);
      expect(told.sort()).toEqual([
        [null, null],
        ['v1', 'ann'],
        ['v1', 'ann'],
        ['v2', null],
      ]);
    });
  });
}
