import { describe, expect, it } from 'vitest';
import type { EventDefinition } from '../../../collector/model/conversion.ts';
import type { NewEvent } from '../../../collector/model/event.ts';
import type { FunnelHit, RetentionRowsQuestion } from '../../../collector/store/report-rows.ts';
import type { TrafficQuestion, TrafficSplit } from '../../../collector/store/report-source.ts';
import { append, conversionEvent, DAY, event, HOUR, MINUTE, NOON, SITE } from '../../support/made-up.ts';
import { identify } from '../identifies.ts';
import { ALWAYS, type Open, type Opened } from './opened.ts';

const MIDNIGHT = Date.parse('2024-01-15T00:00:00Z');
const question = (over: Partial<TrafficQuestion> = {}): TrafficQuestion => ({
  site: SITE,
  ...ALWAYS,
  filters: [],
  conversionEvents: [],
  ...over,
});
const split = (over: Partial<TrafficSplit> = {}): TrafficSplit => ({
  buckets: null,
  dimensions: [],
  medians: false,
  ...over,
});
const signup = conversionEvent({ id: 'cev_1', event_name: 'signup', value_property: 'worth' });

/** Counts in one way. */
const traffic = async ({ reader }: Opened, of: TrafficQuestion, by: TrafficSplit) =>
  (await reader.reports.traffic(of, [by]))[0] ?? [];
/** Visitors by label. */
const visitorsBy = async (
  opened: Opened,
  dimension: TrafficSplit['dimensions'][number],
  over?: Partial<TrafficQuestion>,
) =>
  Object.fromEntries(
    (await traffic(opened, question(over), split({ dimensions: [dimension] }))).map(({ keys, visitors }) => [
      keys[0],
      visitors,
    ]),
  );

export function describeReports(open: Open): void {
  describe('traffic', () => {
    it('is counted for the whole range, its start included and its end not', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ time: NOON, page: '/a', engaged_seconds: 4 }),
        event({ time: NOON + MINUTE, page: '/b', engaged_seconds: 6 }),
        event({ time: NOON + 2 * MINUTE, name: 'signup' }),
        event({ visitor: 'v2', time: NOON + HOUR - 1 }),
        event({ visitor: 'before', time: NOON - 1 }),
        event({ visitor: 'end', time: NOON + HOUR }),
        event({ visitor: 'test', site: SITE + 1 }),
      );
      const of = question({ start: NOON, end: NOON + HOUR, conversionEvents: [signup] });
      expect(await traffic(opened, of, split({ medians: true }))).toEqual([
        {
          bucket: 0,
          keys: [],
          visitors: 2,
          sessions: 2,
          pageviews: 3,
          events: 1,
          rated_sessions: 2,
          bounces: 1,
          duration: 2 * MINUTE,
          engaged: 5,
          conversions: 1,
          converting_visitors: 1,
        },
      ]);
      expect((await traffic(opened, of, split()))[0]?.engaged).toBe(null);
    });

    it('comes in several ways at once, each as if it had been asked for alone', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ source: 'Google', country: 'FR' }),
        event({ visitor: 'v2', source: 'Google', time: NOON + HOUR }),
        event({ visitor: 'v3', country: 'FR', time: NOON + HOUR }),
      );
      const buckets = [0, 1, 2].map((hour) => ({ start: NOON + hour * HOUR, end: NOON + (hour + 1) * HOUR }));
      const splits = [
        split(),
        split({ dimensions: ['source', 'country'] }),
        split({ buckets, dimensions: ['source'], medians: true }),
      ];
      const of = question({ start: NOON, end: NOON + 3 * HOUR });
      const together = await opened.reader.reports.traffic(of, splits);
      const plain = (rows: (typeof together)[number]) =>
        rows.map(({ bucket, keys, visitors }) => [bucket, ...keys, visitors]).sort();
      expect(together.map(plain)).toEqual([
        [[0, 3]],
        [
          [0, '(direct)', 'FR', 1],
          [0, 'Google', 'DE', 1],
          [0, 'Google', 'FR', 1],
        ],
        // Buckets and labels without anything are absent.
        [
          [0, 'Google', 1],
          [1, '(direct)', 1],
          [1, 'Google', 1],
        ],
      ]);
      for (const [place, each] of splits.entries()) {
        expect(plain(await traffic(opened, of, each))).toEqual(plain(together[place] ?? []));
      }
    });

    it('gives what has no value its reserved label', async () => {
      const opened = open();
      await append(opened.store.events, event({ page: null, country: null, name: 'signup' }));
      expect(await visitorsBy(opened, 'source')).toEqual({ '(direct)': 1 });
      expect(await visitorsBy(opened, 'country')).toEqual({ '(not set)': 1 });
      expect(await visitorsBy(opened, 'page')).toEqual({ '(not set)': 1 });
      expect(await visitorsBy(opened, 'prop:plan')).toEqual({ '(not set)': 1 });
    });

    it('counts visitors that are the same user as one', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ visitor: 'phone' }),
        identify('phone', 'ann', { time: NOON + 1 }),
        event({ visitor: 'laptop', source: 'Google' }),
        identify('laptop', 'ann', { time: NOON + 1 }),
        event({ visitor: 'other' }),
      );
      expect(await traffic(opened, question(), split())).toMatchObject([{ visitors: 2, sessions: 3 }]);
      expect(await visitorsBy(opened, 'source')).toEqual({ '(direct)': 2, Google: 1 });
    });

    it('keeps what passes every filter', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ visitor: 'a', source: 'Google', page: '/docs/a' }),
        event({ visitor: 'b', source: 'Google', page: '/' }),
        event({ visitor: 'c', source: 'Bing', page: '/docs/b' }),
        event({ visitor: 'd', page: '/docs/c' }),
      );
      const by = async (...filters: TrafficQuestion['filters']) => visitorsBy(opened, 'page', { filters });
      const source = (operator: 'is' | 'is_not', ...values: string[]) =>
        ({ dimension: 'source', operator, values }) as const;
      const page = (operator: 'contains' | 'not_contains' | 'starts_with', ...values: string[]) =>
        ({ dimension: 'page', operator, values }) as const;
      expect(await by(source('is', 'Google', 'Bing'), page('starts_with', '/docs'))).toEqual({
        '/docs/a': 1,
        '/docs/b': 1,
      });
      expect(await by(source('is_not', 'Google'))).toEqual({ '/docs/b': 1, '/docs/c': 1 });
      expect(await by(source('is', '(direct)'))).toEqual({ '/docs/c': 1 });
      expect(await by(page('not_contains', 'docs'))).toEqual({ '/': 1 });
      expect(await by(page('contains', '/b', '/c'))).toEqual({ '/docs/b': 1, '/docs/c': 1 });
    });

    it('is divided by conversion events, each under its name', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ name: 'signup', page: null }),
        event({ visitor: 'v2', page: '/pricing' }),
        event({ visitor: 'v3' }),
      );
      const visit = conversionEvent({
        id: 'cev_2',
        name: 'Prices',
        type: 'page',
        event_name: null,
        page_path: '/pricing',
      });
      const of = { conversionEvents: [signup, visit] };
      expect(await visitorsBy(opened, 'conversion_event', of)).toEqual({ Signup: 1, Prices: 1 });
    });

    it('of a day that was asked for before is counted afresh when a visit of it goes on after midnight', async () => {
      const opened = open();
      const yesterday = question({ start: MIDNIGHT - DAY, end: MIDNIGHT });
      const duration = async () => (await traffic(opened, yesterday, split()))[0]?.duration;
      await append(opened.store.events, event({ time: MIDNIGHT - MINUTE }));
      expect(await duration()).toBe(0);
      await append(opened.store.events, event({ time: MIDNIGHT + 2 * MINUTE }));
      expect(await duration()).toBe(3 * MINUTE);
    });

    it('of a day that was asked for before is counted afresh when a late event changes where its visit came from', async () => {
      const opened = open();
      const today = { start: MIDNIGHT, end: MIDNIGHT + DAY };
      await append(opened.store.events, event({ time: MIDNIGHT - MINUTE }), event({ time: MIDNIGHT + MINUTE }));
      expect(await visitorsBy(opened, 'source', today)).toEqual({ '(direct)': 1 });
      await append(opened.store.events, event({ time: MIDNIGHT - 2 * MINUTE, source: 'Google' }));
      expect(await visitorsBy(opened, 'source', today)).toEqual({ Google: 1 });
    });

    it('of a day that was asked for before counts two visitors as one once they are known to be the same user', async () => {
      const opened = open();
      const yesterday = question({ start: MIDNIGHT - DAY, end: MIDNIGHT });
      const visitors = async () => (await traffic(opened, yesterday, split()))[0]?.visitors;
      const time = MIDNIGHT - MINUTE;
      await append(opened.store.events, event({ time }), event({ time, visitor: 'v2' }));
      expect(await visitors()).toBe(2);
      const later = { time: MIDNIGHT + HOUR };
      await append(opened.store.events, identify('v1', 'ann', later), identify('v2', 'ann', later));
      expect(await visitors()).toBe(1);
    });
  });

  describe('converters', () => {
    it('are the visitors with a conversion in the range, and all who are the same person', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ visitor: 'phone', name: 'signup' }),
        identify('phone', 'ann'),
        identify('laptop', 'ann'),
        event({ visitor: 'other' }),
        event({ visitor: 'late', name: 'signup', time: NOON + HOUR }),
        event({ visitor: null, name: 'signup' }),
      );
      const of = { site: SITE, start: NOON, end: NOON + HOUR, conversionEvents: [signup] };
      expect((await reader.reports.converters(of)).sort()).toEqual(['laptop', 'phone']);
      expect(await reader.reports.converters({ ...of, conversionEvents: [] })).toEqual([]);
    });
  });

  describe('conversion worths', () => {
    it('are those of the events that meet the definition, in order, as the caller gave them', async () => {
      const { store, reader } = open();
      const at = (time: number, worth: unknown, over: Partial<NewEvent> = {}) =>
        event({ name: 'signup', time, properties: JSON.stringify({ worth }), ...over });
      await append(store.events, at(NOON + 3, true), at(NOON + 1, 'ten'), at(NOON, 9.5, { event_id: 'first' }));
      await append(store.events, at(NOON + 2, 4, { visitor: null }), at(NOON + HOUR, 1), event({ time: NOON + 1 }));
      const of = { site: SITE, start: NOON, end: NOON + HOUR, event: signup };
      expect(await reader.reports.conversionWorths(of)).toEqual([
        { session: 'first', worth: 9.5 },
        { session: 'first', worth: 'ten' },
        { session: null, worth: 4 },
        { session: 'first', worth: null },
      ]);
    });
  });

  describe('touches', () => {
    it('are the starts of sessions and tagged page views within them, after the start and up to the end', async () => {
      const { store, reader } = open();
      const views = [
        event({ event_id: 'a', time: NOON, source: 'Google', page: '/a' }),
        event({ event_id: 'b', time: NOON + MINUTE, source: 'news', tagged: true, page: '/b' }),
        event({ event_id: 'c', time: NOON + 2 * MINUTE, source: 'ignored', page: '/c' }),
        event({ event_id: 'd', time: NOON + DAY, page: '/d' }),
      ];
      await append(store.events, ...views.toReversed());
      const touches = (start: number, end: number) => reader.reports.touches(SITE, 'v1', start, end);
      expect(await touches(NOON - 1, NOON + DAY)).toMatchObject([
        { event_id: 'a', time: NOON, source: 'Google', entry_page: '/a', exit_page: '/c' },
        { event_id: 'b', time: NOON + MINUTE, source: 'news', entry_page: '/a', exit_page: '/c' },
        { event_id: 'd', time: NOON + DAY, source: null, entry_page: '/d', exit_page: '/d' },
      ]);
      expect((await touches(NOON, NOON + MINUTE)).map(({ event_id }) => event_id)).toEqual(['b']);
    });

    it('are those of all who are the same person', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ event_id: 'a', visitor: 'phone' }),
        identify('phone', 'ann', { time: NOON + 1 }),
      );
      await append(store.events, identify('laptop', 'ann', { event_id: 'b', time: NOON + 2 }));
      const touches = await reader.reports.touches(SITE, 'laptop', 0, ALWAYS.end);
      expect(touches.map(({ event_id }) => event_id)).toEqual(['a', 'b']);
    });

    it('leave out coming back from paying, unless it is asked for', async () => {
      const { store, reader } = open();
      await append(store.events, event({ referrer: 'checkout.stripe.com' }));
      const touches = (returns?: boolean) => reader.reports.touches(SITE, 'v1', 0, ALWAYS.end, returns);
      expect([(await touches()).length, (await touches(false)).length, (await touches(true)).length]).toEqual([
        0, 0, 1,
      ]);
    });
  });

  describe('what arrived', () => {
    it('is told of the hours that begin in a range, drops of those that a range touches', async () => {
      const { store, reader } = open();
      const drop = (received: number) =>
        store.events.append({
          events: [],
          sessionTimeout: MINUTE,
          drops: [{ site: SITE, reason: 'gpc', count: 1 }],
          givenUp: 0,
          received,
        });
      for (const hour of [-1, 0, 1]) await drop(NOON + hour * HOUR + MINUTE);
      const hours = async (start: number, end: number) =>
        (await reader.reports.ledger(SITE, start, end)).map(({ hour }) => hour).sort();
      expect(await hours(NOON, NOON + HOUR)).toEqual([NOON]);
      expect(await hours(NOON + 1, NOON + HOUR + 1)).toEqual([NOON + HOUR]);
      const dropped = (start: number, end: number, reason = 'gpc') => reader.reports.dropped(SITE, reason, start, end);
      expect(await dropped(NOON + 30 * MINUTE, NOON + HOUR)).toBe(1);
      expect(await dropped(NOON + 30 * MINUTE, NOON + HOUR + 1)).toBe(2);
      expect(await dropped(NOON, NOON + HOUR, 'bot')).toBe(0);
    });

    it('tells the hosts of the UTC days that a range touches', async () => {
      const { store, reader } = open();
      for (const day of [-1, 0, 1]) {
        const received = NOON + day * DAY;
        const events = [event({ hostname: 'acme.com', time: received })];
        await store.events.append({ events, sessionTimeout: MINUTE, drops: [], givenUp: 0, received });
      }
      const hosts = async (start: number, end: number) =>
        (await reader.reports.arrivedHosts(SITE, start, end)).map(({ events, lastAt }) => [events, lastAt]);
      expect(await hosts(NOON + HOUR, NOON + 2 * HOUR)).toEqual([[1, NOON]]);
      expect(await hosts(NOON - DAY, NOON)).toEqual([[2, NOON]]);
      expect(await hosts(NOON + 2 * DAY, NOON + 3 * DAY)).toEqual([]);
    });
  });

  describe('funnel hits', () => {
    const step = (over: Partial<EventDefinition>): EventDefinition => ({
      type: 'event',
      event_name: null,
      page_path: null,
      match: 'exact',
      properties: null,
      ...over,
    });
    const steps = [step({ type: 'page', page_path: '/' }), step({ event_name: 'signup' })];

    it('are shown visitor by visitor, of those who may have entered, in order of time', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ event_id: 'b', visitor: 'ann', time: NOON + 1, name: 'signup' }),
        event({ event_id: 'a', visitor: 'ann', source: 'Google' }),
        event({ event_id: 'c', visitor: 'bob', time: NOON + 2 }),
        event({ event_id: 'd', visitor: 'phone of bob', time: NOON + 3, name: 'signup' }),
        identify('bob', 'bob', { time: NOON + 4 }),
        identify('phone of bob', 'bob', { time: NOON + 4 }),
        event({ visitor: 'never entered', name: 'signup' }),
        event({ visitor: 'late', time: NOON + HOUR }),
      );
      const shown: FunnelHit[][] = [];
      const of = { site: SITE, start: NOON, end: NOON + HOUR, steps, filters: [], dimension: 'source' as const };
      await reader.reports.funnelHits(of, (hits) => shown.push(hits));
      expect(shown.map((hits) => new Set(hits.map(({ visitor }) => visitor)).size)).toEqual([1, 1]);
      expect(shown.toSorted((one, other) => ((one[0]?.event ?? '') < (other[0]?.event ?? '') ? -1 : 1))).toMatchObject([
        [
          { time: NOON, event: 'a', step: 0, session: 'a', enters: 1, label: 'Google' },
          { time: NOON + 1, event: 'b', step: 1, session: 'a', enters: 0, label: 'Google' },
        ],
        // One person, wherever they were.
        [
          { time: NOON + 2, event: 'c', step: 0, session: 'c', enters: 1, label: '(direct)' },
          { time: NOON + 3, event: 'd', step: 1, session: 'd', enters: 0, label: '(direct)' },
        ],
      ]);
    });

    it('of an event that is several steps are one for each, and enter only where the filters let them', async () => {
      const { store, reader } = open();
      await append(store.events, event({ event_id: 'a', country: 'FR' }));
      const filters = [{ dimension: 'country' as const, operator: 'is' as const, values: ['DE'] }];
      const twice = {
        site: SITE,
        ...ALWAYS,
        steps: [steps[0], steps[0]] as EventDefinition[],
        filters,
        dimension: null,
      };
      const shown: FunnelHit[] = [];
      await reader.reports.funnelHits(twice, (hits) => shown.push(...hits));
      expect(shown.map(({ event: id, step: number, enters }) => [id, number, enters])).toEqual([
        ['a', 0, 0],
        ['a', 1, 0],
      ]);
    });
  });

  describe('retention', () => {
    const buckets = [0, 1, 2].map((day) => ({ start: NOON + day * DAY, end: NOON + (day + 1) * DAY }));
    const asked = (over: Partial<RetentionRowsQuestion> = {}): RetentionRowsQuestion => ({
      site: SITE,
      buckets,
      filters: [],
      dimension: null,
      payers: [],
      ...over,
    });

    it('tells how many of those who came first in a bucket came back in which', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ visitor: 'ann', source: 'Google' }),
        event({ visitor: 'ann', time: NOON + 2 * DAY }),
        event({ visitor: 'bob', time: NOON + DAY }),
        event({ visitor: 'known', time: NOON - 1 }),
        event({ visitor: 'known', time: NOON + DAY }),
      );
      const { returns, payers } = await reader.reports.retention(asked({ dimension: 'source' }));
      expect(returns.toSorted((a, b) => a.cohort - b.cohort || a.bucket - b.bucket)).toEqual([
        { cohort: 0, label: 'Google', bucket: 0, visitors: 1 },
        { cohort: 0, label: 'Google', bucket: 2, visitors: 1 },
        { cohort: 1, label: '(direct)', bucket: 1, visitors: 1 },
      ]);
      expect(payers).toEqual([]);
    });

    it('tells the cohorts of payers, of those who have ever had a session', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ visitor: 'ann', time: NOON + DAY }),
        event({ visitor: 'known', time: NOON - 1 }),
      );
      const { payers } = await reader.reports.retention(asked({ payers: ['ann', 'known', 'unknown'] }));
      expect(payers.toSorted((a, b) => (a.visitor < b.visitor ? -1 : 1))).toEqual([
        { visitor: 'ann', cohort: 1, label: '' },
        { visitor: 'known', cohort: null, label: null },
      ]);
    });

    it('is of those whose first session passes the filters', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ visitor: 'ann', country: 'FR' }),
        event({ visitor: 'bob', country: 'DE' }),
        event({ visitor: 'bob', country: 'FR', time: NOON + DAY }),
      );
      const filters = [{ dimension: 'country' as const, operator: 'is' as const, values: ['FR'] }];
      expect((await reader.reports.retention(asked({ filters }))).returns).toEqual([
        { cohort: 0, label: '', bucket: 0, visitors: 1 },
      ]);
    });
  });

  describe('page sequences', () => {
    it('are those of the sessions that begin in the range, each different one once', async () => {
      const { store, reader } = open();
      const visit = (visitor: string, pages: (string | null)[], time = NOON) =>
        append(store.events, ...pages.map((page, place) => event({ visitor, page, time: time + place })));
      await visit('a', ['/', '/pricing', '/']);
      await visit('b', ['/', '/pricing', '/']);
      await visit('c', [null]);
      await visit('d', ['/'], NOON - 1);
      await append(store.events, event({ visitor: 'e', name: 'signup' }));
      const of = { site: SITE, start: NOON, end: NOON + HOUR, filters: [], conversionEvents: [] };
      const sequences = await reader.reports.pageSequences(of);
      expect(sequences.toSorted((a, b) => b.sessions - a.sessions)).toEqual([
        { pages: ['/', '/pricing', '/'], sessions: 2 },
        { pages: ['(not set)'], sessions: 1 },
      ]);
      const filters = [{ dimension: 'page' as const, operator: 'is' as const, values: ['/pricing'] }];
      expect(await reader.reports.pageSequences({ ...of, filters })).toMatchObject([{ sessions: 2 }]);
    });
  });

  describe('properties', () => {
    it('are counted by how many events carry them, of one name or of all', async () => {
      const { store, reader } = open();
      const carrying = (name: string, properties: object) => event({ name, properties: JSON.stringify(properties) });
      await append(
        store.events,
        carrying('signup', { plan: 'pro', trial: true }),
        carrying('signup', { plan: 'free' }),
      );
      await append(store.events, carrying('click', { plan: null }), event({ site: SITE + 2, properties: '{"x":1}' }));
      const counts = async (name: string | null) =>
        (await reader.reports.properties(SITE, name)).map(({ key, events }) => [key, events]).sort();
      expect(await counts('signup')).toEqual([
        ['plan', 2],
        ['trial', 1],
      ]);
      expect(await counts(null)).toEqual([
        ['plan', 3],
        ['trial', 1],
      ]);
    });
  });

  describe('realtime', () => {
    it('tells the minutes, who is there, and the latest events, the latest first', async () => {
      const { store, reader } = open();
      await append(
        store.events,
        event({ visitor: 'ann', page: '/a', source: 'Google', country: 'FR' }),
        event({ visitor: 'ann', name: 'signup', page: null, time: NOON + 2 * MINUTE }),
        event({ visitor: 'ann', name: 'page_leave', time: NOON + 2 * MINUTE + 1 }),
        event({ visitor: 'gone', time: NOON - 10 * MINUTE }),
      );
      const buckets = [-1, 0, 1, 2].map((minute) => ({
        start: NOON + minute * MINUTE,
        end: NOON + (minute + 1) * MINUTE,
      }));
      const of = {
        site: SITE,
        buckets,
        start: NOON,
        end: NOON + 3 * MINUTE,
        filters: [],
        conversionEvents: [],
        limit: 9,
      };
      const { minutes, present, latest } = await reader.reports.realtime(of);
      expect(minutes.toSorted((a, b) => a.bucket - b.bucket)).toEqual([
        { bucket: 1, pageviews: 1, events: 0 },
        { bucket: 3, pageviews: 0, events: 1 },
      ]);
      expect(present).toMatchObject([{ source: 'Google', country: 'FR', device: 'desktop' }]);
      expect(latest.map(({ name, page, source }) => [name, page, source])).toEqual([
        ['signup', '(not set)', 'Google'],
        ['page_view', '/a', 'Google'],
      ]);
      expect((await reader.reports.realtime({ ...of, limit: 1 })).latest).toHaveLength(1);
    });
  });
}
