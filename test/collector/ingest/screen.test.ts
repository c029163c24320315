import { describe, expect, it } from 'vitest';
import { ask } from '../../support/ask.ts';
import { append, event, HOUR, NOON } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';
import { deliver } from './deliver.ts';

const screenOf = async (properties: Record<string, unknown>) => (await deliver({ properties })).row?.screen;

describe('the screen', () => {
  it.each([
    [1, 'mobile'],
    [575, 'mobile'],
    [575.5, 'mobile'],
    [576, 'tablet'],
    [991, 'tablet'],
    [992, 'laptop'],
    [1439, 'laptop'],
    [1440, 'desktop'],
    [7680, 'desktop'],
  ])('of %d pixels is of the class %s', async (screen_width, expected) => {
    expect(await screenOf({ screen_width })).toBe(expected);
  });

  it.each([0, -1, '1280', null, true, [1280], {}])('is not known from %j', async (screen_width) => {
    expect(await screenOf({ screen_width })).toBeNull();
  });

  it('is not known when nothing is said of it, whatever objects inherit', async () => {
    expect(await screenOf({})).toBeNull();
  });

  it('tells visits apart in reports, those from before it was kept as not set', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ visitor: 'a', screen: 'mobile' }),
      // A session has the screen of its first page view.
      event({ visitor: 'a', screen: 'laptop', time: NOON + 1000 }),
      event({ visitor: 'b', screen: 'laptop' }),
      event({ visitor: 'c' }),
    );
    const report = async (params: Record<string, string>) =>
      (await ask(store, { metrics: 'visitors,pageviews', ...params }, { now: NOON + HOUR })).breakdown;
    expect(await report({ dimensions: 'screen', sort: 'screen' })).toEqual([
      { screen: '(not set)', visitors: 1, pageviews: 1 },
      { screen: 'laptop', visitors: 1, pageviews: 1 },
      { screen: 'mobile', visitors: 1, pageviews: 2 },
    ]);
    expect(await report({ dimensions: 'browser', filter_screen: 'mobile' })).toEqual([
      { browser: 'Firefox', visitors: 1, pageviews: 2 },
    ]);
  });
});
