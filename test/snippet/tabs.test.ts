import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  closeBrowser,
  define,
  names,
  ok,
  openBrowser,
  openLocks,
  openPage,
  openTab,
  pass,
  setHidden,
  waiting,
} from './page.ts';

describe('tabs that share a storage', () => {
  let collector: ReturnType<typeof openBrowser>;
  let locks: ReturnType<typeof openLocks>;
  beforeEach(() => {
    collector = openBrowser();
    locks = openLocks();
  });
  afterEach(closeBrowser);

  it('lose none of their events in an outage and send each once after it', async () => {
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
    collector.answer = () => ok;
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
    collector.answer = () => ok;
    answer(ok);
    await pass(2000);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view', 'signup']);
    expect(waiting()).toEqual([]);
  });

  it('do not wait for long for one that goes on holding the lock, such as from the back/forward cache of Firefox', async () => {
    collector.answer = () => new Promise(() => {});
    await openPage();
    await pass(100);
    collector.answer = () => ok;
    const two = await openTab();
    two.bizness.track('signup');
    await pass(4000);
    expect(collector.requests).toHaveLength(1);
    await pass(2000);
    expect(names(collector.requests.slice(1))).toEqual(['page_view', 'page_view', 'signup']);
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
    expect(locks.size).toBe(1);
    setHidden(true);
    await pass(0);
    expect(locks.size).toBe(0);
  });

  it('go on sending where one of them died in the middle of it', async () => {
    collector.answer = () => new Promise(() => {});
    const one = await openPage();
    await pass(100);
    one.close();
    collector.answer = () => ok;
    await openTab();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'page_view', 'page_view']);
    expect(waiting()).toEqual([]);
  });

  it('lock each website by itself', async () => {
    collector.answer = () => new Promise(() => {});
    await openPage();
    await openPage({ 'website-id': 'group' });
    await pass(100);
    expect([...locks.keys()]).toEqual(['bizness:shop:', 'bizness:group:']);
  });

  it.each([
    ['denied', { request: async () => Promise.reject(new DOMException('denied', 'SecurityError')) }],
    ['missing', undefined],
  ])('send all the same where locks are %s, and still one request at a time in each', async (_what, value) => {
    define(navigator, 'locks', value);
    let answer!: (value: Answer) => void;
    collector.answer = () => new Promise((resolve) => (answer = resolve));
    const { bizness } = await openPage();
    bizness.flush();
    bizness.flush();
    await pass(5000);
    expect(collector.requests).toHaveLength(1);
    answer(ok);
    await pass(0);
    expect(waiting()).toEqual([]);
  });
});
