import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, names, openBrowser, openPage, pass, waiting } from './page.ts';

const WEEK_MS = 7 * 86_400_000;

/** Storage that lets itself be read but refuses every new key. */
const full = () =>
  new Proxy({} as Storage, {
    get: (_target, name) => (name === 'removeItem' ? () => {} : undefined),
    set() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });

describe('storage', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const key = (time: number, suffix = '') => `bizness:shop:evt_${time.toString(36)}abc${suffix}`;
  const keep = (at: string, event: unknown) => localStorage.setItem(at, JSON.stringify(event));

  it('that is denied leaves events in memory, retries included, and the visitor without a made-up id', async () => {
    const denied = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    collector.answer = () => ({ status: 503, headers: { 'retry-after': '5' } });
    const { bizness } = await openPage();
    bizness.track('signup');
    await pass(4000);
    expect(collector.requests).toHaveLength(1);
    collector.answer = () => ({ status: 200, body: { success: true } });
    await pass(4000);
    expect(names(collector.requests.slice(1))).toEqual(['page_view', 'signup']);
    expect(collector.requests[1]!.body).not.toHaveProperty('visitor_id');
    await pass(60_000);
    expect(collector.requests).toHaveLength(2);
    denied.mockRestore();
    expect(localStorage).toHaveLength(0);
  });

  it('that is full likewise', async () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockReturnValue(full());
    const { bizness } = await openPage();
    bizness.track('signup');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'signup']);
    expect(collector.requests[0]!.body).not.toHaveProperty('visitor_id');
  });

  it('gives up events older than 7 days', async () => {
    const now = Date.now();
    keep(key(now - WEEK_MS - 1000), { event_name: 'old' });
    keep(key(now - WEEK_MS + 60_000), { event_name: 'young' });
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['young', 'page_view']);
    expect(waiting()).toEqual([]);
  });

  it('gives up the oldest events beyond 1,000', async () => {
    collector.answer = () => ({ status: 503, headers: { 'retry-after': '60' } });
    const { bizness } = await openPage();
    for (let i = 0; i < 1100; i++) bizness.track(`e${i}`);
    await pass(1000);
    expect(waiting()).toHaveLength(1000);
    collector.answer = () => ({ status: 200, body: { success: true } });
    await pass(120_000);
    expect(names(collector.requests.slice(1))[0]).toBe('e100');
    expect(waiting()).toEqual([]);
  });

  it('with broken events in it loses only those', async () => {
    const now = Date.now();
    localStorage.setItem(key(now - 3, '1'), '{"event_name":"half');
    localStorage.setItem(key(now - 2, '2'), 'x'.repeat(100_000));
    keep(key(now - 1, '3'), { event_name: 'whole', event_id: 'forged' });
    await openPage();
    await pass(100);
    expect(names(collector.requests)).toEqual(['whole', 'page_view']);
    expect(waiting()).toEqual([]);
  });

  it("of the page's own is left alone", async () => {
    localStorage.setItem('cart', '[1]');
    localStorage.setItem('bizness:other:evt_1', 'x');
    await openPage();
    await pass(100);
    expect(Object.keys(localStorage).sort()).toEqual(['bizness:other:evt_1', 'bizness:shop:visitor', 'cart']);
  });
});
