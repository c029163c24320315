import { beforeAll, describe, expect, it } from 'vitest';
import { defineConversionEvent } from '../../../collector/account/conversion-event.ts';
import { ask } from '../../support/ask.ts';
import { askFunnel, askJourneys } from '../../support/ask-report.ts';
import { append, event, HOUR, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

/** Pages as they are stored, and ways to write them. */
const SPELLINGS: [stored: string, spellings: string[]][] = [
  ['/café', ['/café', '/caf%C3%A9', '/caf%c3%a9', '/cafe\u0301', '/cafe%CC%81']],
  ['/a%2Fb', ['/a%2Fb', '/a%2fb']],
  ['/100%', ['/100%', '/100%25']],
  ['/a b', ['/a b', '/a%20b']],
];

let store: TemporaryStore;
beforeAll(async () => {
  store = fleetingStore();
  for (const [place, [page]] of SPELLINGS.entries()) {
    await append(store.store, event({ page, visitor: `v${place}`, time: NOON + place * MINUTE }));
  }
});

const NOW = NOON + HOUR;
const visitors = async (params: Record<string, string>, over: object = {}) =>
  (await ask(store, { period: 'today', ...params }, { now: NOW, ...over })).metrics.visitors;

/** Every door at which a page can be asked for, and how many it says were there. */
const DOORS: Record<string, (path: string) => Promise<unknown>> = {
  filter_page: (path) => visitors({ filter_page: `is:${path}` }),
  filter_page_section: (path) => visitors({ filter_page_section: `is:${path}` }),
  filter_entry_page: (path) => visitors({ filter_entry_page: `is:${path}` }),
  filter_exit_page: (path) => visitors({ filter_exit_page: `is:${path}` }),
  'filter_page=starts_with:': (path) => visitors({ filter_page: `starts_with:${path}` }),
  'filter_page=contains:': (path) => visitors({ filter_page: `contains:${path.slice(1)}` }),
  'step=page:': async (path) => {
    const { steps } = await askFunnel(
      store,
      [
        ['period', 'today'],
        ['step', path],
        ['step', path],
      ],
      { now: NOW },
    );
    return steps[0]?.visitors;
  },
  'step=page: with a wildcard': async (path) => {
    const step = `page:${path}*`;
    const { steps } = await askFunnel(
      store,
      [
        ['period', 'today'],
        ['step', step],
        ['step', step],
      ],
      { now: NOW },
    );
    return steps[0]?.visitors;
  },
  'journeys?from=': async (path) => (await askJourneys(store, { period: 'today', from: path }, { now: NOW })).sessions,
  'an exact conversion event': async (path) => {
    const conversionEvents = [defineConversionEvent({ page_path: path }, NOON)];
    return (await ask(store, { period: 'today' }, { now: NOW, conversionEvents })).metrics.conversions;
  },
  'a conversion event with a wildcard': async (path) => {
    const conversionEvents = [defineConversionEvent({ page_path: `${path}*` }, NOON)];
    return (await ask(store, { period: 'today' }, { now: NOW, conversionEvents })).metrics.conversions;
  },
  'a conversion event that was stored before': async (path) => {
    const conversionEvents = [{ ...defineConversionEvent({ page_path: path }, NOON), page_path: path }];
    return (await ask(store, { period: 'today' }, { now: NOW, conversionEvents })).metrics.conversions;
  },
};

describe.each(Object.keys(DOORS))('by %s', (door) => {
  it.each(SPELLINGS)('the page %s is found however it is written', async (_, spellings) => {
    const found = await Promise.all(spellings.map((path) => (DOORS[door] as (typeof DOORS)[string])(path)));
    expect(found).toEqual(spellings.map(() => 1));
  });
});
