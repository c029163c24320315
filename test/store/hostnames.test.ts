import { describe, expect, it } from 'vitest';
import { append, DAY, event, NOON, SITE } from '../support/made-up.ts';
import { temporaryStore } from '../support/temporary-store.ts';

describe('hosts of accepted events', () => {
  it('are counted once per stored event, not of repeats, nor of what is kept apart', async () => {
    const { store, source } = temporaryStore();
    const first = event({ hostname: 'WWW.acme.com' });
    await append(store, first, event({ hostname: 'www.acme.com' }), event({ hostname: null }));
    await append(store, first, event({ exclusion: 'bot' }), event({ hostname: 'x'.repeat(254) }));
    expect(await source.arrivedHosts(SITE, NOON, NOON + 1)).toEqual([
      { hostname: 'www.acme.com', outcome: 'accepted', events: 2, lastAt: NOON },
    ]);
  });

  it('take no more than 201 rows of a day, though each event has its own', async () => {
    const { store, db } = temporaryStore();
    const flood = Array.from({ length: 500 }, (_, index) => event({ hostname: `h${index}.test`, visitor: null }));
    await append(store, ...flood);
    expect(db.prepare('select count(*) from hostnames').pluck().get()).toBe(201);
    expect(db.prepare(`select events from hostnames where hostname = '(other)'`).pluck().get()).toBe(300);
  });

  it('are forgotten with what is older than the website keeps, and after 400 days in any case', async () => {
    const { store, db } = temporaryStore();
    const days = () => db.prepare('select day from hostnames order by day').pluck().all();
    const refused = (at: number, hostname: string) =>
      store.countRefused([{ site: SITE, reason: 'origin_not_allowed', hostname, count: 1, at }]);
    const today = NOON - (NOON % DAY);
    await refused(NOON - 402 * DAY, 'a.test');
    await refused(NOON - 30 * DAY, 'a.test');
    expect(days()).toHaveLength(2);
    await refused(NOON, 'a.test');
    expect(days()).toEqual([today - 30 * DAY, today]);
    await store.prune(SITE, NOON - 7 * DAY);
    expect(days()).toEqual([today]);
  });
});
