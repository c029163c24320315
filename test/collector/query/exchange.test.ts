import { describe, expect, it } from 'vitest';
import { ask } from '../../support/ask.ts';
import { append, DAY, event, HOUR, NOON, payment } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

// NOON is on Monday, 15 January 2024.
const LATER = { now: NOON + 3 * DAY };
const YEAR = { period: 'year', metrics: 'revenue', attribution: 'last' };

async function rated(rates: Record<string, string>, base = 'EUR'): Promise<TemporaryStore> {
  const store = fleetingStore();
  const known = Object.entries(rates).map(([name, rate]) => {
    const [day = '', currency = ''] = name.split(' ');
    return { day, currency, base, rate };
  });
  await store.registry.saveCurrencyRates(known, false);
  return store;
}
async function paid(store: TemporaryStore, ...payments: Parameters<typeof payment>[0][]) {
  for (const each of payments) await store.store.recordPayment(payment(each), 'keep');
}
const revenueIn = async (store: TemporaryStore, currency: string) => {
  const { metrics, meta } = await ask(store, { ...YEAR, currency }, LATER);
  return [metrics.revenue, ...meta.warnings];
};
const CONVERTED = (codes: string) => `Revenue in ${codes} is converted at the rates of each payment’s day`;
const LEFT = (codes: string) =>
  `Revenue in ${codes} is not included: unlike currencies are never added. Ask with currency= or dimensions=currency`;

describe('revenue in several currencies', () => {
  it('is converted at the rate of each payment’s own day', async () => {
    const store = await rated({ '2024-01-15 USD': '1.0945', '2024-01-14 USD': '2' });
    await paid(store, { currency: 'EUR' }, { currency: 'EUR', time: NOON - DAY }, { minor: 250 });
    expect(await revenueIn(store, 'USD')).toEqual([10.95 + 20 + 2.5, CONVERTED('EUR')]);
  });

  it('is converted from one currency to another through the base, and between their decimals', async () => {
    const store = await rated({ '2024-01-15 USD': '1.25', '2024-01-15 JPY': '160', '2024-01-15 KWD': '0.5' });
    await paid(store, { currency: 'JPY', minor: 1001 }, { currency: 'KWD', minor: 1234 });
    // 1001 ÷ 160 × 1.25 = 7.8203; 1.234 ÷ 0.5 × 1.25 = 3.085, which rounds away from zero.
    expect((await revenueIn(store, 'USD'))[0]).toBe(7.82 + 3.09);
    expect((await revenueIn(store, 'KWD'))[0]).toBe(4.362);
  });

  it('is rounded half away from zero, whatever its sign', async () => {
    const store = await rated({ '2024-01-15 USD': '0.5' });
    await paid(store, { currency: 'EUR', minor: 1001 });
    expect((await revenueIn(store, 'USD'))[0]).toBe(5.01);
    await paid(store, { currency: 'EUR', minor: -1001, type: 'refund' });
    expect((await revenueIn(store, 'USD'))[0]).toBe(0);
  });

  it('takes the last rates before a weekend or a holiday, seven days back and no more', async () => {
    const store = await rated({ '2024-01-08 USD': '2' });
    await paid(store, { currency: 'EUR' });
    expect(await revenueIn(store, 'USD')).toEqual([20, CONVERTED('EUR')]);
    await paid(store, { currency: 'EUR', time: NOON + DAY });
    expect(await revenueIn(store, 'USD')).toEqual([
      20,
      CONVERTED('EUR'),
      'Revenue in EUR is not included where its day has no rate: 1 payment',
    ]);
  });

  it('never takes a rate of a later day, nor crosses rates of two days', async () => {
    const later = await rated({ '2024-01-16 USD': '2' });
    await paid(later, { currency: 'EUR' });
    expect(await revenueIn(later, 'USD')).toEqual([0, LEFT('EUR')]);
    const apart = await rated({
      '2024-01-15 USD': '2',
      '2024-01-14 GBP': '1',
      '2024-01-13 USD': '4',
      '2024-01-13 GBP': '1',
    });
    await paid(apart, { currency: 'GBP' });
    expect((await revenueIn(apart, 'USD'))[0]).toBe(40);
  });

  it('goes by the UTC day of a payment, to the millisecond', async () => {
    const store = await rated({ '2024-01-15 USD': '2', '2024-01-16 USD': '3' });
    const midnight = Date.parse('2024-01-16T00:00:00Z');
    await paid(store, { currency: 'EUR', time: midnight - 1 }, { currency: 'EUR', time: midnight });
    expect((await ask(store, { ...YEAR, currency: 'USD', timezone: 'Asia/Tokyo' }, LATER)).metrics.revenue).toBe(50);
  });

  it('has nothing left of a payment that was refunded whole, though the rate has changed', async () => {
    const store = await rated({ '2024-01-02 USD': '1.1', '2024-01-15 USD': '1.3' });
    const bought = { currency: 'EUR', minor: 999, transaction_id: 't1', time: Date.parse('2024-01-02T09:00:00Z') };
    await paid(store, bought);
    await paid(store, { currency: 'EUR', minor: -999, type: 'refund', original_transaction_id: 't1' });
    expect((await revenueIn(store, 'USD'))[0]).toBe(0);
    await paid(store, { currency: 'EUR', minor: -100, type: 'refund', original_transaction_id: 'unheard of' });
    expect((await revenueIn(store, 'USD'))[0]).toBe(-1.3);
  });

  it('stays out without a rate and is named, beside what was converted', async () => {
    const store = await rated({ '2024-01-15 GBP': '0.8', '2024-01-15 USD': '1.2' });
    await paid(store, { minor: 100 }, { currency: 'GBP', minor: 80 }, { currency: 'JPY', minor: 500 });
    expect(await revenueIn(store, 'USD')).toEqual([
      2.2,
      CONVERTED('GBP'),
      'Revenue in JPY is not included where its day has no rate: 1 payment',
    ]);
  });

  it('is named also where only the range compared with has it', async () => {
    const store = fleetingStore();
    await paid(store, { minor: 100 }, { currency: 'GBP', time: NOON - DAY });
    const { meta } = await ask(store, { period: 'today', metrics: 'revenue', compare: 'previous' });
    expect(meta.warnings).toEqual([LEFT('GBP')]);
  });

  it('is told apart, and not converted, by the dimension currency', async () => {
    const store = await rated({ '2024-01-15 USD': '2' });
    await paid(store, { minor: 100 }, { currency: 'EUR', minor: 100 });
    const { breakdown, meta } = await ask(store, { ...YEAR, dimensions: 'currency', sort: 'currency' });
    expect(breakdown).toEqual([
      { currency: 'EUR', revenue: 1 },
      { currency: 'USD', revenue: 1 },
    ]);
    expect(meta.warnings).toEqual([]);
  });

  it('is filtered by the currency it was paid in', async () => {
    const store = await rated({ '2024-01-15 USD': '2' });
    await paid(store, { minor: 100 }, { currency: 'EUR', minor: 100 });
    const only = { ...YEAR, currency: 'USD', filter_currency: 'EUR' };
    expect((await ask(store, only)).metrics).toMatchObject({ revenue: 2, currency: 'USD' });
  });

  it('is converted before it is divided, so that its parts sum to it', async () => {
    const store = await rated({ '2024-01-15 USD': '1.0945' });
    const visit = (hours: number, source: string) => event({ time: NOON - hours * HOUR, source, channel: 'Referral' });
    await append(store.store, visit(9, 'A'), visit(6, 'B'), visit(3, 'C'));
    await paid(store, { currency: 'EUR', minor: 1000, visitor: 'v1' });
    const { breakdown, metrics } = await ask(store, {
      ...YEAR,
      attribution: 'linear',
      dimensions: 'source',
      sort: 'source',
    });
    expect(breakdown?.map(({ revenue }) => revenue)).toEqual([3.65, 3.65, 3.65]);
    expect(metrics.revenue).toBe(10.95);
  });

  it('counts orders and customers of what was converted', async () => {
    const store = await rated({ '2024-01-15 USD': '2' });
    await paid(store, { minor: 1000, customer_id: 'a' }, { currency: 'EUR', minor: 1000, customer_id: 'b' });
    const { metrics } = await ask(store, { period: 'year' });
    expect(metrics).toMatchObject({ revenue: 30, transactions: 2, customers: 2, average_order_value: 15 });
  });

  it('stays out where it would be too large to be added exactly', async () => {
    const store = await rated({ '2024-01-15 IDR': '17000' });
    await paid(store, { currency: 'EUR', minor: Number.MAX_SAFE_INTEGER });
    expect(await revenueIn(store, 'IDR')).toEqual([0, LEFT('EUR')]);
  });
});
