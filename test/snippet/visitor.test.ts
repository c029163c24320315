import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, define, names, openBrowser, openPage, openTab, pass, setHidden } from './page.ts';

const KEY = 'bizness:shop:visitor';
const ID = /^vis_\d{6,20}$/;

describe('the visitor', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const events = () => collector.requests.flatMap(({ body }) => body.events);
  const ids = () => events().map((event) => event.visitor_id);

  it('has one id, in every event and over pages and tabs', async () => {
    const first = await openPage();
    first.bizness.track('a');
    await pass(100);
    first.close();
    await openTab();
    await pass(100);
    expect(ids()[0]).toMatch(ID);
    expect(ids()).toEqual([ids()[0], ids()[0], ids()[0]]);
    expect(localStorage.getItem(KEY)).toBe(ids()[0]);
  });

  it('keeps an id that an older version has made', async () => {
    localStorage.setItem(KEY, 'vis_1k2j3h4g5f');
    await openPage();
    await pass(100);
    expect(ids()).toEqual(['vis_1k2j3h4g5f']);
  });

  it('gets a new id where the stored one is none', async () => {
    localStorage.setItem(KEY, '');
    await openPage();
    await pass(100);
    expect(ids()[0]).toMatch(ID);
    expect(localStorage.getItem(KEY)).toBe(ids()[0]);
  });

  it('has an id that the collector takes, however long the stored one is', async () => {
    localStorage.setItem(KEY, '😀'.repeat(5000));
    await openPage();
    await pass(100);
    expect(new TextEncoder().encode(ids()[0]).length).toBeLessThanOrEqual(128);
    expect(localStorage.getItem(KEY)).toBe(ids()[0]);
  });

  it('is somebody else after reset, in what follows alone, also where both wait for consent', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    bizness.track('a');
    bizness.reset();
    bizness.track('b');
    bizness.consent(true);
    await pass(100);
    const [view, a, b] = ids();
    expect(a).toBe(view);
    expect(b).toMatch(ID);
    expect(b).not.toBe(a);
  });

  it('is somebody else after reset, in what follows alone', async () => {
    const { bizness } = await openPage();
    bizness.track('a');
    bizness.reset();
    expect(localStorage.getItem(KEY)).toBeNull();
    bizness.track('b');
    bizness.track('c');
    await pass(100);
    const [view, a, b, c] = ids();
    expect(a).toBe(view);
    expect(b).toMatch(ID);
    expect(b).not.toBe(a);
    expect(c).toBe(b);
  });

  it('has no id where none is wanted, and loses the one there was', async () => {
    localStorage.setItem(KEY, 'vis_123456');
    const { bizness } = await openPage({ 'visitor-mode': 'cookieless' });
    bizness.track('a');
    expect(localStorage.getItem(KEY)).toBeNull();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'a']);
    for (const event of events()) expect(event).not.toHaveProperty('visitor_id');
    expect(localStorage).toHaveLength(0);
  });

  it('has an id in every other visitor mode', async () => {
    await openPage({ 'visitor-mode': 'persistent' });
    await pass(100);
    expect(ids()[0]).toMatch(ID);
  });
});

describe('a browser that asks for privacy', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const events = () => collector.requests.flatMap(({ body }) => body.events);

  const SIGNALS = [
    ['globalPrivacyControl', true],
    ['doNotTrack', '1'],
  ] as const;

  it.each(SIGNALS)('by %s is counted without an id, and the one there was is erased', async (name, value) => {
    localStorage.setItem(KEY, 'vis_123456');
    define(navigator, name, value);
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view']);
    expect(events()[0]).not.toHaveProperty('visitor_id');
    expect(localStorage).toHaveLength(0);
  });

  it.each(SIGNALS)('by %s is not counted at all where the tag says drop', async (name, value) => {
    define(navigator, name, value);
    // From before the browser asked for privacy.
    localStorage.setItem(KEY, 'vis_123456');
    localStorage.setItem(`bizness:shop:evt_${Date.now().toString(36)}1`, '{"event_name":"earlier"}');
    const kept = vi.spyOn(Storage.prototype, 'setItem');
    const { bizness } = await openPage({ gpc: 'drop' });
    document.body.innerHTML = '<button>Buy</button>';
    document.querySelector('button')!.click();
    bizness.track('a');
    bizness.identify('u1');
    bizness.revenue(1, 'EUR');
    bizness.consent(true);
    bizness.track('b');
    bizness.flush();
    history.pushState({}, '', '/cart');
    await pass(10_000);
    setHidden(true);
    setHidden(false);
    await pass(10_000);
    expect([...collector.requests, ...collector.copies]).toEqual([]);
    expect(kept).not.toHaveBeenCalled();
    expect(localStorage).toHaveLength(0);
  });

  it.each(SIGNALS)('by %s is like any other where the tag says ignore', async (name, value) => {
    define(navigator, name, value);
    await openPage({ gpc: 'ignore' });
    await pass(100);
    expect(events()[0]!.visitor_id).toMatch(ID);
  });

  it.each([
    ['globalPrivacyControl', false],
    ['globalPrivacyControl', undefined],
    ['doNotTrack', '0'],
    ['doNotTrack', null],
    ['doNotTrack', 'unspecified'],
  ])('does not do so by %s = %s', async (name, value) => {
    define(navigator, name, value);
    await openPage({ gpc: 'drop' });
    await pass(100);
    expect(events()[0]!.visitor_id).toMatch(ID);
  });
});
