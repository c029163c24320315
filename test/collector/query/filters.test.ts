import { beforeAll, describe, expect, it } from 'vitest';
import { NAMED_DIMENSIONS, operatorsOf, SESSION_DIMENSIONS } from '../../../collector/contract/dimensions.ts';
import { ask } from '../../support/ask.ts';
import { askFunnel, askJourneys, askRealtime, askRetention } from '../../support/ask-report.ts';
import { append, conversionEvent, event, HOUR, MINUTE, NOON, payment } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

type Params = [string, string][];
const NOW = NOON + 4 * MINUTE;
const conversionEvents = [conversionEvent()];

/** Every report that counts visits, in SQL and in memory, and how many visitors it says there are. */
const REPORTS: Record<string, (store: TemporaryStore, filters: Params) => Promise<unknown>> = {
  analytics: async (store, filters) =>
    (await ask(store, new URLSearchParams([['period', 'today'], ...filters]), { now: NOW, conversionEvents })).metrics
      .visitors,
  funnels: async (store, filters) => {
    const steps: Params = [
      ['step', '/**'],
      ['step', '/**'],
    ];
    return (await askFunnel(store, [['period', 'today'], ...steps, ...filters], { now: NOW })).steps[0]?.visitors;
  },
  retention: async (store, filters) =>
    (await askRetention(store, [['period', 'today'], ...filters], { now: NOW })).cohorts[0]?.visitors,
  journeys: async (store, filters) =>
    (await askJourneys(store, [['period', 'today'], ...filters], { now: NOW, conversionEvents })).sessions,
  realtime: async (store, filters) => (await askRealtime(store, filters, { now: NOW, conversionEvents })).visitors,
};
const OF_EVENTS = ['analytics', 'journeys', 'realtime'];

describe('upper and lower case', () => {
  let store: TemporaryStore;
  beforeAll(async () => {
    store = fleetingStore();
    await append(
      store.store,
      event({
        visitor: 'v1',
        utm_campaign: 'Ärzte STRASSE ΟΔΟΣ Α',
        country: 'DE',
        device: 'desktop',
        language: 'de-AT',
      }),
      event({ visitor: 'v2', utm_campaign: 'spring', country: 'US', device: 'mobile', time: NOON + 1000 }),
      event({ visitor: 'v3', utm_campaign: 'Spring', country: 'US', device: 'mobile', time: NOON + 2000 }),
    );
    await store.store.recordPayment(payment({ visitor: 'v1', currency: 'EUR', time: NOON + MINUTE }), 'keep');
  });

  describe.each(Object.keys(REPORTS))('in %s', (report) => {
    it.each([
      ['filter_country', 'de', 1],
      ['filter_country', 'is:us', 2],
      ['filter_country', 'is_not:Us', 1],
      ['filter_device', 'Desktop', 1],
      ['filter_language', 'DE-at', 1],
      ['filter_channel', 'direct', 3],
      ['filter_utm_campaign', 'contains:ärzte', 1],
      ['filter_utm_campaign', 'contains:straße', 1],
      ['filter_utm_campaign', 'contains:οδος', 1],
      ['filter_utm_campaign', 'contains:ΟΔΟΣ', 1],
      ['filter_utm_campaign', 'starts_with:äRZTE', 1],
      ['filter_utm_campaign', 'not_contains:ÄRZTE', 2],
      ['filter_utm_campaign', 'contains:SPR', 2],
      // Two rows that differ in case alone: each can be asked for.
      ['filter_utm_campaign', 'is:spring', 1],
      ['filter_utm_campaign', 'is:SPRING', undefined],
    ] as const)('%s=%s finds %s', async (name, value, visitors) => {
      const found = await (REPORTS[report] as (typeof REPORTS)[string])(store, [[name, value]]);
      expect(found ?? 0).toBe(visitors ?? 0);
    });
  });

  it('of a currency are one, and its money is told in it', async () => {
    const params = { period: 'today', filter_currency: 'eur', metrics: 'revenue' };
    expect((await ask(store, params, { now: NOW })).metrics).toEqual({ revenue: 10, currency: 'EUR' });
  });
});

describe('a filter by what a visit must not have', () => {
  let store: TemporaryStore;
  beforeAll(async () => {
    store = fleetingStore();
    const at = (visitor: string, minutes: number, over: object = {}) =>
      event({ visitor, time: NOON + minutes * MINUTE, ...over });
    await append(
      store.store,
      at('saw', 0, { page: '/' }),
      at('saw', 1, { page: '/pricing' }),
      at('saw', 2, { page: '/' }),
      at('not', 0, { page: '/' }),
      at('not', 1, { page: '/about', hostname: 'docs.acme.com' }),
      at('signed', 1, { page: '/' }),
      at('signed', 2, { page: '/', name: 'signup', properties: '{"plan":"pro"}' }),
      // A server's event outside every visit.
      at('saw', 3, { page: '/', visitor: null, name: 'sync', opens_session: false }),
    );
  });

  describe.each(OF_EVENTS)('in %s', (report) => {
    it.each([
      ['filter_page', 'none:/pricing', 2],
      ['filter_page', 'none:/pricing,/about', 1],
      ['filter_page', 'none:/nowhere', 3],
      ['filter_page', 'none:/', 0],
      ['filter_page_section', 'none:/pricing', 2],
      ['filter_hostname', 'none:DOCS.acme.com', 2],
      ['filter_event_name', 'none:signup', 2],
      ['filter_conversion_event', 'none:Signup', 2],
      ['filter_prop:plan', 'none:pro', 2],
    ] as const)('%s=%s keeps %s visits, whole', async (name, value, visitors) => {
      expect(await (REPORTS[report] as (typeof REPORTS)[string])(store, [[name, value]])).toBe(visitors);
    });

    it('is judged by all that a visit did, whatever other filters keep', async () => {
      const filters: Params = [
        ['filter_page', 'none:/pricing'],
        ['filter_page', 'is:/'],
      ];
      expect(await (REPORTS[report] as (typeof REPORTS)[string])(store, filters)).toBe(2);
    });
  });

  it('is another question than which other events there were', async () => {
    const views = async (filter: string) =>
      (await ask(store, { period: 'today', filter_page: filter }, { now: NOW })).metrics.pageviews;
    expect(await views('is_not:/pricing')).toBe(5);
    expect(await views('none:/pricing')).toBe(3);
  });

  it('counts no event outside every visit', async () => {
    const { metrics } = await ask(store, { period: 'today', filter_page: 'none:/pricing' }, { now: NOW });
    expect(metrics.events).toBe(1);
  });

  it('looks at the range alone: what a visit did before or after it is not known there', async () => {
    const start_date = new Date(NOON - HOUR).toISOString();
    const end_date = new Date(NOON + MINUTE).toISOString();
    const { metrics } = await ask(store, { start_date, end_date, filter_page: 'none:/pricing' }, { now: NOW });
    expect(metrics.sessions).toBe(2);
  });

  it.each(NAMED_DIMENSIONS.filter((dimension) => !operatorsOf(dimension).includes('none')))(
    'is refused for %s, which no event has',
    (dimension) => {
      const asked = () => ask(store, { period: 'today', [`filter_${dimension}`]: 'none:x' }, { now: NOW });
      expect(asked).toThrow(
        expect.objectContaining({ problem: expect.objectContaining({ path: [`filter_${dimension}`] }) }),
      );
    },
  );

  it('is possible for every dimension of events, and for no other', () => {
    const possible = NAMED_DIMENSIONS.filter((dimension) => operatorsOf(dimension).includes('none'));
    expect(possible).toEqual(['page', 'page_section', 'hostname', 'event_name', 'conversion_event']);
    expect(operatorsOf('prop:plan')).toContain('none');
    expect(SESSION_DIMENSIONS.some((dimension) => operatorsOf(dimension).includes('none'))).toBe(false);
  });
});
