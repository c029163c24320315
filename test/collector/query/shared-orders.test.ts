import { describe, expect, it } from 'vitest';
import { ask } from '../../support/ask.ts';
import { append, DAY, event, HOUR, NOON, payment } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const METRICS = 'gross_revenue,transactions,customers,average_order_value';

/** A visitor who came from each of these sources in turn, before today. */
const came = (store: TemporaryStore, visitor: string, ...sources: string[]) =>
  append(
    store.store,
    ...sources.map((source, index) =>
      event({ visitor, source, channel: 'Referral', time: NOON - (sources.length - index) * DAY }),
    ),
  );

const pay = (store: TemporaryStore, over: Parameters<typeof payment>[0]) =>
  store.store.recordPayment(payment({ minor: 10_000, ...over }), 'keep');

async function figures(store: TemporaryStore, params: Record<string, string>) {
  const { breakdown = [], metrics } = await ask(store, {
    period: 'today',
    attribution: 'linear',
    dimensions: 'source',
    metrics: METRICS,
    sort: 'source',
    ...params,
  });
  return { rows: breakdown, metrics };
}

/** Four buyers who each came from these sources and paid 100. */
async function fourBuyers(...sources: string[]) {
  const store = fleetingStore();
  for (const visitor of ['v1', 'v2', 'v3', 'v4']) {
    await came(store, visitor, ...sources);
    await pay(store, { visitor });
  }
  return store;
}

describe('orders that several sources earned', () => {
  it.each(['linear', 'position'])(
    'are divided as their money is under %s: no row tells an order of half the price',
    async (attribution) => {
      const { rows, metrics } = await figures(await fourBuyers('Google', 'newsletter'), { attribution });
      const half = { gross_revenue: 200, transactions: 2, customers: 2, average_order_value: 100 };
      expect(rows).toEqual([
        { source: 'Google', ...half },
        { source: 'newsletter', ...half },
      ]);
      expect(metrics).toMatchObject({ gross_revenue: 400, transactions: 4, customers: 4, average_order_value: 100 });
    },
  );

  it('are counted to the millionth, so that rows that share one in three add up to it', async () => {
    const { rows, metrics } = await figures(await fourBuyers('Ads', 'Blog', 'Chat'), {});
    expect(rows).toEqual([
      { source: 'Ads', gross_revenue: 133.32, transactions: 1.333332, customers: 1.333332, average_order_value: 100 },
      { source: 'Blog', gross_revenue: 133.36, transactions: 1.333336, customers: 1.333336, average_order_value: 100 },
      { source: 'Chat', gross_revenue: 133.32, transactions: 1.333332, customers: 1.333332, average_order_value: 100 },
    ]);
    expect(metrics).toMatchObject({ transactions: 4, customers: 4 });
  });

  it('weigh by position', async () => {
    const { rows } = await figures(await fourBuyers('Ads', 'Blog', 'Chat'), { attribution: 'position' });
    expect(
      rows.map(({ transactions, customers, average_order_value }) => [transactions, customers, average_order_value]),
    ).toEqual([
      [1.6, 1.6, 100],
      [0.8, 0.8, 100],
      [1.6, 1.6, 100],
    ]);
  });

  it('are the same asked for by a filter as in their row', async () => {
    const store = await fourBuyers('Ads', 'Blog', 'Chat');
    const { rows } = await figures(store, {});
    for (const { source, ...row } of rows) {
      const { metrics } = await figures(store, { filter_source: `is:${source}` });
      expect(metrics).toMatchObject(row);
    }
  });

  it('cost what they cost, weighed by what each source earned of them', async () => {
    const store = fleetingStore();
    await came(store, 'v1', 'Google', 'newsletter');
    await pay(store, { visitor: 'v1', minor: 10_000 });
    await came(store, 'v2', 'Google');
    await pay(store, { visitor: 'v2', minor: 40_000 });
    const { rows } = await figures(store, {});
    // Google earned half an order of 100 and one of 400.
    expect(rows).toMatchObject([
      { source: 'Google', transactions: 1.5, average_order_value: 300 },
      { source: 'newsletter', transactions: 0.5, average_order_value: 100 },
    ]);
  });

  it('are whole under a model that credits one touch, and so are their customers', async () => {
    const store = fleetingStore();
    await append(store.store, event({ source: 'Google', channel: 'Referral', time: NOON - 2 * DAY }));
    await pay(store, { visitor: 'v1', time: NOON - 2 * HOUR });
    await append(store.store, event({ source: 'newsletter', channel: 'Referral', time: NOON - HOUR }));
    await pay(store, { visitor: 'v1' });
    const { rows, metrics } = await figures(store, { attribution: 'last' });
    expect(rows.map(({ transactions, customers }) => [transactions, customers])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(metrics).toMatchObject({ transactions: 2, customers: 1 });
  });
});

describe('a customer of several orders', () => {
  it('is divided among what earned them, and one in all', async () => {
    const store = fleetingStore();
    await came(store, 'v1', 'Google', 'newsletter');
    await pay(store, { visitor: 'v1', time: NOON - 2 * HOUR });
    await append(store.store, event({ source: 'Chat', channel: 'Referral', time: NOON - HOUR }));
    await pay(store, { visitor: 'v1' });
    const { rows, metrics } = await figures(store, {});
    // The first order is half each of two, the second a third each of three.
    expect(rows.map(({ source, customers }) => [source, customers])).toEqual([
      ['Chat', 0.166666],
      ['Google', 0.416667],
      ['newsletter', 0.416667],
    ]);
    expect(metrics).toMatchObject({ transactions: 2, customers: 1 });
    const { metrics: ofChat } = await figures(store, { filter_source: 'Chat' });
    expect(ofChat).toMatchObject({ customers: 0.166666 });
  });

  it('is a customer of each product, and each day', async () => {
    const store = fleetingStore();
    await came(store, 'v1', 'Google', 'newsletter');
    await pay(store, { visitor: 'v1', product: 'cup', time: NOON - HOUR });
    await pay(store, { visitor: 'v1', product: 'mug' });
    const { rows } = await figures(store, { dimensions: 'product', sort: 'product' });
    expect(rows).toMatchObject([
      { product: 'cup', customers: 1 },
      { product: 'mug', customers: 1 },
    ]);
    const both = await figures(store, { dimensions: 'source,product', sort: 'source' });
    expect(both.rows.map(({ customers }) => customers)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});
