import { describe, expect, it } from 'vitest';
import { askRetention } from '../../support/ask-report.ts';
import { append, DAY, event, NOON, payment } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

/** NOON is Monday the 15th: three weeks and the running one. */
const WEEKS = 'start_date=2023-12-25&end_date=2024-01-15&interval=week';
const on = (day: string) => Date.parse(`${day}T12:00:00Z`);

describe('retention', () => {
  it('tells who came back and what they paid, cohort by cohort', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ visitor: 'anna', time: on('2023-12-26'), channel: 'Email' }),
      event({ visitor: 'ben', time: on('2023-12-31') }),
      event({ visitor: 'anna', time: on('2024-01-09') }),
      event({ visitor: 'carl', time: on('2024-01-01') }),
    );
    for (const paid of [
      payment({ visitor: 'anna', time: on('2023-12-27') }),
      payment({ visitor: 'anna', time: on('2024-01-10'), minor: 2000 }),
      payment({ visitor: 'anna', time: on('2024-01-15'), minor: -500, type: 'refund' }),
      payment({ time: on('2024-01-15'), minor: 700 }),
    ])
      await store.store.recordPayment(paid, 'keep');
    const { cohorts, revenue, period } = await askRetention(store, WEEKS);
    expect(period.interval).toBe('week');
    expect(cohorts.map(({ cohort, visitors, complete }) => [cohort, visitors, complete])).toEqual([
      ['2023-12-25', 2, true],
      ['2024-01-01', 1, true],
      ['2024-01-08', 0, true],
      ['2024-01-15', 0, false],
    ]);
    expect(cohorts[0]?.periods).toEqual([
      { period: 0, date: '2023-12-25', visitors: 2, share: 100, revenue: 10, cumulative_revenue: 10, complete: true },
      { period: 1, date: '2024-01-01', visitors: 0, share: 0, revenue: 0, cumulative_revenue: 10, complete: true },
      { period: 2, date: '2024-01-08', visitors: 1, share: 50, revenue: 20, cumulative_revenue: 30, complete: true },
      { period: 3, date: '2024-01-15', visitors: 0, share: 0, revenue: -5, cumulative_revenue: 25, complete: false },
    ]);
    expect(revenue).toEqual({ cohorts: 25, other_visitors: 0, unknown_payers: 7 });
  });

  it('knows a visitor of old, who is in no cohort however often seen', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: on('2023-01-01') }), event({ time: on('2024-01-02') }));
    await store.store.recordPayment(payment({ visitor: 'v1', time: on('2024-01-03') }), 'keep');
    const { cohorts, revenue } = await askRetention(store, WEEKS);
    expect(cohorts.map(({ visitors }) => visitors)).toEqual([0, 0, 0, 0]);
    expect(revenue).toEqual({ cohorts: 0, other_visitors: 10, unknown_payers: 0 });
  });

  it('parts cohorts by how their visitors first came, and a filter keeps those who came so', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ visitor: 'a', time: NOON - DAY, channel: 'Email' }),
      event({ visitor: 'b', time: NOON - DAY }),
      event({ visitor: 'c', time: NOON - DAY }),
      event({ visitor: 'a', time: NOON, channel: 'Referral' }),
    );
    const ask = async (query: string) =>
      (await askRetention(store, `period=7d&interval=day&${query}`)).cohorts.map(({ label, periods }) => [
        label,
        periods.map(({ visitors }) => visitors),
      ]);
    expect(await ask('dimension=channel')).toEqual([
      ['Direct', [2, 0]],
      ['Email', [1, 1]],
    ]);
    expect(await ask('dimension=channel&filter_channel=Email')).toEqual([['Email', [1, 1]]]);
    expect(await ask('dimension=channel&filter_channel=Referral')).toEqual([]);
  });

  it('counts a visit across midnight on both days', async () => {
    const store = fleetingStore();
    const midnight = Date.parse('2024-01-15T00:00:00Z');
    await append(store.store, event({ time: midnight - 1 }), event({ time: midnight }));
    const { cohorts } = await askRetention(store, 'start_date=2024-01-14&end_date=2024-01-15&interval=day');
    expect(cohorts[0]?.periods.map(({ visitors }) => visitors)).toEqual([1, 1]);
  });

  it('books what was paid before the first visit in the period of that visit', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ visitor: 'v1', time: NOON - 2 * DAY }), 'keep');
    await append(store.store, event());
    const { cohorts } = await askRetention(store, 'period=7d&interval=day');
    expect(cohorts.at(-1)?.periods[0]).toMatchObject({ visitors: 1, revenue: 10 });
  });

  it('adds no unlike currencies, and says so', async () => {
    const store = fleetingStore();
    await append(store.store, event());
    await store.store.recordPayment(payment({ visitor: 'v1', currency: 'EUR' }), 'keep');
    const { cohorts, meta } = await askRetention(store, 'period=today');
    expect(cohorts[0]?.periods[0]?.revenue).toBe(0);
    expect(meta.warnings).toEqual([expect.stringContaining('EUR')]);
    const inEuro = await askRetention(store, 'period=today&currency=eur');
    expect([inEuro.currency, inEuro.revenue.cohorts, inEuro.meta.warnings]).toEqual(['EUR', 10, []]);
  });
});
