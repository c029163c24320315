import { describe, expect, it } from 'vitest';
import { askOverview } from '../../support/ask-overview.ts';
import { append, DAY, event, NOON, payment } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

describe('the overview', () => {
  it('says of which buckets something is missing: those that run, and those that the range cuts', async () => {
    const { timeseries } = await askOverview(fleetingStore(), {
      start_date: '2024-01-04',
      end_date: '2024-01-15',
      interval: 'week',
    });
    expect(timeseries.map(({ date, complete }) => [date, complete])).toEqual([
      ['2024-01-01', false],
      ['2024-01-08', true],
      ['2024-01-15', false],
    ]);
    const hours = (await askOverview(fleetingStore(), { period: 'today' })).timeseries.map(({ complete }) => complete);
    expect(hours.indexOf(false)).toBe(12);
  });

  it('puts the course of the earlier range beside that of now', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - DAY }), event({ visitor: 'v2' }));
    const { comparison } = await askOverview(store, { period: 'today', compare: 'previous', interval: 'hour' });
    expect(comparison?.metrics.pageviews).toBe(1);
    expect(comparison?.timeseries.map(({ pageviews }) => pageviews)).toEqual([...Array(12).fill(0), 1]);
  });

  it('sorts a panel that does not tell the asked metric by its first', async () => {
    const store = fleetingStore();
    await append(store.store, event({ page: '/a' }), event({ page: '/b' }), event({ page: '/b', visitor: 'v2' }));
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    const { panels } = await askOverview(store, { period: 'today', sort: '-revenue', panels: 'page,source' });
    expect(panels.page?.rows.map(({ label }) => label)).toEqual(['/b', '/a']);
    expect(panels.source?.rows).toMatchObject([{ label: '(direct)', revenue: 10, revenue_per_visitor: 5 }]);
  });

  it('leaves money out where events are filtered, and visits where payments are', async () => {
    const store = fleetingStore();
    await append(store.store, event({ page: '/a' }));
    await store.store.recordPayment(payment({ visitor: 'v1', product: 'pro' }), 'keep');
    const byPage = await askOverview(store, { period: 'today', filter_page: '/a' });
    expect(byPage.metrics).not.toHaveProperty('revenue');
    expect(byPage.panels.product).toEqual({ rows: [], total_rows: 0 });
    const byProduct = await askOverview(store, { period: 'today', filter_product: 'pro' });
    expect(byProduct.metrics).toMatchObject({ revenue: 10 });
    expect(byProduct.metrics).not.toHaveProperty('visitors');
    expect(byProduct.panels.source?.rows).toEqual([{ label: '(direct)', revenue: 10, transactions: 1 }]);
    expect(byProduct.panels.page).toEqual({ rows: [], total_rows: 0 });
  });
});
