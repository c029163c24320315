import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  names,
  openBrowser,
  openPage,
  pass,
  setFocus,
  setHidden,
  showAgain,
  told,
  waiting,
} from '../page.ts';

describe('page views', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const views = () =>
    [...collector.requests, ...collector.copies]
      .flatMap(({ body }) => body.events)
      .filter(({ event_name }) => event_name === 'page_view')
      .map(({ properties }) => properties.page_url);

  it('counts the page that was loaded, with its context', async () => {
    document.title = 'Start';
    vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://search.test/');
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ responseStatus: 404 } as never]);
    vi.stubGlobal('Temporal', { Now: { timeZoneId: () => 'Europe/Paris' } });
    await openPage();
    await pass(100);
    expect(collector.requests).toHaveLength(1);
    expect(collector.requests[0]!.body.events).toEqual([
      {
        event_id: expect.stringMatching(/^evt_[0-9a-z]{9,30}$/),
        event_name: 'page_view',
        visitor_id: expect.stringMatching(/^vis_\d+$/),
        timestamp: '2026-05-01T12:00:00.000Z',
        properties: {
          page_url: 'https://shop.test/start?utm_source=news',
          page_title: 'Start',
          referrer: 'https://search.test/',
          response_status: 404,
          screen_width: 1024,
          language: navigator.language,
          timezone: 'Europe/Paris',
        },
      },
    ]);
  });

  it.each([
    ['#utm_source=newsletter', 'https://shop.test/start?&utm_source=newsletter'],
    ['#/signup?utm_source=fb&utm_medium=cpc', 'https://shop.test/start?&utm_source=fb&utm_medium=cpc'],
    ['?x=1#/pricing?ref=a&utm_source=fb', 'https://shop.test/start?x=1?&utm_source=fb'],
    ['?utm_source=a#top', 'https://shop.test/start?utm_source=a'],
    ['#access_token=1&state=2', 'https://shop.test/start'],
    ['#utm_source=fb&access_token=1', 'https://shop.test/start?&utm_source=fb&access_token=*'],
  ])('sends of a fragment campaign tags alone: %s', async (end, address) => {
    history.replaceState({}, '', `/start${end}`);
    await openPage();
    await pass(100);
    expect(views()).toEqual([address]);
  });

  it('sends the whole fragment where fragments are pages', async () => {
    history.replaceState({}, '', '/start#/signup?utm_source=fb');
    await openPage({ 'hash-routing': '' });
    await pass(100);
    expect(views()).toEqual(['https://shop.test/start#/signup?utm_source=fb']);
  });

  it.each([
    ['nothing of it', []],
    ['an entry without it', [{}]],
  ])('leaves the status out where the browser knows %s', async (_what, entries) => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries as never);
    await openPage();
    await pass(100);
    expect(told(collector.requests)[0]![1]).not.toHaveProperty('response_status');
    expect(told(collector.requests)[0]![1]).not.toHaveProperty('referrer');
  });

  it('counts a route, with the title its router sets afterwards, and names the view before as its referrer', async () => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ responseStatus: 404 } as never]);
    await openPage();
    history.pushState({}, '', '/cart');
    await pass(99);
    document.title = 'Cart';
    expect(waiting()).toHaveLength(1);
    await pass(101);
    expect(told(collector.requests)[1]).toEqual([
      'page_view',
      expect.objectContaining({ page_title: 'Cart', referrer: 'https://shop.test/start?utm_source=news' }),
    ]);
    expect(told(collector.requests)[1]![1]).not.toHaveProperty('response_status');
  });

  it('counts a route at once when the page is hidden before its title is there', async () => {
    await openPage();
    await pass(5000);
    history.pushState({}, '', '/cart');
    await pass(10);
    setHidden(true);
    expect(names(collector.copies)).toEqual(['page_leave', 'page_view']);
    expect(collector.copies[0]!.body.events[1]!.properties.page_url).toBe('https://shop.test/cart');
    setHidden(false);
    await pass(1000);
    expect(names(collector.requests)).toEqual(['page_view']);
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

  it('counts a route that came while the page was hidden when it is shown again', async () => {
    await openPage();
    await pass(100);
    setFocus(false);
    setHidden(true);
    history.pushState({}, '', '/cart');
    await pass(1000);
    expect(names(collector.requests)).toEqual(['page_view']);
    setHidden(false);
    await pass(1000);
    expect(views()).toEqual(['https://shop.test/start?utm_source=news', 'https://shop.test/cart']);
  });

  it('counts a return from the back/forward cache, not an ordinary pageshow', async () => {
    await openPage();
    showAgain(false);
    await pass(300);
    expect(names(collector.requests)).toEqual(['page_view']);
    showAgain(true);
    await pass(500);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view']);
    expect(views()[1]).toBe(views()[0]);
  });

  it('leaves the fragment out of the address', async () => {
    await openPage();
    history.pushState({}, '', '/cart?x=1#token');
    await pass(1000);
    expect(views()[1]).toBe('https://shop.test/cart?x=1');
  });

  it('counts fragments as pages where the tag says so', async () => {
    await openPage({ 'hash-routing': '' });
    history.pushState({}, '', '#/cart');
    await pass(1000);
    location.hash = '#/pay';
    window.dispatchEvent(new Event('popstate'));
    await pass(1000);
    expect(views()).toEqual(
      ['', '#/cart', '#/pay'].map((fragment) => `https://shop.test/start?utm_source=news${fragment}`),
    );
  });

  it('tells no secret of addresses and titles', async () => {
    vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://mail.test/?email=jane');
    document.title = 'Account\n of jane@example.com';
    history.replaceState({}, '', '/reset?token=abc&x=1');
    await openPage();
    history.pushState({}, '', '/u/jane@example.com');
    await pass(200);
    expect(told(collector.requests).map(([, { page_title, referrer }]) => [page_title, referrer])).toEqual([
      ['Account of *', 'https://mail.test/?email=*'],
      ['Account of *', 'https://shop.test/reset?token=*&x=1'],
    ]);
    expect(views()).toEqual(['https://shop.test/reset?token=*&x=1', 'https://shop.test/u/*']);
  });

  it('has the page do as it did: what a navigation throws or gets stays its own', async () => {
    await openPage();
    history.pushState({ mine: 1 }, '', '/cart');
    expect(history.state).toEqual({ mine: 1 });
    expect(() => history.pushState({}, '', 'https://other.test/')).toThrow();
    await pass(1000);
    expect(views()).toEqual(['https://shop.test/start?utm_source=news', 'https://shop.test/cart']);
  });
});
