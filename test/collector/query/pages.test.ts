import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnalyticsQuery } from '../../../collector/query/ask/parse.ts';
import { answerAnalytics } from '../../../collector/query/reports/analytics.ts';
import { createKeptLists, type KeptLists } from '../../../collector/query/reports/in-pages.ts';
import { append, event, MINUTE, NOON, SITE, website } from '../../support/made-up.ts';
import { forEvery } from '../../support/property.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const BY_SOURCE = { period: 'today', dimensions: 'source', metrics: 'visitors,pageviews', include: 'total_rows' };

let people = 0;
/** Somebody comes from a source. */
const come = (store: TemporaryStore, source: string) => {
  people += 1;
  return append(store.store, event({ visitor: `visitor ${people}`, source, channel: 'Referral' }));
};

interface Over {
  lists: KeptLists;
  now?: number;
  site?: number;
}

function page({ source }: TemporaryStore, params: Record<string, string>, { lists, now = NOON, site = SITE }: Over) {
  const context = { website, site, conversionEvents: [], now, earliest: () => null };
  return answerAnalytics(source, parseAnalyticsQuery(new URLSearchParams(params), context), lists);
}

/** All pages; somebody comes from each of these between one page and the next. */
async function pages(store: TemporaryStore, limit: number, between: string[][], sort = '-visitors') {
  const lists = createKeptLists();
  const params: Record<string, string> = { ...BY_SOURCE, limit: String(limit), sort };
  const answers = [await page(store, params, { lists })];
  for (let next = answers[0]?.pagination?.next_cursor; next; next = answers.at(-1)?.pagination?.next_cursor) {
    for (const source of between[answers.length - 1] ?? []) await come(store, source);
    answers.push(await page(store, { ...params, cursor: next }, { lists, now: NOON + answers.length * MINUTE }));
  }
  return answers;
}

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');

describe('the pages of a report', () => {
  it('are of one moment: whoever comes meanwhile, no row is lost or doubled, and none changes', async () => {
    const arrivals = fc.array(fc.array(names, { maxLength: 6 }), { maxLength: 6 });
    const order = fc.constantFrom('-visitors', 'visitors', 'source', '-source');
    await forEvery(
      60,
      [fc.array(names, { minLength: 3, maxLength: 25 }), arrivals, fc.integer({ min: 1, max: 4 }), order],
      async (first, between, limit, sort) => {
        const store = fleetingStore();
        for (const source of first) await come(store, source);
        const whole = await page(store, { ...BY_SOURCE, sort }, { lists: createKeptLists() });
        const answers = await pages(store, limit, between, sort);
        expect(answers.flatMap(({ breakdown = [] }) => breakdown)).toEqual(whole.breakdown);
        expect(new Set(answers.map(({ meta }) => meta.fresh_as_of)).size).toBe(1);
        expect(new Set(answers.map(({ pagination }) => pagination?.total_rows)).size).toBe(1);
      },
    );
  });

  it('go on after a restart while the numbers are the same, and are refused once they are not', async () => {
    const store = fleetingStore();
    for (const source of ['a', 'b', 'c']) await come(store, source);
    const params = { ...BY_SOURCE, limit: '2' };
    const first = await page(store, params, { lists: createKeptLists() });
    const cursor = first.pagination?.next_cursor ?? '';
    const second = await page(store, { ...params, cursor }, { lists: createKeptLists() });
    expect(second.breakdown?.map(({ source }) => source)).toEqual(['c']);
    await come(store, 'c');
    await expect(page(store, { ...params, cursor }, { lists: createKeptLists() })).rejects.toMatchObject({
      problem: { path: ['cursor'], expected: expect.stringContaining('begin with the first page again') },
    });
  });

  it('are kept for ten minutes after the last was asked for', async () => {
    const store = fleetingStore();
    for (const source of ['a', 'b', 'c']) await come(store, source);
    const lists = createKeptLists();
    const params = { ...BY_SOURCE, limit: '1' };
    const cursor = (await page(store, params, { lists })).pagination?.next_cursor ?? '';
    await come(store, 'd');
    const later = (minutes: number) => page(store, { ...params, cursor }, { lists, now: NOON + minutes * MINUTE });
    expect((await later(9)).breakdown).toHaveLength(1);
    expect((await later(18)).breakdown).toHaveLength(1);
    await expect(later(29)).rejects.toThrow('cursor');
  });

  it('are of one website: a cursor of another is refused, though the question is the same', async () => {
    const store = fleetingStore();
    for (const source of ['a', 'b']) await come(store, source);
    const lists = createKeptLists();
    const params = { ...BY_SOURCE, limit: '1' };
    const cursor = (await page(store, params, { lists })).pagination?.next_cursor ?? '';
    expect(() => page(store, { ...params, cursor }, { lists, site: SITE + 2 })).toThrow('cursor');
  });
});
