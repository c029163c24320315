import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, names, openBrowser, openPage, openTab, pass, told } from './page.ts';

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

  it('goes as plain text without credentials or headers, outlives the page, and says when and for whom', async () => {
    await openPage();
    await pass(100);
    const { url, options, body } = collector.requests[0]!;
    expect(url).toBe('https://collector.test/api/events/batch');
    expect(options).toMatchObject({ method: 'POST', keepalive: true, credentials: 'omit' });
    expect(options.headers).toBeUndefined();
    expect(typeof options.body).toBe('string');
    expect(Object.keys(body)).toEqual(['website_id', 'visitor_id', 'sent_at', 'events']);
    expect(body).toMatchObject({ website_id: 'shop', sent_at: '2026-05-01T12:00:00.100Z' });
  });

  it('keeps one visitor id over pages and tabs', async () => {
    const first = await openPage();
    await pass(100);
    first.close();
    await openTab();
    await pass(100);
    const ids = collector.requests.map(({ body }) => body.visitor_id);
    expect(ids[0]).toMatch(/^vis_[0-9a-z]{6,14}$/);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('replaces a stored visitor id that is none', async () => {
    localStorage.setItem('bizness:shop:visitor', `vis_${'x'.repeat(5000)}`);
    await openPage();
    await pass(100);
    expect(collector.requests[0]!.body.visitor_id).toMatch(/^vis_[0-9a-z]{6,14}$/);
  });

  it('gives every event an id of its own, in the order they happened', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 20; i++) bizness.track(`e${i}`);
    await pass(100);
    const ids = collector.requests[0]!.body.events.map((event) => event.event_id);
    expect(new Set(ids).size).toBe(21);
    expect(ids).toEqual([...ids].sort());
    expect(names(collector.requests).slice(1)).toEqual(Array.from({ length: 20 }, (_, i) => `e${i}`));
  });

  it('sends what the stub has kept, after the page view, and goes on serving whoever holds the stub', async () => {
    await import('../../snippet/stub.ts');
    const stub = window.bizness!;
    stub.track('early', { a: 1 });
    await openPage();
    expect(window.bizness).not.toBe(stub);
    stub.track('late');
    await pass(100);
    expect(told(collector.requests).map(([name]) => name)).toEqual(['page_view', 'early', 'late']);
    expect(told(collector.requests)[1]).toEqual(['early', { a: 1 }]);
  });

  it('survives calls in the stub that make no sense', async () => {
    const q = [['identify', [1]], null, 'x', ['track', ['fine']]];
    Object.assign(window, { bizness: { q, track() {} } });
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'fine']);
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

  it('never throws, whatever it is given, and loses only that', async () => {
    const { bizness } = await openPage();
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const call = bizness.track as (...args: unknown[]) => void;
    for (const args of [[], [null], [Symbol('s')], ['circle', circle], ['big', { n: 1n }], ['text', 'abc']])
      expect(() => call(...args)).not.toThrow();
    call('fine');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'undefined', 'null', 'text', 'fine']);
  });

  it('drops an event too big for the collector and keeps the others', async () => {
    const { bizness } = await openPage();
    bizness.track('big', Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`k${i}`, 'é'.repeat(400)])));
    bizness.track('fine');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'fine']);
  });

  it('makes no global but bizness', async () => {
    const before = new Set(Object.getOwnPropertyNames(window));
    await openPage();
    await pass(100);
    expect(Object.getOwnPropertyNames(window).filter((name) => !before.has(name))).toEqual(['bizness']);
  });

  it('does nothing where crypto is missing, and breaks nothing', async () => {
    vi.stubGlobal('crypto', undefined);
    const { guarded } = await import('../../snippet/browser/guarded.ts');
    const { install } = await import('../../snippet/install.ts');
    expect(guarded(() => install({ websiteId: 'shop', endpoint: 'https://collector.test/' }))).not.toThrow();
    expect(collector.requests).toEqual([]);
  });
});
