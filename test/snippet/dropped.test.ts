import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  names,
  ok,
  openBrowser,
  openPage,
  pass,
  setHidden,
  unavailable,
  unreachable,
  waiting,
} from './page.ts';

const WEEK_MS = 7 * 86_400_000;

describe('the queue', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const key = (time: number, suffix = '') => `bizness:shop:evt_${time.toString(36)}1${suffix}`;
  const keep = (at: string, event: unknown) => localStorage.setItem(at, JSON.stringify(event));
  /** How many events each request says were given up. */
  const dropped = () => collector.requests.map(({ body }) => body.dropped_events);

  it('gives up events older than 7 days, and says so', async () => {
    const now = Date.now();
    keep(key(now - WEEK_MS - 2000), { event_name: 'older' });
    keep(key(now - WEEK_MS - 1000), { event_name: 'old' });
    keep(key(now - WEEK_MS + 60_000), { event_name: 'young' });
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['young', 'page_view']);
    expect(dropped()).toEqual([2]);
    expect(waiting()).toEqual([]);
  });

  it('gives up the oldest events beyond 1,000 while the collector takes none, and says so', async () => {
    collector.answer = () => ({ status: 503, headers: { 'retry-after': '60' } });
    const { bizness } = await openPage();
    for (let i = 0; i < 1100; i++) bizness.track(`e${i}`);
    await pass(1000);
    expect(waiting()).toHaveLength(1101);
    collector.answer = () => ok;
    await pass(120_000);
    expect(names(collector.requests.slice(1))[0]).toBe('e100');
    expect(dropped().slice(0, 3)).toEqual([0, 101, 0]);
    expect(waiting()).toEqual([]);
  });

  it('gives up none of 1,500 that come at once while the collector takes them', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 1500; i++) bizness.track(`e${i}`);
    await pass(10_000);
    expect(names(collector.requests)).toHaveLength(1501);
    expect(Math.max(...dropped())).toBe(0);
    expect(waiting()).toEqual([]);
  });

  it('gives up the oldest events beyond 1,000,000 characters, and says so', async () => {
    collector.answer = () => ({ status: 503, headers: { 'retry-after': '60' } });
    const { bizness } = await openPage();
    const properties = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`k${i}`, 'x'.repeat(2000)]));
    for (let i = 0; i < 40; i++) bizness.track(`e${i}`, properties);
    const size = localStorage.getItem(waiting().at(-1)!)!.length;
    await pass(100);
    const characters = waiting().reduce((sum, each) => sum + localStorage.getItem(each)!.length, 0);
    expect(characters).toBeGreaterThan(1_000_000 - size);
    expect(characters).toBeLessThan(1_000_000 + size);
    expect(dropped()).toEqual([41 - waiting().length]);
    collector.answer = () => ok;
    await pass(120_000);
    expect(names(collector.requests)).toContain('e39');
    expect(dropped().slice(0, 3)).toEqual([dropped()[0], dropped()[0], 0]);
    expect(waiting()).toEqual([]);
  });

  it('with broken events in it loses only those, and says so', async () => {
    const now = Date.now();
    localStorage.setItem(key(now - 3, '1'), '{"event_name":"half');
    localStorage.setItem(key(now - 2, '2'), 'x'.repeat(100_000));
    keep(key(now - 1, '3'), { event_name: 'whole' });
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['whole', 'page_view']);
    expect(dropped()).toEqual([2]);
    expect(waiting()).toEqual([]);
  });

  it('gives up an event bigger than a batch, says so, and sends those behind it without delay', async () => {
    const { bizness } = await openPage();
    bizness.track('big', Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`k${i}`, 'é'.repeat(400)])));
    bizness.track('fine');
    await pass(300);
    expect(names(collector.requests)).toEqual(['page_view', 'fine']);
    expect(dropped()).toEqual([1]);
    expect(waiting()).toEqual([]);
  });

  it('says how much it gave up until an answer has confirmed that it was heard, on later pages too', async () => {
    keep(key(Date.now() - WEEK_MS - 1000), { event_name: 'old' });
    collector.answer = () => unavailable;
    const { close } = await openPage();
    await pass(300);
    close();
    expect(localStorage.getItem('bizness:shop:dropped')).toBe('1');
    collector.answer = () => ok;
    const { bizness } = await openPage();
    await pass(10_000);
    bizness.track('next');
    await pass(100);
    expect(dropped()).toEqual([1, 1, 0, 0]);
    expect(localStorage.getItem('bizness:shop:dropped')).toBeNull();
  });

  it('says later what it gave up while a request was under way', async () => {
    keep(key(Date.now() - WEEK_MS - 1000), { event_name: 'old' });
    let answer = (_: typeof ok) => {};
    collector.answer = () => new Promise((resolve) => (answer = resolve));
    const { bizness } = await openPage();
    await pass(100);
    keep(key(Date.now() - WEEK_MS - 1000), { event_name: 'older' });
    // Copies look through the queue as well.
    collector.answer = unreachable;
    setHidden(true);
    setHidden(false);
    collector.answer = () => ok;
    answer(ok);
    await pass(100);
    bizness.track('next');
    await pass(100);
    expect(dropped()).toEqual([1, 2]);
    bizness.track('last');
    await pass(100);
    expect(dropped()).toEqual([1, 2, 0]);
  });

  it('says so in copies as well', async () => {
    keep(key(Date.now() - WEEK_MS - 1000), { event_name: 'old' });
    collector.answer = unreachable;
    await openPage();
    setHidden(true);
    expect(collector.copies[0]!.body.dropped_events).toBe(1);
    expect(localStorage.getItem('bizness:shop:dropped')).toBe('1');
  });

  it.each(['nonsense', '-', '', '{}'])('is not disturbed by a stored count of "%s"', async (value) => {
    localStorage.setItem('bizness:shop:dropped', value);
    await openPage();
    await pass(100);
    expect(dropped()).toEqual([0]);
  });

  it('has each loss counted or still before it at every moment: browsers stop a script anywhere when its tab is closed', async () => {
    const old = [key(Date.now() - WEEK_MS - 3000), key(Date.now() - WEEK_MS - 2000), key(Date.now() - WEEK_MS - 1000)];
    for (const at of old) keep(at, { event_name: 'old' });
    const storage = localStorage;
    const moments: number[] = [];
    const note = (done: boolean) => {
      const counted = Number(storage.getItem('bizness:shop:dropped') ?? 0);
      moments.push(counted + old.filter((at) => storage.getItem(at) !== null).length);
      return done;
    };
    const watched = new Proxy(storage, {
      set: (storage, name, value) => note(Reflect.set(storage, name, value)),
      deleteProperty: (storage, name) => note(Reflect.deleteProperty(storage, name)),
    });
    vi.spyOn(globalThis, 'localStorage', 'get').mockReturnValue(watched);
    collector.answer = () => unavailable;
    await openPage();
    await pass(100);
    expect(dropped()).toEqual([3]);
    expect(Math.min(...moments)).toBe(3);
    expect(Math.max(...moments)).toBe(4);
  });

  it("counts no key of the page's own", async () => {
    localStorage.setItem('evt_cart', 'x');
    localStorage.setItem('evt_zzzzzzzzz', 'x');
    const { bizness } = await openPage();
    await pass(100);
    bizness.track('a');
    await pass(100);
    expect(dropped()).toEqual([0, 0]);
  });
});
