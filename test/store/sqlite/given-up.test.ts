import { describe, expect, it } from 'vitest';
import { PUBLIC_MAX_AGE_MS } from '../../../collector/contract/limits.ts';
import { countNewlyGivenUp } from '../../../collector/store/sqlite/write/given-up.ts';
import { NOON } from '../../support/made-up.ts';
import { temporaryStore } from '../../support/temporary-store.ts';

const SITE = 2;

describe('reports of events that browsers gave up', () => {
  it('are kept for as long as the event may come again, and no longer', () => {
    const { db } = temporaryStore();
    const count = countNewlyGivenUp(db);
    const rows = () => db.prepare('select event_id from told_losses order by event_id').pluck().all();
    count(SITE, 'a', 3, NOON);
    count(SITE, 'b', 3, NOON + PUBLIC_MAX_AGE_MS);
    expect(rows()).toEqual(['a', 'b']);
    count(SITE, 'c', 3, NOON + PUBLIC_MAX_AGE_MS + 1);
    expect(rows()).toEqual(['b', 'c']);
  });
});
