import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  names,
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

  it('hands a copy of what is unconfirmed to a beacon, and keeps it', async () => {
    const { bizness } = await openPage();
    bizness.track('late');
    setHidden(true);
    expect(collector.beacons).toHaveLength(1);
    const [beacon] = collector.beacons;
    expect(beacon!.url).toBe('https://collector.test/api/events/batch');
    expect(Object.keys(beacon!.body)).toEqual(['events', 'website_id', 'sent_at', 'dropped_events']);
    expect(names(collector.beacons)).toEqual(['page_view', 'late']);
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
    expect(names(collector.beacons)).toEqual(['page_view', 'page_view', 'page_view']);
    expect(new Set(collector.beacons.map(({ body }) => body.events[0]!.event_id)).size).toBe(1);
  });

  it('hands over no more when it goes on navigating unseen', async () => {
    collector.answer = unreachable;
    await openPage();
    setHidden(true);
    history.pushState({}, '', '/unseen');
    history.pushState({}, '', '/unseen-too');
    expect(collector.beacons).toHaveLength(1);
  });

  it('hands over one batch at most, of the oldest', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 80; i++) bizness.track(`e${i}`);
    setHidden(true);
    expect(collector.beacons).toHaveLength(1);
    expect(names(collector.beacons)).toEqual(['page_view', ...Array.from({ length: 49 }, (_, i) => `e${i}`)]);
  });

  it('hands over what is on its way as well', async () => {
    collector.answer = () => new Promise(() => {});
    const { bizness } = await openPage();
    await pass(100);
    bizness.track('late');
    setHidden(true);
    expect(names(collector.requests)).toEqual(['page_view']);
    expect(names(collector.beacons)).toEqual(['page_view', 'late']);
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
    expect(collector.requests[0]!.body.events[0]).toEqual(collector.beacons[0]!.body.events[0]);
    expect(waiting()).toEqual([]);
  });

  it('sends no beacon when everything is confirmed', async () => {
    await openPage();
    await pass(300);
    setHidden(true);
    expect(collector.beacons).toEqual([]);
  });

  it('sends the copy also when nobody answered the last request', async () => {
    collector.answer = unreachable;
    await openPage();
    await pass(300);
    setHidden(true);
    expect(names(collector.beacons)).toEqual(['page_view']);
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
    expect(collector.beacons).toEqual([]);
    expect(waiting()).toHaveLength(1);
    setHidden(false);
    collector.answer = () => new Promise(() => {});
    await pass(90_000);
    setHidden(true);
    expect(names(collector.beacons)).toContain('page_view');
  });

  it('keeps what a beacon would not take', async () => {
    await openPage();
    vi.mocked(navigator.sendBeacon).mockReturnValue(false);
    setHidden(true);
    expect(waiting()).toHaveLength(1);
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
    expect(collector.beacons).toEqual([]);
  });

  it('tries again when it is shown again', async () => {
    await openPage();
    await pass(20_000);
    setHidden(true);
    expect(names(collector.beacons)).toEqual(['page_leave']);
    expect(waiting()).toHaveLength(1);
    setHidden(false);
    await pass(100);
    expect(waiting()).toEqual([]);
  });
});
