import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeBrowser,
  names,
  ok,
  openBrowser,
  openPage,
  openTab,
  pass,
  pasteStub,
  setHidden,
  unreachable,
  waiting,
} from './page.ts';

describe('bizness.optOut', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
  });
  afterEach(closeBrowser);

  it('erases what is queued and the visitor, and leaves a note of itself alone', async () => {
    localStorage.setItem('cart', '[1]');
    localStorage.setItem('bizness:group:visitor', 'vis_654321');
    const { bizness } = await openPage();
    bizness.track('a');
    bizness.optOut();
    expect(Object.keys(localStorage).sort()).toEqual(['bizness:group:visitor', 'bizness:shop:out', 'cart']);
    await pass(10_000);
    expect(collector.requests).toEqual([]);
  });

  it('has nothing recorded any more, on this page or the next', async () => {
    const { bizness, close } = await openPage();
    await pass(100);
    bizness.optOut();
    bizness.track('a');
    bizness.flush();
    await pass(20_000);
    setHidden(true);
    close();
    setHidden(false);
    const next = await openPage();
    next.bizness.track('b');
    next.bizness.consent(true);
    await pass(20_000);
    expect(names(collector.requests)).toEqual(['page_view']);
    expect(collector.copies).toEqual([]);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:out']);
  });

  it('holds in every tab', async () => {
    const one = await openPage();
    const two = await openTab();
    one.bizness.optOut();
    two.bizness.track('a');
    await pass(1000);
    expect(collector.requests).toEqual([]);
    expect(waiting()).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['fails', () => ({ status: 503, headers: { 'retry-after': '20' } })],
    ['refuses what was sent', () => ({ status: 403 })],
    ['cannot be heard', unreachable],
    ['has taken it', () => ok],
  ])('lets nothing more be written, not even a wait, when the collector %s only then', async (_what, answer) => {
    let settle = (_: unknown) => {};
    const { bizness } = await openPage();
    await pass(100);
    collector.answer = () => new Promise((resolve) => (settle = resolve as typeof settle)).then(answer) as never;
    bizness.track('a');
    await pass(100);
    bizness.optOut();
    settle(undefined);
    await pass(600_000);
    window.dispatchEvent(new Event('online'));
    setHidden(true);
    await pass(1000);
    expect(collector.requests).toHaveLength(2);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:out']);
  });

  it('is taken back by optOut(false): what follows counts, as somebody else', async () => {
    const { bizness } = await openPage();
    const before = localStorage.getItem('bizness:shop:visitor');
    bizness.optOut();
    bizness.track('a');
    bizness.optOut(false);
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests)).toEqual(['b']);
    expect(collector.requests[0]!.body.events[0]!.visitor_id).not.toBe(before);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:visitor']);
  });

  it('said before the script has loaded leaves nothing of the page view', async () => {
    (await pasteStub()).optOut();
    await openPage();
    await pass(1000);
    expect(collector.requests).toEqual([]);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:out']);
  });

  it('said while consent is awaited holds when consent is given', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    bizness.optOut();
    bizness.track('a');
    bizness.consent(true);
    bizness.track('b');
    await pass(1000);
    expect(collector.requests).toEqual([]);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:out']);
  });

  it('is remembered when consent is refused', async () => {
    const { bizness } = await openPage();
    bizness.optOut();
    bizness.consent(false);
    expect(Object.keys(localStorage)).toEqual(['bizness:shop:out']);
  });

  it('holds as long as the page where storage is denied', async () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const { bizness } = await openPage();
    bizness.optOut();
    bizness.track('a');
    await pass(1000);
    expect(collector.requests).toEqual([]);
  });
});
