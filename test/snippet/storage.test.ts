import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeBrowser, names, ok, openBrowser, openPage, pass, setHidden, waiting } from './page.ts';

/** Storage that lets itself be read but refuses every new key. */
const full = () =>
  new Proxy({} as Storage, {
    set() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });

const denied = (): never => {
  throw new DOMException('denied', 'SecurityError');
};

describe('storage', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  const events = () => collector.requests.flatMap(({ body }) => body.events);

  it('that is denied leaves events in memory, retries included, and the visitor without a made-up id', async () => {
    const storage = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(denied);
    collector.answer = () => ({ status: 503, headers: { 'retry-after': '5' } });
    const { bizness } = await openPage();
    bizness.track('signup');
    await pass(4000);
    expect(collector.requests).toHaveLength(1);
    collector.answer = () => ok;
    await pass(4000);
    expect(names(collector.requests.slice(1))).toEqual(['page_view', 'signup']);
    for (const event of events()) expect(event).not.toHaveProperty('visitor_id');
    await pass(60_000);
    expect(collector.requests).toHaveLength(2);
    storage.mockRestore();
    expect(localStorage).toHaveLength(0);
  });

  it.each<[string, () => Storage]>([
    ['full', full],
    ['missing, as in some apps', () => null as unknown as Storage],
  ])('that is %s likewise', async (_what, storage) => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(storage);
    const { bizness } = await openPage();
    bizness.track('signup');
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'signup']);
    bizness.track('last');
    setHidden(true);
    expect(names(collector.copies)).toEqual(['last']);
    for (const event of events()) expect(event).not.toHaveProperty('visitor_id');
    await pass(1000);
    expect(collector.requests).toHaveLength(1);
  });

  it('that becomes full keeps the visitor whose id it has', async () => {
    const { bizness } = await openPage();
    const id = localStorage.getItem('bizness:shop:visitor')!;
    const becomesFull = new Proxy(localStorage, {
      set(storage, key, value) {
        if (String(key).includes('evt_')) throw new DOMException('full', 'QuotaExceededError');
        return Reflect.set(storage, key, value);
      },
    });
    vi.spyOn(globalThis, 'localStorage', 'get').mockReturnValue(becomesFull);
    bizness.track('signup');
    expect(waiting()).toHaveLength(1);
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'signup']);
    expect(events().map(({ visitor_id }) => visitor_id)).toEqual([id, id]);
  });

  it.each<[string, () => void]>([
    ['all', () => localStorage.clear()],
    ['events', () => waiting().map((key) => localStorage.removeItem(key))],
  ])('whose %s the page clears right after an event costs none', async (_what, clear) => {
    const { bizness } = await openPage();
    bizness.track('signup');
    clear();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'signup']);
    await pass(1000);
    expect(collector.requests).toHaveLength(1);
    expect(waiting()).toEqual([]);
  });

  it('that the page clears in an outage costs none, as long as the page is there', async () => {
    collector.answer = () => ({ status: 503 });
    const { bizness } = await openPage();
    bizness.track('signup');
    await pass(60_000);
    localStorage.clear();
    collector.answer = () => ok;
    const before = collector.requests.length;
    await pass(300_000);
    expect(names(collector.requests.slice(before)).sort()).toEqual(['page_view', 'signup']);
    expect(waiting()).toEqual([]);
  });

  it("of the page's own is left alone", async () => {
    const own = { cart: '[1]', evt_1: 'x', retry: '9,9,9', 'bizness:other:evt_1': 'x' };
    for (const [key, value] of Object.entries(own)) localStorage.setItem(key, value);
    const { bizness } = await openPage();
    await pass(100);
    bizness.optOut();
    bizness.optOut(false);
    expect({ ...localStorage }).toEqual(own);
    expect(names(collector.requests)).toEqual(['page_view']);
    expect(waiting()).toEqual([]);
  });
});
