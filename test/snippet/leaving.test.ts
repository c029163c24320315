import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, names, openBrowser, openPage, pass, setHidden, waiting } from './page.ts';

describe('a page that is hidden or left', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const leave = () => {
    window.dispatchEvent(new Event('pagehide'));
    setHidden(true);
  };

  it('hands a copy of what is unconfirmed to a beacon, once, and keeps it', async () => {
    const { bizness } = await openPage();
    bizness.track('late');
    leave();
    expect(collector.beacons).toHaveLength(1);
    expect(collector.beacons[0]!.url).toBe('https://collector.test/api/events/batch');
    expect(names(collector.beacons)).toEqual(['page_view', 'late']);
    expect(waiting()).toHaveLength(2);
  });

  it('has its events confirmed by the first batch of the next page, under the same ids', async () => {
    const { close } = await openPage();
    leave();
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
    leave();
    expect(collector.beacons).toEqual([]);
  });

  it('sends the copy also when nobody answered the last request', async () => {
    collector.answer = () => {
      throw new TypeError('Failed to fetch');
    };
    await openPage();
    await pass(300);
    leave();
    expect(names(collector.beacons)).toEqual(['page_view']);
  });

  it('spares a collector that has just failed', async () => {
    collector.answer = () => ({ status: 500 });
    await openPage();
    await pass(300);
    leave();
    expect(collector.beacons).toEqual([]);
    expect(waiting()).toHaveLength(1);
  });

  it('sends none while the collector has asked for quiet', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '60' } });
    await openPage();
    await pass(300);
    leave();
    expect(collector.beacons).toEqual([]);
    expect(waiting()).toHaveLength(1);
  });

  it('tries again when it is shown again', async () => {
    await openPage();
    await pass(20_000);
    leave();
    expect(names(collector.beacons)).toEqual(['page_leave']);
    expect(waiting()).toHaveLength(1);
    setHidden(false);
    await pass(100);
    expect(waiting()).toEqual([]);
  });
});
