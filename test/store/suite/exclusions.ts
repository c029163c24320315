import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../collector/model/event.ts';
import type { EventSelection, ExcludedField } from '../../../collector/store/exclusions.ts';
import { append, event, HOUR, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { ALWAYS, eventsOf, excludedOf, idsOf, ledgerOf, type Open, type Opened, paymentsOf } from './opened.ts';

const all: EventSelection = { site: SITE, start: null, end: null, fields: {}, referrerHost: null, reasons: null };
const readmit = ({ store }: Opened, over: Partial<EventSelection> = {}) =>
  store.exclusions.readmit({ ...all, ...over }, 30 * MINUTE);
const exclude = ({ store }: Opened, over: Partial<EventSelection> = {}) =>
  store.exclusions.exclude({ ...all, ...over }, 30 * MINUTE);
const bot = (over: Partial<NewEvent> = {}) => event({ exclusion: 'bot', ...over });
const ids = (opened: Opened) => [idsOf(eventsOf(opened)), idsOf(excludedOf(opened))];

export function describeExclusions(open: Open): void {
  describe('events that are kept apart', () => {
    it('are in no count, and their ids are known to a repeat', async () => {
      const opened = open();
      const { events } = opened.store;
      const judgedBot = bot({ event_id: 'b' });
      expect(await append(events, judgedBot, event({ event_id: 'e', visitor: 'v2' }))).toMatchObject([
        { result: 'stored' },
        { result: 'stored' },
      ]);
      const repeat = await append(events, judgedBot, { ...judgedBot, exclusion: null });
      expect(repeat).toMatchObject([{ result: 'duplicate' }, { result: 'duplicate' }]);
      expect(ids(opened)).toEqual([['e'], ['b']]);
      const question = { site: SITE, ...ALWAYS, filters: [], conversionEvents: [] };
      const splits = [{ buckets: null, dimensions: [], medians: false }];
      expect(await opened.reader.reports.traffic(question, splits)).toMatchObject([
        [{ visitors: 1, sessions: 1, pageviews: 1 }],
      ]);
      expect(await opened.reader.reports.touches(SITE, 'v1', 0, ALWAYS.end)).toEqual([]);
      expect(await ledgerOf(opened)).toEqual({ accepted: 1, bot: 1, duplicate: 2 });
    });

    it('are not stored again when they were counted before, nor twice in one request', async () => {
      const opened = open();
      const counted = event({ event_id: 'a' });
      const { events } = opened.store;
      await append(events, counted);
      await append(events, { ...counted, exclusion: 'bot' }, bot({ event_id: 'b' }), event({ event_id: 'b' }));
      expect(ids(opened)).toEqual([['a'], ['b']]);
    });

    it('are exported with their reason and the session that their caller named', async () => {
      const opened = open();
      const { events } = opened.store;
      await append(events, bot({ event_id: 'b', session_id: 's', properties: '{"a":1}' }), event());
      await append(events, event({ event_id: 'elsewhere', site: SITE + 2, exclusion: 'referrer_spam' }));
      expect(excludedOf(opened)).toEqual([
        expect.objectContaining({ event_id: 'b', session_id: 's', excluded: 'bot', properties: { a: 1 } }),
      ]);
      await append(events, ...Array.from({ length: 4500 }, () => bot()));
      expect(new Set(idsOf(excludedOf(opened))).size).toBe(4501);
    });

    it('are counted by what their owner asks for, in days of the website', async () => {
      const { store } = open();
      await append(
        store.events,
        bot({ visitor: 'x', browser: 'Puppeteer', time: Date.parse('2024-01-15T22:59:59Z') }),
        bot({ visitor: 'x', browser: 'Puppeteer', time: Date.parse('2024-01-15T23:00:00Z') }),
        bot({ visitor: 'y', browser: null, exclusion: 'referrer_spam', time: Date.parse('2024-01-16T12:00:00Z') }),
        event({ site: SITE + 2, exclusion: 'bot' }),
      );
      const count = async (...fields: ExcludedField[]) =>
        (await store.exclusions.countExcludedBy(all, fields, 'Europe/Paris')).map(({ labels, events, visitors }) => [
          ...labels,
          events,
          visitors,
        ]);
      expect(await count('reason')).toEqual([
        ['bot', 2, 1],
        ['referrer_spam', 1, 1],
      ]);
      expect(await count('day')).toEqual([
        ['2024-01-16', 2, 2],
        ['2024-01-15', 1, 1],
      ]);
      expect(await count('browser', 'source')).toEqual([
        ['Puppeteer', '(direct)', 2, 1],
        ['(not set)', '(direct)', 1, 1],
      ]);
    });
  });

  describe('readmitting', () => {
    it('takes only what meets every condition', async () => {
      const opened = open();
      await append(
        opened.store.events,
        bot({ event_id: 'both', browser: 'Electron', country: 'FR' }),
        bot({ event_id: 'one', browser: 'Electron', country: 'DE' }),
        bot({ event_id: 'late', browser: 'Electron', country: 'FR', time: NOON + HOUR }),
        event({ event_id: 'spam', browser: 'Electron', country: 'FR', exclusion: 'referrer_spam' }),
      );
      const selection = { start: NOON, end: NOON + HOUR, fields: { browser: 'Electron', country: 'FR' } };
      const reasons = ['bot' as const];
      expect(await opened.store.exclusions.countExcluded({ ...all, ...selection, reasons })).toBe(1);
      expect(await readmit(opened, { ...selection, reasons })).toBe(1);
      expect(idsOf(eventsOf(opened))).toEqual(['both']);
      expect(await readmit(opened, { ...selection, reasons })).toBe(0);
    });

    it('makes the events part of sessions, users and the ledger as if they had always counted', async () => {
      const [opened, never] = [open(), open()];
      const events = [
        event({ event_id: 'a', source: 'Google' }),
        event({ event_id: 'b', time: NOON + 20 * MINUTE }),
        event({ event_id: 'c', time: NOON + 40 * MINUTE, name: 'identify', properties: '{"user_id":"ann"}' }),
      ];
      await append(never.store.events, ...events);
      await append(opened.store.events, ...events.map((each) => ({ ...each, exclusion: 'bot' as const })));
      expect(await readmit(opened)).toBe(3);
      expect(eventsOf(opened).toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1))).toEqual(eventsOf(never));
      for (const { reader } of [opened, never]) {
        expect(await reader.reports.userOf(SITE, 'v1')).toBe('ann');
        expect(await reader.reports.touches(SITE, 'v1', 0, ALWAYS.end)).toMatchObject([{ source: 'Google' }]);
      }
      expect(await ledgerOf(opened)).toEqual(await ledgerOf(never));
    });
  });

  describe('excluding what was counted', () => {
    it('is counted by the ledger under the hour of receipt, and stands against a repeat', async () => {
      const opened = open();
      const spam = event({ event_id: 'spam', referrer: 'deep.spam.example/a', received: NOON });
      const kept = event({ event_id: 'kept', visitor: 'v2', referrer: 'notspam.example' });
      await append(opened.store.events, spam, kept);
      const selection = { referrerHost: 'spam.example' };
      expect(await opened.store.exclusions.countSelected({ ...all, ...selection })).toBe(1);
      expect(await exclude(opened, selection)).toBe(1);
      expect(await append(opened.store.events, spam)).toMatchObject([{ result: 'duplicate' }]);
      expect(ids(opened)).toEqual([['kept'], ['spam']]);
      expect(excludedOf(opened)).toMatchObject([{ excluded: 'owner' }]);
      const ledger = await opened.reader.reports.ledger(SITE, NOON, NOON + HOUR);
      expect(ledger.map(({ outcome, count }) => [outcome, count]).sort()).toEqual([
        ['accepted', 1],
        ['duplicate', 1],
        ['owner', 1],
      ]);
    });

    it('takes a visit out with all that happened in it, not its first page alone', async () => {
      const opened = open();
      const spam = { visitor: 'spammer', time: NOON + MINUTE };
      await append(
        opened.store.events,
        event({ event_id: 'landing', source: 'spam.example', referrer: 'spam.example/x', ...spam, time: NOON }),
        event({ event_id: 'second', ...spam }),
        event({ event_id: 'direct', visitor: 'ann' }),
      );
      expect(await exclude(opened, { referrerHost: 'spam.example' })).toBe(2);
      expect(idsOf(eventsOf(opened))).toEqual(['direct']);
      expect(await exclude(opened, { referrerHost: 'spam.example' })).toBe(0);
    });

    it('leaves visits that came from somewhere when the direct ones are taken out', async () => {
      const opened = open();
      await append(
        opened.store.events,
        event({ event_id: 'landing', source: 'Google', time: NOON }),
        event({ event_id: 'second', time: NOON + MINUTE }),
        event({ event_id: 'direct', visitor: 'ann' }),
      );
      expect(await exclude(opened, { fields: { source: '(direct)' } })).toBe(1);
      expect(idsOf(eventsOf(opened))).toEqual(['landing', 'second']);
    });

    it('touches neither payments nor other websites', async () => {
      const opened = open();
      await append(opened.store.events, event({ country: 'DE' }));
      await append(opened.store.events, event({ country: 'DE', site: SITE + 2, event_id: 'elsewhere' }));
      await opened.store.events.recordPayment(payment({ visitor: 'v1' }), 'keep');
      await exclude(opened, { fields: { country: 'DE' } });
      expect([eventsOf(opened), idsOf(eventsOf(opened, SITE + 2))]).toEqual([[], ['elsewhere']]);
      expect(paymentsOf(opened)).toHaveLength(1);
    });
  });
}
