import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bizness } from '../../snippet/types.ts';
import { closeBrowser, names, openBrowser, openPage, pass, pasteStub, told } from './page.ts';

/** Before any page was opened. */
const GLOBALS = new Set(Object.getOwnPropertyNames(window));

describe('window.bizness', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('stays the object that the stub has made, and is completed', async () => {
    const stub = await pasteStub();
    const { bizness } = await openPage();
    expect(bizness).toBe(stub);
    expect(Object.keys(bizness).sort()).toEqual(
      ['consent', 'flush', 'identify', 'optOut', 'q', 'reset', 'revenue', 'track', 'websites'].sort(),
    );
  });

  it('makes the calls the stub has kept, after the page view and in their order', async () => {
    const stub = await pasteStub();
    stub.track('early', { a: 1 });
    stub.identify('u1', { plan: 'pro' });
    stub.revenue(9.5, 'EUR');
    await openPage();
    await pass(100);
    expect(told(collector.requests).slice(1)).toEqual([
      ['early', { a: 1 }],
      ['identify', { interactive: false, user_id: 'u1', plan: 'pro' }],
      ['revenue', { value: 9.5, currency: 'EUR' }],
    ]);
  });

  it('goes on serving whoever has kept one of the functions of the stub', async () => {
    const { track, flush } = await pasteStub();
    await openPage();
    track('late');
    flush();
    await pass(0);
    expect(names(collector.requests)).toEqual(['page_view', 'late']);
  });

  it('is not made anew by a stub that is pasted a second time or too late', async () => {
    const stub = await pasteStub();
    stub.track('early');
    expect(await pasteStub()).toBe(stub);
    const { bizness } = await openPage();
    const { track } = bizness;
    await pasteStub();
    expect(window.bizness!.track).toBe(track);
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'early']);
  });

  it('takes calls by push as the stub does', async () => {
    const { bizness } = await openPage();
    bizness.q.push(['track', ['pushed', { a: 1 }]]);
    await pass(100);
    expect(told(collector.requests)[1]).toEqual(['pushed', { a: 1 }]);
  });

  it('survives calls in the stub that make no sense', async () => {
    const q = [['forget', [1]], null, 'x', ['track'], ['track', ['fine']]];
    Object.assign(window, { bizness: { q, track() {} } });
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'fine']);
  });

  it('may be an element of the page that happens to have this id', async () => {
    Object.assign(window, { bizness: document.createElement('form') });
    const { bizness } = await openPage();
    bizness.track('fine');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'fine']);
  });

  it('is the only global', async () => {
    await openPage();
    await pass(100);
    expect(Object.getOwnPropertyNames(window).filter((name) => !GLOBALS.has(name))).toEqual(['bizness']);
  });

  it('is there where crypto is missing', async () => {
    vi.stubGlobal('crypto', undefined);
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view']);
  });
});

describe('websites on one page', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  /** What was sent for a website. */
  const sentFor = (id: string) => names(collector.requests.filter(({ body }) => body.website_id === id));

  it('are counted once each, however often a tag is there', async () => {
    await openPage();
    await openPage();
    history.pushState({}, '', '/cart');
    document.body.innerHTML = '<button>Buy</button>';
    document.querySelector('button')!.click();
    await pass(1000);
    expect(names(collector.requests)).toEqual(['page_view', 'button_click', 'page_view']);
  });

  it('each get the page view and what happens on the page', async () => {
    const { bizness } = await openPage();
    expect((await openPage({ 'website-id': 'group' })).bizness).toBe(bizness);
    document.body.innerHTML = '<button>Buy</button>';
    document.querySelector('button')!.click();
    await pass(100);
    for (const id of ['shop', 'group']) expect(sentFor(id)).toEqual(['page_view', 'button_click']);
  });

  it('each get the calls on window.bizness, whoever has kept which function', async () => {
    const { track, revenue } = (await openPage()).bizness;
    const { bizness } = await openPage({ 'website-id': 'group' });
    track('a');
    revenue(1, 'EUR');
    bizness.identify('u1');
    bizness.flush();
    await pass(0);
    for (const id of ['shop', 'group']) expect(sentFor(id)).toEqual(['page_view', 'a', 'revenue', 'identify']);
  });

  it('can each be spoken to alone', async () => {
    await openPage();
    const { websites } = (await openPage({ 'website-id': 'group' })).bizness;
    expect(Object.keys(websites)).toEqual(['shop', 'group']);
    websites.group!.track('b');
    websites.shop!.optOut();
    await pass(100);
    expect(sentFor('shop')).toEqual([]);
    expect(sentFor('group')).toEqual(['page_view', 'b']);
  });

  it('hear what was said of consent before their tag came', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    bizness.consent(true);
    bizness.track('a');
    await openPage({ 'website-id': 'group', consent: 'required' });
    await openPage({ 'website-id': 'third', consent: 'required' });
    bizness.track('b');
    await pass(100);
    expect(sentFor('shop')).toEqual(['page_view', 'a', 'b']);
    for (const id of ['group', 'third']) expect(sentFor(id)).toEqual(['page_view', 'b']);
  });

  it('hear that the visitor has opted out before their tag came, even by the stub', async () => {
    (await pasteStub()).optOut();
    await openPage();
    await openPage({ 'website-id': 'group' });
    await pass(1000);
    expect(collector.requests).toEqual([]);
    expect(Object.keys(localStorage).sort()).toEqual(['bizness:group:out', 'bizness:shop:out']);
  });

  it('share neither visitor id nor queue nor endpoint', async () => {
    await openPage();
    await openPage({ 'website-id': 'group', endpoint: 'https://other.test/batch' });
    await pass(100);
    const [shop, group] = collector.requests;
    expect([shop!.url, group!.url]).toEqual(['https://collector.test/api/events/batch', 'https://other.test/batch']);
    expect(shop!.body.events[0]!.visitor_id).not.toBe(group!.body.events[0]!.visitor_id);
    expect(Object.keys(localStorage).sort()).toEqual(['bizness:group:visitor', 'bizness:shop:visitor']);
  });

  it('do not hear again what the stub has kept', async () => {
    const stub = await pasteStub();
    stub.track('early');
    await openPage();
    await openPage({ 'website-id': 'group' });
    await pass(100);
    expect(sentFor('shop')).toEqual(['page_view', 'early']);
  });

  it('are spared by a mistake in a call to one of them: nothing is thrown into the page', async () => {
    const { websites } = (await openPage()).bizness as Bizness;
    const call = websites.shop!.track as (...args: unknown[]) => void;
    expect(() => call(Symbol('s'))).not.toThrow();
    const properties = {
      get broken() {
        throw new Error('broken');
      },
    };
    expect(() => call('a', properties)).not.toThrow();
    expect(() => websites.shop!.identify('u1', properties)).not.toThrow();
    expect(() => websites.shop!.revenue(1, 'EUR', properties)).not.toThrow();
  });
});
