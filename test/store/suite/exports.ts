import { describe, expect, it } from 'vitest';
import { append, event, HOUR, NOON, payment, SITE } from '../../support/made-up.ts';
import { identify } from '../identifies.ts';
import { eventsOf, idsOf, type Open, paymentsOf } from './opened.ts';

const EVER = { site: SITE, start: null, end: null };

export function describeExports(open: Open): void {
  describe('rows that are given away', () => {
    it('are events with what was sent and what was derived', async () => {
      const opened = open();
      const sent = {
        hostname: 'acme.com',
        page: '/pricing',
        interactive: false,
        engaged_seconds: 7,
        source: 'Google',
        country: 'FR',
        timezone: 'Europe/Paris',
      };
      const first = event({ ...sent, event_id: 'evt_1', properties: '{"a":[1]}', received: NOON + 1 });
      await append(opened.store.events, first, identify('v1', 'ann', { time: NOON + HOUR }));
      expect(eventsOf(opened)[0]).toMatchObject({
        ...sent,
        event_id: 'evt_1',
        event_name: 'page_view',
        visitor_id: 'v1',
        timestamp: '2024-01-15T12:00:00Z',
        received_at: '2024-01-15T12:00:00.001Z',
        properties: { a: [1] },
        user_id: 'ann',
        utm_source: null,
      });
    });

    it('are events with the session they are in: the caller’s own, else a derived one, else none', async () => {
      const opened = open();
      const [visit, same] = [event({ event_id: 'evt_b' }), event({ event_id: 'evt_c', time: NOON + 1 })];
      await append(opened.store.events, same, event({ session_id: 's' }), event({ visitor: null }));
      await append(opened.store.events, visit);
      const sessions = eventsOf(opened).map(({ session_id }) => session_id);
      expect(sessions.slice(1, 3)).toEqual(['s', null]);
      expect(sessions[0]).toBe(sessions[3]);
      // The same wherever the same events have come, in whatever order.
      const again = open();
      await append(again.store.events, visit, same);
      expect(eventsOf(again)[0]?.session_id).toBe(sessions[0]);
    });

    it('are events with where their session came from beside where they came from themselves', async () => {
      const opened = open();
      const [landing, later] = [
        event({ event_id: 'evt_a', source: 'Google', channel: 'Organic Search' }),
        event({ event_id: 'evt_b', source: null, channel: 'Direct', time: NOON + 1 }),
      ];
      await append(opened.store.events, landing, later, event({ visitor: null }));
      expect(eventsOf(opened)).toMatchObject([
        { source: 'Google', session_source: 'Google', session_channel: 'Organic Search', session_utm_source: null },
        { source: null, session_source: 'Google', session_channel: 'Organic Search' },
        { session_source: null, session_channel: null },
      ]);
    });

    it('come in the order in which they arrived', async () => {
      const opened = open();
      const { events } = opened.store;
      await append(events, event({ event_id: 'b', time: NOON }), event({ event_id: 'c', time: NOON, visitor: 'v2' }));
      await append(events, event({ event_id: 'a', time: NOON - HOUR }));
      for (const [revenue_id, time] of [
        ['z', NOON],
        ['y', NOON - HOUR],
      ] as const) {
        await events.recordPayment(payment({ revenue_id, time }), 'keep');
      }
      expect(eventsOf(opened).map(({ event_id }) => event_id)).toEqual(['b', 'c', 'a']);
      expect(paymentsOf(opened).map(({ revenue_id }) => revenue_id)).toEqual(['z', 'y']);
    });

    it('are those of a range, its start included and its end not', async () => {
      const { store, reader } = open();
      const times = [NOON - 1, NOON, NOON + HOUR - 1, NOON + HOUR];
      for (const time of times) {
        await append(store.events, event({ time }), event({ time, exclusion: 'bot' }));
        await store.events.recordPayment(payment({ time }), 'keep');
      }
      const range = { site: SITE, start: NOON, end: NOON + HOUR };
      const timesOf = (rows: Iterable<{ timestamp: string }>) => [...rows].map((row) => Date.parse(row.timestamp));
      expect(timesOf(reader.rows.events(range))).toEqual([NOON, NOON + HOUR - 1]);
      expect(timesOf(reader.rows.excludedEvents(range))).toEqual([NOON, NOON + HOUR - 1]);
      expect([...reader.rows.payments(range)].map(({ time }) => time)).toEqual([NOON, NOON + HOUR - 1]);
      expect(timesOf(reader.rows.events({ ...range, end: null }))).toEqual([NOON, NOON + HOUR - 1, NOON + HOUR]);
      expect(timesOf(reader.rows.events({ ...range, start: null }))).toEqual([NOON - 1, NOON, NOON + HOUR - 1]);
    });

    it('are those that were there when the reading began, though others come meanwhile', async () => {
      const { store, reader } = open();
      const some = (count: number) => Array.from({ length: count }, () => event({ visitor: null }));
      const there = some(2500);
      await append(store.events, ...there);
      const rows = reader.rows.events(EVER)[Symbol.iterator]();
      const first = rows.next().value;
      if (first === undefined) throw new Error('No row');
      // Whoever writes is not held up by a reader who takes his time.
      await append(store.events, ...some(10));
      expect(idsOf([first, ...{ [Symbol.iterator]: () => rows }])).toEqual(there.map(({ event_id }) => event_id));
      expect([...reader.rows.events(EVER)]).toHaveLength(2510);
    });
  });
}
