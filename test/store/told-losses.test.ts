import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PUBLIC_MAX_AGE_MS } from '../../collector/contract/limits.ts';
import { countLosses } from '../../collector/store/sqlite/write/told-losses.ts';
import { NOON } from '../support/made-up.ts';
import { fleetingStore, temporaryStore } from '../support/temporary-store.ts';

const SITE = 2;

describe('losses that browsers tell of', () => {
  it('count once each, however often and in whatever order they are told', () => {
    const told = fc.record({ event: fc.constantFrom('a', 'b', 'c'), lost: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), (list) => {
        const count = countLosses(fleetingStore().db);
        const sum = list.reduce((all, { event, lost }) => all + count(SITE, event, lost, NOON), 0);
        const most = new Map<string, number>();
        for (const { event, lost } of list) most.set(event, Math.max(lost, most.get(event) ?? 0));
        expect(sum).toBe([...most.values()].reduce((all, lost) => all + lost, 0));
      }),
      { numRuns: 20 },
    );
  });

  it('are those of one website', () => {
    const count = countLosses(temporaryStore().db);
    expect([count(SITE, 'a', 3, NOON), count(SITE + 2, 'a', 3, NOON)]).toEqual([3, 3]);
  });

  it('are remembered for as long as the event may come again, and no longer', () => {
    const { db } = temporaryStore();
    const count = countLosses(db);
    const rows = () => db.prepare('select event_id from told_losses order by event_id').pluck().all();
    count(SITE, 'a', 3, NOON);
    count(SITE, 'b', 3, NOON + PUBLIC_MAX_AGE_MS);
    expect(rows()).toEqual(['a', 'b']);
    count(SITE, 'c', 3, NOON + PUBLIC_MAX_AGE_MS + 1);
    expect(rows()).toEqual(['b', 'c']);
  });
});
