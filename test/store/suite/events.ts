import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppendOutcome, AppendRequest } from '../../../collector/store/event-store.ts';
import { append, DAY, event, HOUR, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { ALWAYS, eventsOf, excludedOf, idsOf, ledgerOf, type Open, paymentsOf } from './opened.ts';

const results = (outcomes: AppendOutcome[]) => outcomes.map(({ result }) => result);
const request = (over: Partial<AppendRequest>): AppendRequest => ({
  events: [],
  sessionTimeout: 30 * MINUTE,
  drops: [],
  givenUp: 0,
  received: NOON,
  ...over,
});

export function describeEvents(open: Open): void {
  describe('append', () => {
    it('stores an event id once per site, also within one request', async () => {
      const opened = open();
      const { events } = opened.store;
      const first = event();
      expect(results(await append(events, first, first))).toEqual(['stored', 'duplicate']);
      expect(results(await append(events, first, { ...first, site: SITE + 2 }))).toEqual(['duplicate', 'stored']);
      expect([eventsOf(opened).length, eventsOf(opened, SITE + 2).length]).toEqual([1, 1]);
    });

    it('keeps the first of two different events with one id', async () => {
      const opened = open();
      const first = event({ properties: '{"plan":"pro"}' });
      await append(opened.store.events, first);
      const other = { ...first, properties: '{"plan":"free"}', time: first.time + 1 };
      expect(await append(opened.store.events, other)).toEqual([{ result: 'differs', time: first.time }]);
      expect(eventsOf(opened)).toMatchObject([{ properties: { plan: 'pro' } }]);
    });

    it('does not hold a corrected clock against a repeat', async () => {
      const { events } = open().store;
      const first = event({ fixed_time: false });
      await append(events, first);
      expect(results(await append(events, { ...first, time: first.time + 7 }))).toEqual(['duplicate']);
    });

    it('answers in the order of the request, not in that of time', async () => {
      const { events } = open().store;
      const [late, early] = [event({ time: NOON + HOUR }), event({ time: NOON })];
      await append(events, early);
      expect(await append(events, late, early, event({ time: NOON - HOUR }))).toEqual([
        { result: 'stored', time: NOON + HOUR },
        { result: 'duplicate', time: NOON },
        { result: 'stored', time: NOON - HOUR },
      ]);
    });

    it('stores all of a request or nothing', async () => {
      const opened = open();
      await expect(append(opened.store.events, event(), event({ name: null as never }))).rejects.toThrow();
      expect([eventsOf(opened), await ledgerOf(opened)]).toEqual([[], {}]);
    });

    it('counts what was accepted, repeated and dropped under the hour of receipt', async () => {
      const opened = open();
      const first = event({ time: NOON - DAY });
      const drops = [{ site: SITE, reason: 'bot' as const, count: 3 }];
      await opened.store.events.append(request({ events: [first, first], drops, received: NOON + 5 }));
      await opened.store.events.append(request({ drops, received: NOON + HOUR }));
      const ledger = await opened.reader.reports.ledger(SITE, ALWAYS.start, ALWAYS.end);
      expect(ledger.toSorted((a, b) => a.hour - b.hour || (a.outcome < b.outcome ? -1 : 1))).toEqual([
        { hour: NOON, refused: false, outcome: 'accepted', count: 1 },
        { hour: NOON, refused: false, outcome: 'bot', count: 3 },
        { hour: NOON, refused: false, outcome: 'duplicate', count: 1 },
        { hour: NOON + HOUR, refused: false, outcome: 'bot', count: 3 },
      ]);
    });

    it('counts each loss that browsers tell of once, however often and in whatever order they are told', async () => {
      const told = fc.record({ event: fc.constantFrom('a', 'b', 'c'), givenUp: fc.integer({ min: 1, max: 100 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 12 }), async (list) => {
          const opened = open();
          const most = new Map<string, number>();
          for (const { event: event_id, givenUp } of list) {
            await opened.store.events.append(request({ events: [event({ event_id })], givenUp }));
            most.set(event_id, Math.max(givenUp, most.get(event_id) ?? 0));
          }
          const sum = [...most.values()].reduce((all, givenUp) => all + givenUp, 0);
          expect((await ledgerOf(opened)).lost).toBe(sum);
        }),
        { numRuns: 20 },
      );
    });

    it('counts the losses of one website apart from those of another', async () => {
      const opened = open();
      for (const site of [SITE, SITE + 2]) {
        await opened.store.events.append(request({ events: [event({ event_id: 'a', site })], givenUp: 3 }));
      }
      expect([(await ledgerOf(opened)).lost, (await ledgerOf(opened, SITE + 2)).lost]).toEqual([3, 3]);
    });
  });

  describe('hosts of accepted events', () => {
    it('are counted once per stored event, not of repeats, nor of what is kept apart', async () => {
      const { store, reader } = open();
      const first = event({ hostname: 'WWW.acme.com' });
      await append(store.events, first, event({ hostname: 'www.acme.com' }), event({ hostname: null }));
      await append(store.events, first, event({ exclusion: 'bot' }), event({ hostname: 'x'.repeat(254) }));
      expect(await reader.reports.arrivedHosts(SITE, NOON, NOON + 1)).toEqual([
        { hostname: 'www.acme.com', outcome: 'accepted', events: 2, lastAt: NOON },
      ]);
    });

    it('take no more than 201 rows of a day, though each event has its own', async () => {
      const { store, reader } = open();
      const flood = Array.from({ length: 500 }, (_, index) => event({ hostname: `h${index}.test`, visitor: null }));
      await append(store.events, ...flood);
      const hosts = await reader.reports.arrivedHosts(SITE, NOON, NOON + 1);
      expect(hosts).toHaveLength(201);
      expect(hosts.find(({ hostname }) => hostname === '(other)')?.events).toBe(300);
    });

    it('are forgotten with what is older than the website keeps, and after 400 days in any case', async () => {
      const { store, reader } = open();
      const hosts = async () =>
        (await reader.reports.arrivedHosts(SITE, ALWAYS.start, ALWAYS.end)).map(({ hostname }) => hostname).sort();
      const refused = (at: number, hostname: string) =>
        store.events.countRefused([{ site: SITE, reason: 'origin_not_allowed', hostname, count: 1, at }]);
      await refused(NOON - 402 * DAY, 'years.test');
      await refused(NOON - 30 * DAY, 'month.test');
      expect(await hosts()).toEqual(['month.test', 'years.test']);
      await refused(NOON, 'today.test');
      expect(await hosts()).toEqual(['month.test', 'today.test']);
      await store.events.prune(SITE, NOON - 7 * DAY);
      expect(await hosts()).toEqual(['today.test']);
    });
  });

  describe('countRefused', () => {
    it('enters refused events into the ledger by hour and reason, and the hosts they came from', async () => {
      const opened = open();
      const { store, reader } = opened;
      const refused = { site: SITE, reason: 'origin_not_allowed', hostname: 'thief.test', count: 3, at: NOON } as const;
      await store.events.countRefused([refused, { ...refused, reason: 'too_large', hostname: null, count: 1 }]);
      await store.events.countRefused([{ ...refused, count: 2, at: NOON + HOUR }]);
      expect(await ledgerOf(opened)).toEqual({ 'refused origin_not_allowed': 5, 'refused too_large': 1 });
      expect(await reader.reports.ledger(SITE, NOON + HOUR, NOON + 2 * HOUR)).toEqual([
        { hour: NOON + HOUR, refused: true, outcome: 'origin_not_allowed', count: 2 },
      ]);
      expect(await reader.reports.arrivedHosts(SITE, NOON, NOON + 1)).toEqual([
        { hostname: 'thief.test', outcome: 'refused', events: 5, lastAt: NOON + HOUR },
      ]);
    });
  });

  describe('prune', () => {
    it('deletes what is older than its website keeps and nothing else', async () => {
      const opened = open();
      const { events } = opened.store;
      await append(events, event({ time: NOON - 1 }), event({ event_id: 'young', time: NOON, visitor: 'v2' }));
      await append(events, event({ time: NOON - 1, exclusion: 'bot' }), event({ event_id: 'apart', exclusion: 'bot' }));
      await append(events, event({ time: NOON - 1, site: SITE + 2 }));
      await events.recordPayment(payment({ time: NOON - 1 }), 'keep');
      await events.recordPayment(payment({ time: NOON - 1, site: SITE + 2 }), 'keep');
      await events.recordPayment(payment({ revenue_id: 'rev_young', time: NOON }), 'keep');
      expect(await events.countOlderThan([SITE], NOON)).toBe(3);
      expect(await events.countOlderThan([SITE, SITE + 2], NOON)).toBe(5);
      while ((await events.prune(SITE, NOON)) > 0);
      expect([idsOf(eventsOf(opened)), idsOf(excludedOf(opened))]).toEqual([['young'], ['apart']]);
      expect(paymentsOf(opened).map(({ revenue_id }) => revenue_id)).toEqual(['rev_young']);
      expect(await opened.reader.reports.touches(SITE, 'v1', 0, ALWAYS.end)).toEqual([]);
      expect([eventsOf(opened, SITE + 2).length, paymentsOf(opened, SITE + 2).length]).toEqual([1, 1]);
    });

    it('takes a limited number of rows a call, and says how many', async () => {
      const opened = open();
      const { events } = opened.store;
      await append(events, ...Array.from({ length: 6000 }, () => event({ visitor: null, hostname: null })));
      const first = await events.prune(SITE, NOON + 1);
      expect(eventsOf(opened)).toHaveLength(6000 - first);
      expect([first > 0 && first < 6000, await events.prune(SITE, NOON + 1)]).toEqual([true, 6000 - first]);
      expect(await events.prune(SITE, NOON + 1)).toBe(0);
    });
  });

  describe('earliest', () => {
    it('is the time of a site’s first event or payment, whatever came first, and null without either', async () => {
      const { store } = open();
      expect(store.earliest(SITE)).toBe(null);
      await append(store.events, event({ time: NOON }), event({ time: NOON - HOUR, site: SITE + 2 }));
      expect(store.earliest(SITE)).toBe(NOON);
      await append(store.events, event({ time: NOON - MINUTE }));
      expect(store.earliest(SITE)).toBe(NOON - MINUTE);
      await store.events.recordPayment(payment({ time: NOON - DAY }), 'keep');
      expect(store.earliest(SITE)).toBe(NOON - DAY);
    });
  });
}
