import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dimension, isEventDimension, isRevenueDimension } from '../../../collector/contract/dimensions.ts';
import { writeFilter, writeList, writePath, writeStep } from '../../../collector/contract/grammar.ts';
import { normalPath } from '../../../collector/model/match/path.ts';
import { parseLockedFilters } from '../../../collector/query/ask/parse-filters.ts';
import { ask } from '../../support/ask.ts';
import { askFunnel, askJourneys } from '../../support/ask-report.ts';
import { hostileTexts } from '../../support/hostile-labels.ts';
import { append, event, HOUR, MINUTE, NOON, payment } from '../../support/made-up.ts';
import { forEvery, HANGS } from '../../support/property.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const KEYS = ['Company, Inc', '__proto__', 'constructor', 'a\\', ' ', '', '"', "it's", 'prop:x', '$.a[0]', 'é'];

const texts = hostileTexts.map((text) => text.replaceAll('\0', ''));
/** What ingest stores has something in it. */
const sent = fc.option(
  texts.filter((text) => text !== ''),
  { nil: null, freq: 4 },
);
const values = fc.oneof(texts, fc.boolean(), fc.integer(), fc.constant(null));
const visits = fc.array(
  fc.record({
    campaign: sent,
    source: sent,
    city: sent,
    product: sent,
    page: fc.option(
      texts.map((text) => normalPath(`/${text}`)),
      { nil: null, freq: 6 },
    ),
    name: texts.filter((text) => text.trim() !== '' && [...text].length <= 64),
    properties: fc.array(fc.tuple(fc.constantFrom(...KEYS), values), { maxLength: 4 }),
  }),
  { minLength: 2, maxLength: 8 },
);
type Visits = typeof visits extends fc.Arbitrary<infer T> ? T : never;

const DIMENSIONS: Dimension[] = [
  ...(['utm_campaign', 'source', 'referrer', 'city', 'entry_page', 'page', 'page_section', 'event_name'] as const),
  'product',
  ...KEYS.map((key) => `prop:${key}` as const),
];

/** A visit each: a page view and another event, and a payment after it. */
async function storeOf(made: Visits): Promise<TemporaryStore> {
  const store = fleetingStore();
  for (const [place, { campaign, source, city, product, page, name, properties }] of made.entries()) {
    const visitor = `v${place}`;
    const shared = { visitor, page, utm_campaign: campaign, source, city };
    const time = NOON + place * MINUTE;
    await append(
      store.store,
      event({ ...shared, time }),
      event({ ...shared, time: time + 1000, name, properties: JSON.stringify(Object.fromEntries(properties)) }),
    );
    await store.store.recordPayment(payment({ visitor, product, time: time + 2000 }), 'keep');
  }
  return store;
}

const COUNTS = ['visitors', 'sessions', 'pageviews', 'events', 'revenue', 'transactions'];
const countsOf = (row: Record<string, unknown>) =>
  Object.fromEntries(COUNTS.flatMap((count) => (row[count] === undefined ? [] : [[count, row[count] ?? 0]])));

describe('every label of every breakdown', HANGS, () => {
  const NOW = { now: NOON + 3 * HOUR };
  const asking = (store: TemporaryStore, ...params: [string, string][]) =>
    ask(store, new URLSearchParams([['period', 'today'], ['limit', '1000'], ...params]), NOW);

  it('asked for by a filter gives the numbers of its row, excluded it is gone, beside others it is among them', async () => {
    await forEvery(40, [visits], async (made) => {
      const store = await storeOf(made);
      for (const dimension of DIMENSIONS) {
        const dimensions: [string, string] = ['dimensions', writeList([dimension])];
        const rows = (await asking(store, dimensions)).breakdown ?? [];
        const labels = rows.map((row) => String(row[dimension]));
        expect(new Set(labels).size).toBe(labels.length);
        for (const [place, row] of rows.entries()) {
          const label = labels[place] as string;
          const filter = (operator: 'is' | 'is_not', ...of: string[]): [string, string] => [
            `filter_${dimension}`,
            writeFilter({ operator, values: of }),
          ];
          const kept = await asking(store, filter('is', label));
          expect(countsOf(kept.metrics), `${dimension} is ${JSON.stringify(label)}`).toEqual(countsOf(row));
          const left = (await asking(store, dimensions, filter('is_not', label))).breakdown ?? [];
          expect(left.map((one) => one[dimension])).not.toContain(label);
          const other = labels[(place + 1) % labels.length] as string;
          const both = (await asking(store, dimensions, filter('is', other, label))).breakdown ?? [];
          if (isEventDimension(dimension) || isRevenueDimension(dimension)) {
            expect(new Set(both.map((one) => one[dimension]))).toEqual(new Set([label, other]));
          }
          expect(both.map((one) => one[dimension])).toContain(label);
        }
      }
    });
  });

  it('means the same as the filter of a share link', async () => {
    await forEvery(200, [hostileTexts, fc.constantFrom(...KEYS)], async (label, key) => {
      const values = [label];
      const filters = { [`prop:${key}`]: writeFilter({ operator: 'is', values }) };
      expect(parseLockedFilters({ filters, revenue: false }, [])).toEqual([
        { dimension: `prop:${key}`, operator: 'is', values },
      ]);
    });
  });

  it('is a step of a funnel and a place of a journey', async () => {
    await forEvery(60, [visits], async (made) => {
      const store = await storeOf(made);
      const byName = (await asking(store, ['dimensions', 'event_name'])).breakdown ?? [];
      for (const { event_name, visitors } of byName) {
        const step = writeStep({ kind: 'event', subject: String(event_name), conditions: [] });
        const [first] = (
          await askFunnel(
            store,
            [
              ['period', 'today'],
              ['step', step],
              ['step', step],
            ],
            NOW,
          )
        ).steps;
        expect(first?.visitors, step).toBe(visitors);
      }
      for (const { properties, name } of made) {
        const conditions = Object.entries(Object.fromEntries(properties)).filter(([key]) => key !== '');
        const step = writeStep({ kind: 'event', subject: name, conditions });
        const { steps } = await askFunnel(
          store,
          [
            ['period', 'today'],
            ['step', step],
            ['step', step],
          ],
          NOW,
        );
        expect(steps[0]?.visitors, step).toBeGreaterThan(0);
      }
      const byPage = (await asking(store, ['dimensions', 'page'])).breakdown ?? [];
      // A slash at the end makes another label, and is ignored by steps and journeys.
      const isAlone = ({ page }: Record<string, unknown>) => !/.\/$/.test(String(page));
      for (const { page, sessions } of byPage.filter(isAlone)) {
        const withSlash = byPage.filter((row) => String(row.page).replace(/(?<=.)\/+$/, '') === page);
        const all = withSlash.reduce((sum, row) => sum + Number(row.sessions), 0);
        const { sessions: met } = await askJourneys(store, { period: 'today', from: writePath(String(page)) }, NOW);
        expect(met, `from ${page}`).toBe(page === '(not set)' ? sessions : all);
        if (page === '(not set)') continue;
        const step = writeStep({ kind: 'page', subject: writePath(String(page)), conditions: [] });
        const [first] = (
          await askFunnel(
            store,
            [
              ['period', 'today'],
              ['step', step],
              ['step', step],
            ],
            NOW,
          )
        ).steps;
        expect(first?.visitors, step).toBe(all);
      }
    });
  });
});
