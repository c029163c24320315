import { describe, expect, it } from 'vitest';
import {
  DIMENSIONS,
  NAMED_DIMENSIONS,
  operatorsOf,
  SESSION_DIMENSIONS,
  type SessionDimension,
  VISIT_ATTRIBUTES,
} from '../../../collector/contract/dimensions.ts';
import { ask } from '../../support/ask.ts';
import { append, conversionEvent, event, HOUR, MINUTE, NOON, payment } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

/** A different value for each attribute, `mark` before it; places as they really are. */
const attributes = (mark: string, country: string) => ({
  ...Object.fromEntries(VISIT_ATTRIBUTES.map((attribute) => [attribute, `${mark} ${attribute}`])),
  country,
});
const NOTHING = Object.fromEntries(VISIT_ATTRIBUTES.map((attribute) => [attribute, null]));

/** The breakdown of one visit that paid 10.00. */
async function breakdown(dimension: string, ...visit: Parameters<typeof event>[0][]) {
  const store = fleetingStore();
  await append(store.store, ...visit.map((one) => event(one)));
  await store.store.recordPayment(payment({ visitor: 'v1', time: NOON + HOUR }), 'keep');
  const params = { dimensions: dimension, metrics: 'visitors,revenue', period: 'today', sort: '-visitors' };
  return (await ask(store, params, { now: NOON + 2 * HOUR })).breakdown;
}

/** Whether a tagged page view says it for itself as a touch. */
const isOfTouch = (dimension: SessionDimension): boolean => {
  const { ofTouch, derived } = DIMENSIONS[dimension];
  return ofTouch === true || (derived !== undefined && DIMENSIONS[derived.from].ofTouch === true);
};

describe('visitors and money', () => {
  it.each(SESSION_DIMENSIONS)('are in one row by %s', async (dimension) => {
    const rows = await breakdown(dimension, { ...attributes('a', 'DE'), page: '/docs/start' });
    expect(rows).toEqual([{ [dimension]: expect.stringMatching(/./), visitors: 1, revenue: 10 }]);
  });

  it.each(SESSION_DIMENSIONS)('are in one row by %s where nothing is known of it', async (dimension) => {
    const rows = await breakdown(dimension, { ...NOTHING, page: null });
    expect(rows).toEqual([{ [dimension]: expect.stringMatching(/^(Direct|\(.+\))$/), visitors: 1, revenue: 10 }]);
  });

  it.each(SESSION_DIMENSIONS)('are credited by %s to a campaign that came later in the visit', async (dimension) => {
    const rows = await breakdown(
      dimension,
      { ...attributes('a', 'DE'), page: '/docs/start' },
      { ...attributes('b', 'US'), page: '/pricing', time: NOON + MINUTE, tagged: true },
    );
    const label = expect.stringMatching(/./);
    // The rest of what a visit is doesn't change within it.
    expect(rows).toEqual(
      isOfTouch(dimension)
        ? [
            { [dimension]: label, visitors: 1, revenue: 0 },
            { [dimension]: expect.stringMatching(/^b /), visitors: 0, revenue: 10 },
          ]
        : [{ [dimension]: label, visitors: 1, revenue: 10 }],
    );
  });
});

describe('every dimension', () => {
  it.each([...NAMED_DIMENSIONS, 'prop:plan'])('%s keeps by a filter what it shows in a row', async (dimension) => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ ...attributes('a', 'DE'), page: '/docs/start', properties: '{"plan":"pro"}' }),
      event({ ...attributes('b', 'US'), page: '/blog', visitor: 'v2', hostname: 'b.acme.com', time: NOON + MINUTE }),
    );
    for (const [visitor, product] of [
      ['v1', 'basic'],
      ['v2', 'pro'],
    ] as const) {
      await store.store.recordPayment(payment({ visitor, product, time: NOON + HOUR }), 'keep');
    }
    const conversionEvents = [conversionEvent({ event_name: 'page_view' })];
    const of = (params: Record<string, string>) =>
      ask(store, { period: 'today', ...params }, { now: NOON + 2 * HOUR, conversionEvents });
    const rows = (await of({ dimensions: dimension })).breakdown ?? [];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const { [dimension]: label, ...numbers } = row;
      const kept = await of({ [`filter_${dimension}`]: `is:${String(label).replaceAll(',', '\\,')}` });
      expect(kept.metrics, `${dimension} is ${label}`).toMatchObject(numbers);
      const left = await of({
        [`filter_${dimension}`]: `is_not:${String(label).replaceAll(',', '\\,')}`,
        dimensions: dimension,
      });
      expect((left.breakdown ?? []).map((one) => one[dimension])).not.toContain(label);
    }
    // What is asked of money in a currency is told in it, so it has to be one.
    const value = dimension === 'currency' ? 'USD' : "o'b";
    for (const operator of operatorsOf(dimension)) await of({ [`filter_${dimension}`]: `${operator}:${value}` });
  });
});
