import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  define,
  names,
  openBrowser,
  openPage,
  pass,
  setFocus,
  setHidden,
  showAgain,
  told,
} from '../page.ts';

describe('page leaves', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  /** What was told of leaving, each event once. */
  function leaves() {
    const events = [...collector.requests, ...collector.copies].flatMap(({ body }) => body.events);
    const unique = new Map(events.map((event) => [event.event_id, event]));
    return [...unique.values()].filter(({ event_name }) => event_name === 'page_leave');
  }
  const seconds = () => leaves().map(({ properties }) => properties.engaged_seconds);
  /** Waits, and shows a sign of life every minute. */
  async function read(minutes: number) {
    for (let i = 0; i < minutes; i++) {
      await pass(60_000);
      window.dispatchEvent(new Event('pointermove'));
    }
  }

  it('tell the seconds a page was visible, each only once', async () => {
    await openPage();
    await pass(12_000);
    setHidden(true);
    await pass(60_000);
    setHidden(false);
    await pass(3000);
    setHidden(true);
    expect(told(collector.copies)).toEqual([
      ['page_leave', { engaged_seconds: 12, scroll_depth: 0 }],
      ['page_leave', { engaged_seconds: 3, scroll_depth: 0 }],
    ]);
  });

  it('say which page was left when a route makes way for the next', async () => {
    await openPage();
    await pass(5000);
    history.pushState({}, '', '/cart');
    await pass(2000);
    history.pushState({}, '', '/pay');
    await pass(1000);
    expect(leaves().map(({ properties }) => properties)).toEqual([
      { page_url: 'https://shop.test/start?utm_source=news', engaged_seconds: 5, scroll_depth: 0 },
      { page_url: 'https://shop.test/cart', engaged_seconds: 2, scroll_depth: 0 },
    ]);
  });

  it('say nothing of a page left within half a second or never seen', async () => {
    setHidden(true);
    await openPage();
    await pass(9000);
    setHidden(false);
    await pass(400);
    setHidden(true);
    expect(names(collector.copies)).not.toContain('page_leave');
  });

  it('lose no fraction of a second, and tell none twice', async () => {
    await openPage();
    for (let i = 0; i < 10; i++) {
      await pass(1300);
      setHidden(true);
      await pass(1000);
      setHidden(false);
    }
    expect(seconds().reduce((sum: number, each) => sum + (each as number), 0)).toBe(13);
    expect(seconds()).toContain(2);
  });

  it('count no time in which another window or frame has the focus', async () => {
    await openPage();
    await pass(4000);
    setFocus(false);
    await pass(50_000);
    setFocus(true);
    await pass(3000);
    setHidden(true);
    expect(seconds()).toEqual([7]);
  });

  it('count no time of a page that is visible without having had the focus', async () => {
    setFocus(false);
    await openPage();
    await pass(50_000);
    setHidden(true);
    expect(seconds()).toEqual([]);
  });

  it('count no time after the back/forward cache has taken the page, and begin anew when it is back', async () => {
    await openPage();
    await pass(4000);
    setHidden(true);
    await pass(600_000);
    setHidden(false);
    showAgain(true);
    await pass(2000);
    setHidden(true);
    expect(seconds()).toEqual([4, 2]);
  });

  it.each(['pointermove', 'keydown', 'scroll'])('count long reading with a %s now and then', async (sign) => {
    await openPage();
    for (let i = 0; i < 5; i++) {
      await pass(240_000);
      document.body.dispatchEvent(new Event(sign, { bubbles: sign !== 'scroll' }));
    }
    setHidden(true);
    expect(seconds()).toEqual([1200]);
  });

  it('count five minutes at most without a sign of life', async () => {
    await openPage();
    await pass(8 * 3_600_000);
    setHidden(true);
    expect(seconds()).toEqual([300]);
  });

  it('count anew once somebody is there again', async () => {
    await openPage();
    await pass(3_600_000);
    window.dispatchEvent(new Event('pointermove'));
    await read(2);
    setHidden(true);
    expect(seconds()).toEqual([420]);
  });
});

describe('how much of a page was seen', () => {
  let collector: ReturnType<typeof openBrowser>;
  /** Has the browser make its layout, after which it tells of sizes. */
  let layout: () => void;
  beforeEach(() => {
    collector = openBrowser();
    const observers = new Set<() => void>();
    class FakeResizeObserver {
      act: () => void;
      constructor(callback: (entries: unknown[], observer: unknown) => void) {
        this.act = () => callback([], this);
      }
      observe = () => observers.add(this.act);
      disconnect = () => observers.delete(this.act);
    }
    vi.stubGlobal('ResizeObserver', FakeResizeObserver);
    layout = () => {
      for (const act of [...observers]) act();
      expect(observers.size).toBe(0);
    };
    define(window, 'innerHeight', 500);
    setHeight(2000);
    scrollTo(0);
  });
  afterEach(closeBrowser);

  const setHeight = (height: number) => define(document.documentElement, 'scrollHeight', height);
  function scrollTo(y: number) {
    define(window, 'scrollY', y);
    document.dispatchEvent(new Event('scroll', { bubbles: true }));
  }
  const depths = () =>
    [...collector.requests, ...collector.copies]
      .flatMap(({ body }) => body.events)
      .filter(({ event_name }) => event_name === 'page_leave')
      .map(({ properties }) => properties.scroll_depth);

  it('is the part above the lower edge of the window, in percent', async () => {
    await openPage();
    await pass(100);
    layout();
    await pass(3000);
    setHidden(true);
    expect(depths()).toEqual([25]);
  });

  it('is the furthest that somebody got', async () => {
    await openPage();
    await pass(100);
    layout();
    for (const y of [400, 901, 0]) {
      scrollTo(y);
      layout();
    }
    await pass(3000);
    setHidden(true);
    expect(depths()).toEqual([70]);
  });

  it('is all of it at most', async () => {
    setHeight(480);
    await openPage();
    await pass(100);
    layout();
    await pass(3000);
    setHidden(true);
    expect(depths()).toEqual([100]);
  });

  it('asks for no layout of its own: it looks when the browser has made one', async () => {
    const height = vi.fn(() => 2000);
    Object.defineProperty(document.documentElement, 'scrollHeight', { get: height, configurable: true });
    await openPage();
    await pass(100);
    scrollTo(400);
    await pass(3000);
    setHidden(true);
    expect(height).not.toHaveBeenCalled();
  });

  it('begins anew with every route', async () => {
    await openPage();
    await pass(100);
    scrollTo(1500);
    layout();
    await pass(3000);
    history.pushState({}, '', '/cart');
    scrollTo(0);
    await pass(100);
    layout();
    await pass(3000);
    setHidden(true);
    expect(depths()).toEqual([100, 25]);
  });

  it('is left at nothing where the browser cannot tell, and everything else is counted', async () => {
    vi.stubGlobal('ResizeObserver', undefined);
    await openPage();
    scrollTo(400);
    history.pushState({}, '', '/cart');
    await pass(3000);
    setHidden(true);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view']);
    expect(depths()).toEqual([0]);
  });
});
