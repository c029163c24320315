import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, closeBrowser, names, openBrowser, openPage, openTab, pass, waiting } from './page.ts';

/** The browser's locks, as far as `ifAvailable` needs them. */
function createLocks() {
  const held = new Set<string>();
  return {
    held,
    async request(name: string, _options: unknown, act: (lock: unknown) => unknown) {
      if (held.has(name)) return act(null);
      held.add(name);
      try {
        return await act({ name });
      } finally {
        held.delete(name);
      }
    },
  };
}

describe('tabs that share a storage', () => {
  let collector: ReturnType<typeof openBrowser>;
  let locks: ReturnType<typeof createLocks>;
  beforeEach(() => {
    collector = openBrowser();
    locks = createLocks();
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
  });
  afterEach(() => {
    closeBrowser();
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('lose none of their events in an outage and send each once after it', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    collector.answer = () => ({ status: 503 });
    const one = await openPage();
    const two = await openTab();
    for (let i = 0; i < 5; i++) {
      one.bizness.track('one');
      two.bizness.track('two');
    }
    await pass(5000);
    expect(waiting()).toHaveLength(12);
    one.close();
    two.close();
    const during = collector.requests.length;
    expect(during).toBeLessThanOrEqual(3);
    collector.answer = () => ({ status: 200, body: { success: true } });
    await openTab();
    await pass(10_000);
    expect(names(collector.requests.slice(during)).sort()).toEqual(
      [...Array(5).fill('one'), ...Array(3).fill('page_view'), ...Array(5).fill('two')].sort(),
    );
    expect(waiting()).toEqual([]);
  });

  it('send one at a time, and what another tab has taken on is not sent again', async () => {
    let answer!: (value: Answer) => void;
    collector.answer = () => new Promise((resolve) => (answer = resolve));
    await openPage();
    await pass(100);
    const two = await openTab();
    two.bizness.track('signup');
    await pass(3000);
    expect(collector.requests).toHaveLength(1);
    collector.answer = () => ({ status: 200, body: { success: true } });
    answer({ status: 200, body: { success: true } });
    await pass(2000);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view', 'signup']);
    expect(waiting()).toEqual([]);
  });

  it('all keep still while the collector has asked one of them to', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '20' } });
    for (let i = 0; i < 10; i++) (await openTab()).bizness.track('e');
    await pass(19_000);
    expect(collector.requests).toHaveLength(1);
  });

  it('let go of the lock when they are hidden, so that they may rest in the back/forward cache', async () => {
    collector.answer = () => new Promise(() => {});
    await openPage();
    await pass(100);
    expect(locks.held.size).toBe(1);
    window.dispatchEvent(new Event('pagehide'));
    await pass(0);
    expect(locks.held.size).toBe(0);
  });

  it('send all the same where locks are denied', async () => {
    Object.defineProperty(navigator, 'locks', {
      value: { request: async () => Promise.reject(new DOMException('denied', 'SecurityError')) },
      configurable: true,
    });
    await openPage();
    await pass(100);
    expect(waiting()).toEqual([]);
  });
});
