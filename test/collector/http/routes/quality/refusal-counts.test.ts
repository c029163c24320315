import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRefusalCounts } from '../../../../../collector/http/routes/quality/refusal-counts.ts';
import { StoreUnavailable } from '../../../../../collector/store/event-store.ts';
import { fleetingStore } from '../../../../support/temporary-store.ts';

const NOW = Date.parse('2024-01-15T12:30:00Z');
const DAY = 24 * 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('refused events', () => {
  it('are on disk a tenth of a second later, many in one write', async () => {
    const { store, source } = fleetingStore();
    const writes: number[] = [];
    const counts = createRefusalCounts({
      countRefused: (refused) => {
        writes.push(refused.length);
        return store.countRefused(refused);
      },
    });
    for (let index = 0; index < 50; index++) counts.count(2, 'origin_not_allowed', 'thief.test', 2, NOW + index);
    counts.count(2, 'too_large', null, 1, NOW);
    await vi.advanceTimersByTimeAsync(100);
    expect(writes).toEqual([2]);
    const rows = await source.ledger(2, NOW - DAY, NOW + DAY);
    expect(rows.map(({ refused, outcome, count }) => [refused, outcome, count])).toEqual([
      [true, 'origin_not_allowed', 100],
      [true, 'too_large', 1],
    ]);
    expect(await source.arrivedHosts(2, NOW, NOW + 1)).toEqual([
      { hostname: 'thief.test', outcome: 'refused', events: 100, lastAt: NOW + 49 },
    ]);
  });

  it('stay bounded in memory whatever hosts flood in', async () => {
    const { store, source } = fleetingStore();
    const writes: number[] = [];
    const counts = createRefusalCounts({
      countRefused: (refused) => {
        writes.push(refused.length);
        return store.countRefused(refused);
      },
    });
    for (let index = 0; index < 5000; index++) counts.count(2, 'origin_not_allowed', `h${index}.test`, 1, NOW);
    await counts.close();
    expect(writes).toEqual([1001]);
    const [row] = await source.ledger(2, NOW - DAY, NOW + DAY);
    expect(row?.count).toBe(5000);
    const hosts = await source.arrivedHosts(2, NOW, NOW + 1);
    expect(hosts).toHaveLength(201);
    expect(hosts.reduce((sum, { events }) => sum + events, 0)).toBe(5000);
  });

  it('hold nobody up when the disk takes no counter', async () => {
    const counts = createRefusalCounts({ countRefused: () => Promise.reject(new StoreUnavailable('full')) });
    counts.count(2, 'too_large', null, 1, NOW);
    await expect(counts.close()).resolves.toBeUndefined();
  });
});
