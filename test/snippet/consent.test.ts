import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  names,
  openBrowser,
  openLocks,
  openPage,
  pass,
  pasteStub,
  setHidden,
  showAgain,
  unavailable,
  waiting,
} from './page.ts';

describe('consent, where it is required', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const required = { consent: 'required' };
  const sent = () => [...collector.requests, ...collector.copies];

  it('has nothing stored, read, locked or sent before it is given', async () => {
    const storage = vi.spyOn(globalThis, 'localStorage', 'get');
    openLocks();
    const request = vi.spyOn(navigator.locks, 'request');
    const { bizness } = await openPage(required);
    document.body.innerHTML = '<button>Buy</button>';
    document.querySelector('button')!.click();
    bizness.track('a');
    bizness.identify('u1');
    bizness.flush();
    history.pushState({}, '', '/cart');
    await pass(20_000);
    setHidden(true);
    setHidden(false);
    showAgain(true);
    window.dispatchEvent(new Event('online'));
    await pass(20_000);
    expect(sent()).toEqual([]);
    expect(storage).not.toHaveBeenCalled();
    expect(request).not.toHaveBeenCalled();
  });

  it('once given has everything counted that waited for it, in order and with the time it happened', async () => {
    const { bizness } = await openPage(required);
    bizness.track('a');
    await pass(5000);
    bizness.consent(true);
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'a', 'b']);
    const { events } = collector.requests[0]!.body;
    expect(events.map(({ timestamp }) => timestamp.slice(17))).toEqual(['00.000Z', '00.001Z', '05.000Z']);
    expect(new Set(events.map(({ visitor_id }) => visitor_id))).toEqual(
      new Set([localStorage.getItem('bizness:shop:visitor')]),
    );
    expect(waiting()).toEqual([]);
  });

  it('makes up for a flush that had to wait', async () => {
    const { bizness } = await openPage(required);
    bizness.flush();
    bizness.consent(true);
    await pass(0);
    expect(names(collector.requests)).toEqual(['page_view']);
  });

  it('can be given before the script has loaded', async () => {
    (await pasteStub()).consent(true);
    await openPage(required);
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view']);
  });

  it('sends what earlier pages left behind, too, and copies when the page is hidden', async () => {
    localStorage.setItem(`bizness:shop:evt_${(Date.now() - 1000).toString(36)}1`, '{"event_name":"earlier"}');
    const { bizness } = await openPage(required);
    setHidden(true);
    expect(sent()).toEqual([]);
    setHidden(false);
    bizness.consent(true);
    setHidden(true);
    expect(names(collector.copies)).toEqual(['earlier', 'page_view']);
    await pass(100);
    // The hiding that had to wait for consent is made up for.
    expect(names(collector.requests)).toEqual(['earlier', 'page_view']);
    expect(waiting()).toEqual([]);
  });

  it('refused erases what waited, what was queued and the visitor', async () => {
    localStorage.setItem('bizness:shop:visitor', 'vis_123456');
    localStorage.setItem(`bizness:shop:evt_${Date.now().toString(36)}1`, '{"event_name":"earlier"}');
    localStorage.setItem('bizness:shop:dropped', '3');
    localStorage.setItem('cart', '[1]');
    localStorage.setItem('bizness:group:visitor', 'vis_654321');
    const { bizness } = await openPage(required);
    bizness.track('a');
    bizness.consent(false);
    expect(Object.keys(localStorage).sort()).toEqual(['bizness:group:visitor', 'cart']);
    bizness.consent(true);
    await pass(10_000);
    expect(sent()).toEqual([]);
  });

  it('refused has nothing recorded until it is given', async () => {
    const { bizness } = await openPage(required);
    bizness.consent(false);
    bizness.track('a');
    history.pushState({}, '', '/cart');
    await pass(1000);
    bizness.consent(true);
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests)).toEqual(['b']);
  });

  it('taken back after it was given ends it there and then', async () => {
    collector.answer = () => unavailable;
    const { bizness } = await openPage(required);
    bizness.consent(true);
    await pass(100);
    expect(collector.requests).toHaveLength(1);
    bizness.consent(false);
    bizness.track('a');
    // Until when the collector is to be spared says nothing of anybody.
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:retry']);
    setHidden(true);
    setHidden(false);
    await pass(600_000);
    expect(collector.requests).toHaveLength(1);
    expect(collector.copies).toEqual([]);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:retry']);
  });

  it('is somebody else’s when given anew', async () => {
    const { bizness } = await openPage(required);
    bizness.consent(true);
    const before = localStorage.getItem('bizness:shop:visitor');
    bizness.consent(false);
    bizness.consent(true);
    bizness.track('a');
    expect(localStorage.getItem('bizness:shop:visitor')).toMatch(/^vis_/);
    expect(localStorage.getItem('bizness:shop:visitor')).not.toBe(before);
  });

  it.each([true, false])('is not remembered: %s is asked for again on the next page', async (given) => {
    const { bizness, close } = await openPage(required);
    bizness.consent(given);
    await pass(1000);
    close();
    const before = collector.requests.length;
    const next = await openPage(required);
    await pass(1000);
    expect(collector.requests).toHaveLength(before);
    next.bizness.consent(true);
    await pass(1000);
    expect(names(collector.requests.slice(before))).toEqual(['page_view']);
  });
});

describe('consent, where it is not required', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it.each(['', 'optional'])('need not be given: data-consent="%s"', async (consent) => {
    await openPage({ consent });
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view']);
  });

  it('can be refused all the same', async () => {
    const { bizness } = await openPage();
    bizness.consent(false);
    bizness.track('a');
    await pass(10_000);
    expect(collector.requests).toEqual([]);
    expect(localStorage).toHaveLength(0);
    bizness.consent(true);
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests)).toEqual(['b']);
  });
});
