import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, define, names, openBrowser, openPage, pass, told, unreachable } from './page.ts';

describe('bizness.track', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('sends an event with its properties and the address of the page', async () => {
    const { bizness } = await openPage();
    bizness.track('signup', { plan: 'pro', seats: 3 });
    await pass(100);
    expect(collector.requests).toHaveLength(1);
    expect(collector.requests[0]!.body.events[1]).toMatchObject({
      event_name: 'signup',
      properties: { page_url: 'https://shop.test/start?utm_source=news', plan: 'pro', seats: 3 },
    });
  });

  it('goes as plain text without headers or options of the connection, and outlives the page', async () => {
    await openPage();
    await pass(100);
    const { url, options } = collector.requests[0]!;
    expect(url).toBe('https://collector.test/api/events/batch');
    expect(options).toEqual({ method: 'POST', keepalive: true, body: expect.any(String) });
  });

  it('says for which website, when, and how much was given up', async () => {
    await openPage();
    await pass(100);
    const { body } = collector.requests[0]!;
    expect(Object.keys(body)).toEqual(['events', 'website_id', 'sent_at', 'dropped_events']);
    expect(body).toMatchObject({ website_id: 'shop', sent_at: '2026-05-01T12:00:00.100Z', dropped_events: 0 });
  });

  it('gives every event an id of its own, in the order they happened', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 20; i++) bizness.track(`e${i}`);
    await pass(100);
    const ids = collector.requests[0]!.body.events.map((event) => event.event_id);
    expect(new Set(ids).size).toBe(21);
    expect(ids).toEqual([...ids].sort());
    expect(ids.join()).toMatch(/^(evt_[0-9a-z]{9,30},?)+$/);
    expect(names(collector.requests).slice(1)).toEqual(Array.from({ length: 20 }, (_, i) => `e${i}`));
  });

  it('keeps the order also when the clock is set back', async () => {
    const { bizness } = await openPage();
    bizness.track('a');
    vi.setSystemTime(Date.now() - 60_000);
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'a', 'b']);
  });

  it('cuts names and texts to what the collector takes', async () => {
    const { bizness } = await openPage();
    bizness.track('n'.repeat(100), { text: 't'.repeat(5000), deep: { list: ['u'.repeat(5000)] } });
    await pass(100);
    const event = collector.requests[0]!.body.events[1]!;
    expect(event.event_name).toHaveLength(64);
    expect(event.properties.text).toHaveLength(2000);
    expect((event.properties.deep as { list: string[] }).list[0]).toHaveLength(2000);
  });

  it('sends lists, dates, numbers and nothing as JSON has them', async () => {
    const { bizness } = await openPage();
    bizness.track('a', { list: [1, 'b', null], date: new Date(0), zero: 0, no: false, nothing: undefined });
    await pass(100);
    expect(told(collector.requests)[1]![1]).toEqual({
      list: [1, 'b', null],
      date: '1970-01-01T00:00:00.000Z',
      zero: 0,
      no: false,
    });
  });

  it('takes properties of every name', async () => {
    const { bizness } = await openPage();
    bizness.track('pizza', { slice: 'thin', toppings: { slice: 2 } });
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['pizza', { slice: 'thin', toppings: { slice: 2 } }]);
  });

  it('is not disturbed by a page that has taught arrays a toJSON', async () => {
    define(Array.prototype, 'toJSON', () => 'spoilt');
    const { bizness } = await openPage();
    bizness.track('a');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'a']);
  });

  it('never throws, whatever it is given, and loses only that', async () => {
    const { bizness } = await openPage();
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const call = bizness.track as (...args: unknown[]) => void;
    for (const args of [
      ['circle', circle],
      ['big', { n: 1n }],
      ['text', 'abc'],
      ['call', () => {}],
      ['deaf', null],
    ])
      expect(() => call(...args)).not.toThrow();
    call('fine');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'circle', 'big', 'text', 'call', 'deaf', 'fine']);
  });

  it.each<[string, () => unknown]>([
    ['a BigInt', () => 1n],
    ['one deep inside', () => ({ list: [{ n: 1n }] })],
    [
      'a circle',
      () => {
        const circle = { self: {} };
        circle.self = circle;
        return circle;
      },
    ],
    ['what throws when it is written', () => ({ toJSON: unreachable })],
    ['a function', () => () => 1],
  ])('loses of an event no more than the value that JSON cannot carry: %s', async (_what, odd) => {
    const { bizness } = await openPage();
    bizness.track('purchase', { before: 1, odd: odd(), after: 2 });
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['purchase', { before: 1, after: 2 }]);
  });

  it('keeps the first 100 of more properties than the collector takes', async () => {
    const { bizness } = await openPage();
    bizness.track('wide', Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${i}`, i])));
    await pass(100);
    const { properties } = collector.requests[0]!.body.events[1]!;
    expect(Object.keys(properties)).toHaveLength(100);
    expect(properties).toMatchObject({ page_url: expect.any(String), k0: 0, k98: 98 });
  });

  it.each([undefined, null, '', '  ', 7, {}, Symbol('name')])(
    'refuses an event without a name aloud: %s',
    async (name) => {
      const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
      const { bizness } = await openPage();
      expect(() => bizness.track(name as string, { a: 1 })).not.toThrow();
      bizness.track('fine');
      await pass(100);
      expect(names(collector.requests)).toEqual(['page_view', 'fine']);
      expect(complain.mock.calls).toEqual([
        ['bizness: no event_name', expect.objectContaining({ properties: expect.objectContaining({ a: 1 }) })],
      ]);
    },
  );

  it.each<[string, unknown]>([
    ['in another form', () => '01.05.2026'],
    [
      'not at all',
      () => {
        throw new Error('of the page');
      },
    ],
  ])('tells the time though the page has dates write themselves %s', async (_how, toJSON) => {
    const native = Date.prototype.toJSON;
    Date.prototype.toJSON = toJSON as typeof native;
    try {
      const { bizness } = await openPage();
      bizness.track('a', { date: new Date(), plan: 'pro' });
      await pass(100);
      const { sent_at, events } = collector.requests[0]!.body;
      expect([sent_at, ...events.map(({ timestamp }) => timestamp)]).toEqual(
        Array(3).fill(expect.stringMatching(/^2026-05-01T12:00:00\.\d{3}Z$/)),
      );
      expect(events[1]!.properties.plan).toBe('pro');
    } finally {
      Date.prototype.toJSON = native;
    }
  });

  it('never gives back anything', async () => {
    const { bizness } = await openPage();
    expect(bizness.track('a')).toBeUndefined();
  });
});

describe('bizness.identify, revenue and flush', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('say who the visitor is, in an event that does not make a visit engaged', async () => {
    const { bizness } = await openPage();
    bizness.identify('user-7', { plan: 'pro' });
    bizness.identify('user-8');
    await pass(100);
    expect(told(collector.requests).slice(1)).toEqual([
      ['identify', { interactive: false, user_id: 'user-7', plan: 'pro' }],
      ['identify', { interactive: false, user_id: 'user-8' }],
    ]);
  });

  it('tell a payment as an event', async () => {
    const { bizness } = await openPage();
    bizness.revenue(49.9, 'EUR', { order: 'o-1' });
    bizness.revenue(0, 'JPY');
    await pass(100);
    expect(told(collector.requests).slice(1)).toEqual([
      ['revenue', { value: 49.9, currency: 'EUR', order: 'o-1' }],
      ['revenue', { value: 0, currency: 'JPY' }],
    ]);
  });

  it('send at once what waits, in one request', async () => {
    const { bizness } = await openPage();
    bizness.track('a');
    bizness.flush();
    bizness.flush();
    await pass(0);
    expect(collector.requests.map((sent) => names([sent]))).toEqual([['page_view', 'a']]);
    await pass(1000);
    expect(collector.requests).toHaveLength(1);
  });

  it('do not break into a wait', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '20' } });
    const { bizness } = await openPage();
    await pass(100);
    for (let i = 0; i < 19; i++) {
      bizness.flush();
      await pass(1000);
    }
    expect(collector.requests).toHaveLength(1);
  });
});
