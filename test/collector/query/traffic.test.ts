import { describe, expect, it } from 'vitest';
import { ask } from '../../support/ask.ts';
import { append, conversionEvent, event, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

const TODAY = { period: 'today' };

describe('headline numbers', () => {
  it('count a visit of three pages and an event', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ page: '/' }),
      event({ page: '/pricing', time: NOON + MINUTE }),
      event({ name: 'button_click', time: NOON + 2 * MINUTE }),
      event({ page: '/pricing', name: 'page_leave', time: NOON + 4 * MINUTE, engaged_seconds: 41 }),
      event({ page: '/', visitor: 'v2' }),
    );
    const { metrics } = await ask(store, TODAY);
    expect(metrics).toEqual({
      visitors: 2,
      sessions: 2,
      pageviews: 3,
      events: 1,
      views_per_session: 1.5,
      bounce_rate: 50,
      session_duration: 120,
      engaged_time: 21,
      conversions: 0,
      converting_visitors: 0,
      conversion_rate: 0,
      revenue: 0,
      gross_revenue: 0,
      refunds: 0,
      transactions: 0,
      customers: 0,
      average_order_value: null,
      revenue_per_visitor: 0,
      currency: 'USD',
    });
  });

  it('are null where a ratio has nothing to divide by', async () => {
    const { metrics } = await ask(fleetingStore(), TODAY);
    expect(metrics).toMatchObject({
      visitors: 0,
      views_per_session: null,
      bounce_rate: null,
      session_duration: null,
      engaged_time: null,
      conversion_rate: null,
      average_order_value: null,
      revenue_per_visitor: null,
    });
  });

  it('take a visit with one page view and an interactive event for no bounce', async () => {
    const store = fleetingStore();
    await append(store.store, event(), event({ name: 'click', time: NOON + 1 }));
    await append(store.store, event({ visitor: 'v2' }), event({ visitor: 'v2', name: 'seen', interactive: false }));
    await append(store.store, event({ visitor: 'v3' }), event({ visitor: 'v3', name: 'page_leave' }));
    expect((await ask(store, TODAY)).metrics.bounce_rate).toBe(66.67);
  });

  it('count a keyed event without a visitor among page views and events only', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: null }), event({ visitor: null, name: 'purchase' }));
    expect((await ask(store, TODAY)).metrics).toMatchObject({ pageviews: 1, events: 1, visitors: 0, sessions: 0 });
  });

  it('count a visitor whose session began before the range, but not the session', async () => {
    const store = fleetingStore();
    const midnight = Date.parse('2024-01-15T00:00:00Z');
    await append(store.store, event({ time: midnight - MINUTE }), event({ time: midnight + MINUTE }));
    expect((await ask(store, TODAY)).metrics).toMatchObject({ visitors: 1, sessions: 0, pageviews: 1 });
    expect((await ask(store, { period: 'yesterday' })).metrics).toMatchObject({
      visitors: 1,
      sessions: 1,
      pageviews: 1,
    });
  });
});

describe('a breakdown', () => {
  it('by source labels what came from nowhere and sorts by visitors, then label', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ visitor: 'a', source: 'Google', channel: 'Organic Search' }),
      event({ visitor: 'b', source: 'Google', channel: 'Organic Search' }),
      event({ visitor: 'c' }),
      event({ visitor: 'd', source: 'Bing', channel: 'Organic Search' }),
    );
    const { breakdown } = await ask(store, { ...TODAY, dimensions: 'source', metrics: 'visitors,bounce_rate' });
    expect(breakdown).toEqual([
      { source: 'Google', visitors: 2, bounce_rate: 100 },
      { source: '(direct)', visitors: 1, bounce_rate: 100 },
      { source: 'Bing', visitors: 1, bounce_rate: 100 },
    ]);
  });

  it('by page rates the sessions that entered there', async () => {
    const store = fleetingStore();
    await append(store.store, event({ page: '/a' }), event({ page: '/b', time: NOON + MINUTE }));
    await append(store.store, event({ page: '/b', visitor: 'v2' }));
    const { breakdown } = await ask(store, {
      ...TODAY,
      dimensions: 'page',
      metrics: 'visitors,sessions,bounce_rate,session_duration',
    });
    expect(breakdown).toEqual([
      { page: '/b', visitors: 2, sessions: 2, bounce_rate: 100, session_duration: 0 },
      { page: '/a', visitors: 1, sessions: 1, bounce_rate: 0, session_duration: 60 },
    ]);
  });

  it('by two dimensions and by property', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ name: 'signup', properties: '{"plan":"pro","trial":true}', country: 'US' }),
      event({ name: 'signup', properties: '{"plan":"free"}', visitor: 'v2', country: 'DE' }),
      event({ name: 'signup', visitor: 'v3', country: 'DE' }),
    );
    const one = await ask(store, { ...TODAY, dimensions: 'prop:plan', metrics: 'events', sort: 'prop:plan' });
    expect(one.breakdown).toEqual([
      { 'prop:plan': '(not set)', events: 1 },
      { 'prop:plan': 'free', events: 1 },
      { 'prop:plan': 'pro', events: 1 },
    ]);
    const two = await ask(store, { ...TODAY, dimensions: 'country,prop:trial', metrics: 'visitors' });
    expect(two.breakdown).toEqual([
      { country: 'DE', 'prop:trial': '(not set)', visitors: 2 },
      { country: 'US', 'prop:trial': 'true', visitors: 1 },
    ]);
  });

  it('is paged by a cursor that belongs to one question', async () => {
    const store = fleetingStore();
    await append(store.store, ...['a', 'b', 'c'].map((page) => event({ page: `/${page}`, visitor: page })));
    const question = { ...TODAY, dimensions: 'page', metrics: 'visitors', limit: '2', include: 'total_rows' };
    const first = await ask(store, question);
    expect(first.breakdown?.map((row) => row.page)).toEqual(['/a', '/b']);
    expect(first.pagination).toMatchObject({ limit: 2, has_more: true, total_rows: 3 });
    const cursor = first.pagination?.next_cursor ?? '';
    const second = await ask(store, { ...question, cursor });
    expect(second.breakdown?.map((row) => row.page)).toEqual(['/c']);
    expect(second.pagination).toMatchObject({ has_more: false, next_cursor: null });
    expect(() => ask(store, { ...question, dimensions: 'source', cursor })).toThrow(/cursor/);
  });
});

describe('a filter', () => {
  it('on a session dimension keeps whole sessions', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ source: 'Google', page: '/a' }),
      event({ page: '/b', time: NOON + MINUTE }),
      event({ visitor: 'v2', page: '/b' }),
      event({ visitor: null, name: 'purchase' }),
    );
    const filtered = await ask(store, { ...TODAY, filter_source: 'Google' });
    expect(filtered.metrics).toMatchObject({ visitors: 1, sessions: 1, pageviews: 2, events: 0 });
    const others = await ask(store, { ...TODAY, filter_source: 'is_not:Google' });
    expect(others.metrics).toMatchObject({ visitors: 1, sessions: 1, pageviews: 1, events: 0 });
  });

  it('on an event dimension keeps events, and the sessions that have one', async () => {
    const store = fleetingStore();
    await append(store.store, event({ page: '/a' }), event({ page: '/b', time: NOON + 2 * MINUTE }));
    await append(store.store, event({ visitor: 'v2', page: '/a' }));
    const { metrics } = await ask(store, { ...TODAY, filter_page: '/b' });
    expect(metrics).toMatchObject({ visitors: 1, sessions: 1, pageviews: 1, bounce_rate: 0, session_duration: 120 });
    expect(metrics).not.toHaveProperty('revenue');
  });

  it.each([
    ['US,CA', 2],
    ['is:US', 1],
    ['is_not:US,CA', 1],
    ['contains:E', 1],
    ['not_contains:U', 2],
    ['starts_with:C,D', 2],
    ["' or 1=1 --", 0],
    ['%', 0],
  ])('understands %s', async (value, visitors) => {
    const store = fleetingStore();
    await append(store.store, ...['US', 'CA', 'DE'].map((country) => event({ country, visitor: country })));
    expect((await ask(store, { ...TODAY, filter_country: value })).metrics.visitors).toBe(visitors);
  });

  it('takes a comma in a value after a backslash', async () => {
    const store = fleetingStore();
    await append(store.store, event({ city: 'Washington, DC' }));
    expect((await ask(store, { ...TODAY, filter_city: 'Washington\\, DC' })).metrics.visitors).toBe(1);
  });
});

describe('conversions', () => {
  const signup = conversionEvent();
  const thanks = conversionEvent({
    id: 'cev_2',
    name: 'Thanks',
    type: 'page',
    event_name: null,
    page_path: '/done/*',
    match: 'wildcard',
    count: 'once_per_session',
  });
  const definitions = { conversionEvents: [signup, thanks] };

  it('apply to history, count events or sessions, and rate visitors', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event(),
      event({ name: 'signup', time: NOON + 1 }),
      event({ name: 'signup', time: NOON + 2 }),
      event({ page: '/done/1', time: NOON + 3 }),
      event({ page: '/done/2', time: NOON + 4 }),
      event({ visitor: 'v2' }),
      event({ visitor: 'v3' }),
    );
    expect((await ask(store, TODAY, definitions)).metrics).toMatchObject({
      conversions: 3,
      converting_visitors: 1,
      conversion_rate: 33.33,
    });
    expect((await ask(store, { ...TODAY, conversion_event: 'Thanks' }, definitions)).metrics.conversions).toBe(1);
    expect((await ask(store, { ...TODAY, conversion_event: 'cev_1' }, definitions)).metrics.conversions).toBe(2);
    const { breakdown } = await ask(
      store,
      { ...TODAY, dimensions: 'conversion_event', metrics: 'conversions,visitors' },
      definitions,
    );
    expect(breakdown).toEqual([
      { conversion_event: 'Signup', conversions: 2, visitors: 1 },
      { conversion_event: 'Thanks', conversions: 1, visitors: 1 },
    ]);
  });

  it('of an archived definition are counted when it is asked for, and told apart', async () => {
    const store = fleetingStore();
    const old = { conversionEvents: [conversionEvent({ active: false })] };
    await append(store.store, event(), event({ name: 'signup', time: NOON + 1 }));
    const question = { ...TODAY, dimensions: 'conversion_event', metrics: 'conversions' };
    const asked = await ask(store, { ...question, conversion_event: 'cev_1' }, old);
    expect(asked.metrics.conversions).toBe(1);
    expect(asked.breakdown).toEqual([{ conversion_event: 'Signup', conversions: 1 }]);
    expect(await ask(store, question, old)).toMatchObject({ metrics: { conversions: 0 }, breakdown: [] });
  });

  it('hold the properties against the event, with their types', async () => {
    const store = fleetingStore();
    const pro = { conversionEvents: [conversionEvent({ properties: { plan: 'pro', seats: 2 } })] };
    await append(
      store.store,
      event({ name: 'signup', properties: '{"plan":"pro","seats":2}' }),
      event({ name: 'signup', properties: '{"plan":"pro","seats":"2"}' }),
      event({ name: 'signup', properties: '{"plan":"free"}' }),
    );
    expect((await ask(store, TODAY, pro)).metrics.conversions).toBe(1);
  });

  it('of one dimension hold together when it is given twice', async () => {
    const store = fleetingStore();
    const pages = ['/docs/a', '/docs/b', '/blog/a'];
    await append(store.store, ...pages.map((page, place) => event({ page, visitor: `v${place}` })));
    const params = new URLSearchParams(TODAY);
    params.append('filter_page', 'starts_with:/docs');
    params.append('filter_page', 'is_not:/docs/b');
    expect((await ask(store, params)).metrics).toMatchObject({ visitors: 1, pageviews: 1 });
  });

  it('keep an event that meets two definitions once when filtered by them', async () => {
    const store = fleetingStore();
    const both = { conversionEvents: [signup, conversionEvent({ id: 'cev_3', name: 'Also' })] };
    await append(store.store, event(), event({ name: 'signup', time: NOON + 1 }));
    const { metrics } = await ask(store, { ...TODAY, filter_conversion_event: 'Signup,Also' }, both);
    expect(metrics).toMatchObject({ events: 1, pageviews: 0, conversions: 2 });
    const { metrics: rest } = await ask(store, { ...TODAY, filter_conversion_event: 'is_not:Signup' }, both);
    expect(rest).toMatchObject({ events: 0, pageviews: 1 });
  });
});

describe('realtime', () => {
  it('counts the distinct visitors of the last five minutes', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ time: NOON - 5 * MINUTE + 1 }),
      event({ visitor: 'v2', time: NOON - 6 * MINUTE }),
    );
    expect((await ask(store, { ...TODAY, include: 'realtime' })).realtime).toEqual({ visitors: 1 });
  });
});
