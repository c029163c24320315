import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, names, openBrowser, openPage, pass, setHidden, showAgain, told } from './page.ts';

describe('page views', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const views = () => collector.requests.flatMap(({ body }) => body.events.map((event) => event.properties.page_url));

  it('counts the page that was loaded, with its context', async () => {
    document.title = 'Start';
    vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://search.test/');
    await openPage();
    await pass(100);
    expect(collector.requests).toHaveLength(1);
    const [event] = collector.requests[0]!.body.events;
    expect(event).toEqual({
      event_id: expect.stringMatching(/^evt_[0-9a-z]{9,30}$/),
      event_name: 'page_view',
      timestamp: '2026-05-01T12:00:00.000Z',
      properties: {
        page_url: 'https://shop.test/start?utm_source=news',
        page_title: 'Start',
        referrer: 'https://search.test/',
        screen_width: 1024,
        language: navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
    });
  });

  it('counts a route, with the title its router sets afterwards, and names the view before as its referrer', async () => {
    await openPage();
    history.pushState({}, '', '/cart');
    queueMicrotask(() => {
      document.title = 'Cart';
    });
    await pass(200);
    expect(told(collector.requests)[1]).toEqual([
      'page_view',
      expect.objectContaining({ page_title: 'Cart', referrer: 'https://shop.test/start?utm_source=news' }),
    ]);
  });

  it('counts nothing when the address stays the same or only its fragment changes', async () => {
    await openPage();
    history.replaceState({ scroll: 9 }, '');
    history.pushState({}, '', location.href);
    history.pushState({}, '', '#reviews');
    window.dispatchEvent(new Event('popstate'));
    await pass(1000);
    expect(names(collector.requests)).toEqual(['page_view']);
  });

  it('counts every address of a quick walk, forth and back', async () => {
    await openPage();
    history.pushState({}, '', '/a');
    history.replaceState({}, '', '/b');
    history.pushState({}, '', '/a');
    await pass(1000);
    expect(views()).toEqual([
      'https://shop.test/start?utm_source=news',
      'https://shop.test/a',
      'https://shop.test/b',
      'https://shop.test/a',
    ]);
  });

  it('listens to the Navigation API where there is one, and leaves history alone', async () => {
    const navigation = new EventTarget();
    vi.stubGlobal('navigation', navigation);
    const { pushState } = history;
    await openPage();
    expect(history.pushState).toBe(pushState);
    history.pushState({}, '', '/cart');
    navigation.dispatchEvent(new Event('currententrychange'));
    navigation.dispatchEvent(new Event('currententrychange'));
    await pass(1000);
    expect(views()).toEqual(['https://shop.test/start?utm_source=news', 'https://shop.test/cart']);
  });

  it('counts a page nobody has seen only when it is shown, under the address it has then', async () => {
    setHidden(true);
    await openPage();
    history.replaceState({}, '', '/prerendered');
    await pass(60_000);
    expect(collector.requests).toEqual([]);
    setHidden(false);
    setHidden(true);
    setHidden(false);
    await pass(1000);
    expect(views()).toEqual(['https://shop.test/prerendered']);
  });

  it('counts a return from the back/forward cache, not an ordinary pageshow', async () => {
    await openPage();
    showAgain(false);
    await pass(300);
    expect(names(collector.requests)).toEqual(['page_view']);
    showAgain(true);
    await pass(500);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view']);
  });

  it('counts once when the script is loaded twice', async () => {
    await openPage();
    await openPage();
    history.pushState({}, '', '/cart');
    await pass(1000);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view']);
  });

  it('leaves user, password and fragment out of the address', async () => {
    await openPage();
    history.pushState({}, '', '/cart?x=1#token');
    await pass(1000);
    expect(views()[1]).toBe('https://shop.test/cart?x=1');
  });

  it('gives history back when it is stopped', async () => {
    const { pushState, replaceState } = history;
    const { close } = await openPage();
    expect(history.pushState).not.toBe(pushState);
    close();
    expect([history.pushState, history.replaceState]).toEqual([pushState, replaceState]);
    history.pushState({}, '', '/cart');
    await pass(1000);
    expect(collector.requests).toEqual([]);
  });
});

describe('page leaves', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('tell the seconds a page was visible, each only once', async () => {
    await openPage();
    await pass(12_000);
    setHidden(true);
    window.dispatchEvent(new Event('pagehide'));
    await pass(60_000);
    setHidden(false);
    await pass(3000);
    setHidden(true);
    expect(told(collector.beacons)).toEqual([
      ['page_leave', { engaged_seconds: 12 }],
      ['page_leave', { engaged_seconds: 3 }],
    ]);
  });

  it('say which page was left when a route makes way for the next', async () => {
    await openPage();
    await pass(5000);
    history.pushState({}, '', '/cart');
    await pass(1000);
    const leave = collector.requests[1]!.body.events[0]!;
    expect(leave.properties).toEqual({ page_url: 'https://shop.test/start?utm_source=news', engaged_seconds: 5 });
  });

  it('say nothing of a page left within half a second or never seen', async () => {
    setHidden(true);
    await openPage();
    await pass(9000);
    setHidden(false);
    await pass(400);
    setHidden(true);
    expect(names(collector.beacons)).not.toContain('page_leave');
  });
});
