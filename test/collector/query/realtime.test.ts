import { describe, expect, it } from 'vitest';
import { askRealtime } from '../../support/ask-report.ts';
import { append, event, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

describe('realtime', () => {
  it('tells who is here, where and from where, and what has just happened, without saying who', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ visitor: 'anna', page: '/', time: NOON - 2 * MINUTE, source: 'Google' }),
      event({ visitor: 'anna', page: '/pricing', time: NOON - MINUTE }),
      event({ visitor: 'ben', page: '/pricing', time: NOON - 5 * MINUTE, country: 'FR', device: 'mobile' }),
      event({ visitor: 'gone', page: '/docs', time: NOON - 5 * MINUTE - 1 }),
      event({ visitor: 'gone', name: 'page_leave', page: '/docs', time: NOON - 5 * MINUTE - 1 }),
      event({ visitor: null, name: 'purchase', page: null, opens_session: false }),
    );
    const told = await askRealtime(store, '');
    expect(told).toMatchObject({
      visitors: 2,
      pages: [{ page: '/pricing', visitors: 2 }],
      sources: [
        { source: '(direct)', visitors: 1 },
        { source: 'Google', visitors: 1 },
      ],
      countries: [
        { country: 'DE', visitors: 1 },
        { country: 'FR', visitors: 1 },
      ],
      devices: [
        { device: 'desktop', visitors: 1 },
        { device: 'mobile', visitors: 1 },
      ],
    });
    expect(told.latest_events.map(({ event_name, page }) => `${event_name} ${page}`)).toEqual([
      'purchase (not set)',
      'page_view /pricing',
      'page_view /',
      'page_view /pricing',
      'page_view /docs',
    ]);
    expect(JSON.stringify(told)).not.toMatch(/anna|ben|gone/);
  });

  it('counts thirty minutes of the clock one by one, the running one the last', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ time: NOON - 29 * MINUTE }),
      event({ time: NOON - 29 * MINUTE - 1 }),
      event({ name: 'click', time: NOON + 10_000 }),
    );
    const { minutes, period } = await askRealtime(store, 'timezone=Asia/Kolkata', { now: NOON + 30_000 });
    expect(minutes.length).toBe(30);
    expect(minutes[0]).toEqual({ date: '2024-01-15T17:01:00+05:30', pageviews: 1, events: 0 });
    expect(minutes.at(-1)).toEqual({ date: '2024-01-15T17:30:00+05:30', pageviews: 0, events: 1 });
    expect(period.start).toBe('2024-01-15T17:01:00+05:30');
  });

  it('keeps what passes the filters', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'a', country: 'FR' }), event({ visitor: 'b' }));
    const told = await askRealtime(store, 'filter_country=FR');
    expect([told.visitors, told.minutes.at(-1)?.pageviews, told.latest_events.length]).toEqual([1, 1, 1]);
  });

  it('shows as many rows of each list as asked', async () => {
    const store = fleetingStore();
    await append(store.store, event({ page: '/a' }), event({ visitor: 'v2', page: '/b' }));
    const { pages, latest_events, visitors } = await askRealtime(store, 'limit=1');
    expect([pages.length, latest_events.length, visitors]).toEqual([1, 1, 2]);
  });
});
