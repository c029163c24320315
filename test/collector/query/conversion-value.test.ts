import { describe, expect, it } from 'vitest';
import { conversionStats } from '../../../collector/query/reports/conversion-stats.ts';
import { append, conversionEvent, event, MINUTE, NOON, SITE } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const RANGE = { start: NOON, end: NOON + 60 * MINUTE };
const SCOPE = { site: SITE, range: RANGE, timezone: 'UTC', currency: 'EUR', lookbackDays: 30 };

async function worthOf(store: TemporaryStore, definition: Parameters<typeof conversionEvent>[0]) {
  const stats = await conversionStats(store.source, { ...SCOPE, conversionEvents: [conversionEvent(definition)] });
  return stats.cev_1?.conversion_value;
}

/** A visit in which these are bought, one a minute. */
async function bought(...totals: string[]): Promise<TemporaryStore> {
  const store = fleetingStore();
  const orders = totals.map((total, index) =>
    event({ name: 'signup', time: NOON + (index + 1) * MINUTE, properties: `{"total":${total},"plan":"pro"}` }),
  );
  await append(store.store, event(), ...orders, event({ name: 'other', time: NOON + 1, properties: '{"total":99}' }));
  return store;
}

describe('the value of conversions', () => {
  it('is nothing that can be told where the definition names none', async () => {
    expect(await worthOf(await bought('5'), {})).toBeNull();
  });

  it('is the fixed value of each, added without the dust of binary numbers', async () => {
    expect(await worthOf(await bought('1', '2', '3'), { value: 0.1 })).toBe(0.3);
  });

  it('is what the property says, as number or text; what is no amount has the fixed value', async () => {
    const store = await bought('10.5', '"2.25"', '-4', 'null', '"free"', '[1]', 'true', '"1e3"');
    expect(await worthOf(store, { value_property: 'total' })).toBe(12.75);
    expect(await worthOf(store, { value_property: 'total', value: 1 })).toBe(18.75);
  });

  it('is rounded conversion by conversion to what the currency has', async () => {
    const store = await bought('1.5', '1.5');
    expect(await worthOf(store, { value_property: 'total', currency: 'JPY' })).toBe(4);
    expect(await worthOf(store, { value_property: 'total', currency: 'KWD' })).toBe(3);
  });

  it('is that of the first of a session where a session counts once', async () => {
    const store = await bought('7', '8');
    await append(
      store.store,
      event({ visitor: 'v2' }),
      event({ visitor: 'v2', name: 'signup', properties: '{"total":1}', time: NOON + MINUTE }),
    );
    expect(await worthOf(store, { value_property: 'total', count: 'once_per_session' })).toBe(8);
    expect(await worthOf(store, { value_property: 'total' })).toBe(16);
  });

  it('is of the range and of events that meet the definition alone', async () => {
    const store = await bought('7');
    await append(store.store, event({ name: 'signup', time: RANGE.end, properties: '{"total":100}' }));
    expect(await worthOf(store, { value_property: 'total' })).toBe(7);
    expect(await worthOf(store, { value_property: 'total', properties: { plan: 'free' } })).toBe(0);
  });
});
