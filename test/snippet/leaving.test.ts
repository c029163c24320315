import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  names,
  ok,
  openBrowser,
  openPage,
  pass,
  setFocus,
  setHidden,
  unavailable,
  unreachable,
  waiting,
} from './page.ts';

describe('a page that is hidden', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('sends a copy of what is unconfirmed by a request that outlives it, like any other request', async () => {
    const { bizness } = await openPage();
    bizness.track('late');
    setHidden(true);
    expect(collector.copies).toHaveLength(1);
    const [copy] = collector.copies;
    expect(copy!.url).toBe('https://collector.test/api/events/batch');
    expect(copy!.options).toEqual({ method: 'POST', keepalive: true, body: expect.any(String) });
    expect(Object.keys(copy!.body)).toEqual(['events', 'website_id', 'sent_at', 'dropped_events']);
    expect(names(collector.copies)).toEqual(['page_view', 'late']);
    expect(navigator.sendBeacon).not.toHaveBeenCalled();
  });

  it('keeps what it has sent until an answer has been read, and sends no more of it then', async () => {
    collector.answer = () => new Promise(() => {});
    const first = await openPage();
    setHidden(true);
    await pass(50);
    expect(waiting()).toHaveLength(1);
    first.close();
    setHidden(false);
    collector.answer = () => ok;
    await openPage();
    setHidden(true);
    await pass(0);
    expect(waiting()).toEqual([]);
    await pass(1000);
    expect(collector.requests).toEqual([]);
  });

  it('spares a collector that answers the copy with a failure', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '20' } });
    await openPage();
    setHidden(true);
    setHidden(false);
    await pass(19_000);
    expect(collector.copies).toHaveLength(1);
    expect(collector.requests).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['sends no requests that outlive their page', () => new Promise(() => {})],
    ['has a fetch that throws', unreachable],
    ['has a fetch that fails', async () => unreachable()],
    ['has no fetch', undefined],
  ])('hands the copy to a beacon where the browser %s', async (_what, fetch) => {
    vi.stubGlobal('fetch', fetch);
    const { bizness } = await openPage();
    bizness.track('late');
    setHidden(true);
    expect(navigator.sendBeacon).toHaveBeenCalledTimes(1);
    expect(names(collector.copies)).toEqual(['page_view', 'late']);
    await pass(0);
    expect(waiting()).toHaveLength(2);
  });

  it('hands over a copy each time it is hidden', async () => {
    collector.answer = unreachable;
    setFocus(false);
    await openPage();
    for (let i = 0; i < 3; i++) {
      setHidden(true);
      setHidden(false);
    }
    expect(names(collector.copies)).toEqual(['page_view', 'page_view', 'page_view']);
    expect(new Set(collector.copies.map(({ body }) => body.events[0]!.event_id)).size).toBe(1);
  });

  it('hands over no more when it goes on navigating unseen', async () => {
    collector.answer = unreachable;
    await openPage();
    setHidden(true);
    history.pushState({}, '', '/unseen');
    history.pushState({}, '', '/unseen-too');
    expect(collector.copies).toHaveLength(1);
  });

  it('hands over one batch at most, of the oldest', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 80; i++) bizness.track(`e${i}`);
    setHidden(true);
    expect(collector.copies).toHaveLength(1);
    expect(names(collector.copies)).toEqual(['page_view', ...Array.from({ length: 49 }, (_, i) => `e${i}`)]);
  });

  it('hands over what is on its way as well', async () => {
    collector.answer = () => new Promise(() => {});
    const { bizness } = await openPage();
    await pass(100);
    bizness.track('late');
    setHidden(true);
    expect(names(collector.requests)).toEqual(['page_view']);
    expect(names(collector.copies)).toEqual(['page_view', 'late']);
  });

  it('has its events confirmed by the first batch of the next page, under the same ids', async () => {
    const { close } = await openPage();
    setHidden(true);
    close();
    setHidden(false);
    // Events of one millisecond have no order among them.
    vi.advanceTimersByTime(1);
    await openPage();
    await pass(100);
    expect(collector.requests).toHaveLength(1);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view']);
    expect(collector.requests[0]!.body.events[0]).toEqual(collector.copies[0]!.body.events[0]);
    expect(waiting()).toEqual([]);
  });

  it('sends no copy when everything is confirmed', async () => {
    await openPage();
    await pass(300);
    setHidden(true);
    expect(collector.copies).toEqual([]);
  });

  it('sends the copy also when nobody answered the last request', async () => {
    collector.answer = unreachable;
    await openPage();
    await pass(300);
    setHidden(true);
    expect(names(collector.copies)).toEqual(['page_view']);
  });

  it.each([
    ['has just failed', unavailable],
    ['has asked for quiet', { status: 429, headers: { 'retry-after': '60' } }],
    ['says nothing one could read', { status: 200 }],
  ])('spares a collector that %s, until the wait is over', async (_what, answer) => {
    collector.answer = () => answer;
    await openPage();
    await pass(300);
    setHidden(true);
    expect(collector.copies).toEqual([]);
    expect(waiting()).toHaveLength(1);
    setHidden(false);
    collector.answer = () => new Promise(() => {});
    await pass(90_000);
    setHidden(true);
    expect(names(collector.copies)).toContain('page_view');
  });

  it.each<[string, () => boolean]>([
    ['would not take', () => false],
    ['throws at', unreachable],
  ])('keeps what a beacon %s', async (_what, beacon) => {
    const { fetch } = window;
    vi.stubGlobal('fetch', undefined);
    await openPage();
    vi.mocked(navigator.sendBeacon).mockImplementation(beacon);
    setHidden(true);
    expect(waiting()).toHaveLength(1);
    await pass(0);
    vi.stubGlobal('fetch', fetch);
    setHidden(false);
    await pass(100);
    expect(waiting()).toEqual([]);
  });

  it('goes on sending what it has, and needs no sign of being left for it', async () => {
    const { bizness } = await openPage();
    await pass(300);
    setHidden(true);
    bizness.track('background');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'background']);
    bizness.track('last');
    window.dispatchEvent(new Event('pagehide'));
    expect(collector.copies).toEqual([]);
  });

  it('tries again when it is shown again', async () => {
    await openPage();
    await pass(20_000);
    setHidden(true);
    expect(names(collector.copies)).toEqual(['page_leave']);
    expect(waiting()).toHaveLength(1);
    setHidden(false);
    await pass(100);
    expect(waiting()).toEqual([]);
  });
});
