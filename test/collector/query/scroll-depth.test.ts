import { expect, it } from 'vitest';
import { ask } from '../../support/ask.ts';
import { append, event, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

/** Somebody sees a page as far as this, and leaves it. */
const see = (store: TemporaryStore, visitor: string, page: string, ...depths: unknown[]) =>
  append(
    store.store,
    event({ visitor, page }),
    ...depths.map((scroll_depth, index) =>
      event({
        visitor,
        page,
        name: 'page_leave',
        time: NOON + (index + 1) * MINUTE,
        properties: JSON.stringify({ scroll_depth }),
      }),
    ),
  );

const byPage = async (store: TemporaryStore) => {
  const params = { period: 'today', dimensions: 'page', metrics: 'scroll_depth', sort: 'page' };
  const { breakdown = [], metrics } = await ask(store, params);
  return { rows: breakdown.map(({ page, scroll_depth }) => [page, scroll_depth]), all: metrics.scroll_depth };
};

it('is the median of how far visits saw a page, of each the furthest', async () => {
  const store = fleetingStore();
  await see(store, 'v1', '/long', 10, 40, 30);
  await see(store, 'v2', '/long', 60);
  await see(store, 'v3', '/long', 100);
  await see(store, 'v1', '/short', 100);
  expect(await byPage(store)).toEqual({
    rows: [
      ['/long', 60],
      ['/short', 100],
    ],
    all: 80,
  });
});

it('is unknown, not 0, where no page tells it, or tells what is no depth', async () => {
  const store = fleetingStore();
  await see(store, 'v1', '/untold');
  await see(store, 'v2', '/nonsense', 'far', -1, 101, null);
  await see(store, 'v3', '/top', 0);
  expect((await byPage(store)).rows).toEqual([
    ['/nonsense', null],
    ['/top', 0],
    ['/untold', null],
  ]);
  expect((await ask(fleetingStore(), { period: 'today', metrics: 'scroll_depth' })).metrics.scroll_depth).toBeNull();
});

it('is told of any group and stretch, and only when it is asked for', async () => {
  const store = fleetingStore();
  await see(store, 'v1', '/a', 50);
  const params = { period: 'today', dimensions: 'source', include: 'timeseries' };
  const { breakdown, timeseries } = await ask(store, { ...params, metrics: 'scroll_depth' });
  expect(breakdown).toEqual([{ source: '(direct)', scroll_depth: 50 }]);
  expect(timeseries?.filter(({ scroll_depth }) => scroll_depth !== null)).toEqual([
    { date: '2024-01-15T12:00:00+00:00', scroll_depth: 50 },
  ]);
  expect((await ask(store, params)).metrics).not.toHaveProperty('scroll_depth');
});
