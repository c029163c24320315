import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  closeBrowser,
  names,
  ok,
  openBrowser,
  openPage,
  openTab,
  pass,
  setHidden,
  showAgain,
  unavailable,
  unreachable,
  waiting,
} from './page.ts';

describe('waits after a failure', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(closeBrowser);

  const times = () => collector.requests.map(({ at }) => (at - collector.requests[0]!.at) / 1000);

  it('are 2, 4, 8 … seconds after failures in a row, 5 minutes at most', async () => {
    collector.answer = () => unavailable;
    await openPage();
    await pass(30_000);
    expect(times()).toEqual([0, 2, 6, 14]);
    await pass(3_600_000);
    const gaps = times().map((time, i, all) => time - (all[i - 1] ?? 0));
    expect(gaps.slice(1, 9)).toEqual([2, 4, 8, 16, 32, 64, 128, 256]);
    expect(new Set(gaps.slice(9))).toEqual(new Set([300]));
  });

  it('are spread by up to half', async () => {
    vi.mocked(Math.random).mockReturnValue(0.99);
    collector.answer = () => unavailable;
    await openPage();
    await pass(10_000);
    expect(times()[1]).toBeCloseTo(2.99, 1);
  });

  it('are no shorter than Retry-After says, whatever happens meanwhile', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '20' }, body: { success: false } });
    const { bizness, close } = await openPage();
    await pass(1000);
    for (let i = 0; i < 50; i++) bizness.track(`e${i}`);
    window.dispatchEvent(new Event('online'));
    setHidden(true);
    setHidden(false);
    showAgain(true);
    history.pushState({}, '', '/cart');
    bizness.flush();
    await pass(9000);
    close();
    await openPage();
    await pass(9000);
    expect(collector.requests).toHaveLength(1);
    collector.answer = () => ok;
    await pass(2000);
    expect(collector.requests[1]!.at - collector.requests[0]!.at).toBe(20_000);
    expect(waiting()).toEqual([]);
  });

  it.each(['-5', '0', 'soon', 'Fri, 01 May 2026 12:30:00 GMT'])('are as usual at Retry-After: %s', async (value) => {
    collector.answer = () => ({ status: 503, headers: { 'retry-after': value } });
    await openPage();
    await pass(30_000);
    expect(times()).toEqual([0, 2, 6, 14]);
  });

  it('are an hour and a half at the very most', async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '99999999' } });
    await openPage();
    await pass(86_400_000 / 4);
    expect(times()).toEqual([0, 5400, 10_800, 16_200]);
  });

  it.each([401, 403, 404])('grow where a website is refused with %s, too, and its events are kept', async (status) => {
    collector.answer = () => ({ status, body: { success: false } });
    await openPage();
    await pass(30_000);
    expect(times()).toEqual([0, 2, 6, 14]);
    expect(waiting()).toHaveLength(1);
  });

  it('that were asked for outlast a request beside, which nobody answers', async () => {
    const answers: ((answer: Answer | Promise<never>) => void)[] = [];
    collector.answer = () => new Promise((resolve) => answers.push(resolve));
    await openPage();
    await openTab();
    await pass(100);
    answers[0]!({ status: 429, headers: { 'retry-after': '600' } });
    await pass(10);
    answers[1]!(Promise.reject(new TypeError('Failed to fetch')));
    collector.answer = () => ok;
    await pass(599_000);
    expect(collector.requests).toHaveLength(2);
    await pass(2000);
    expect(collector.requests.length).toBeGreaterThan(2);
  });

  it('go on when consent is taken back and given again, and when the visitor opts out and in', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '600' } });
    const { bizness } = await openPage();
    await pass(100);
    bizness.consent(false);
    bizness.consent(true);
    bizness.optOut();
    bizness.optOut(false);
    bizness.track('again');
    await pass(599_000);
    expect(collector.requests).toHaveLength(1);
  });

  it('that an earlier page began go on', async () => {
    collector.answer = () => unavailable;
    const { close } = await openPage();
    await pass(5000);
    close();
    await openPage();
    await pass(900);
    expect(times()).toEqual([0, 2]);
    await pass(200);
    expect(times()).toEqual([0, 2, 6]);
  });

  it('start afresh after a success', async () => {
    collector.answer = () => unavailable;
    const { bizness } = await openPage();
    await pass(7000);
    collector.answer = () => ok;
    await pass(8000);
    collector.answer = () => unavailable;
    bizness.track('again');
    await pass(3000);
    expect(times()).toEqual([0, 2, 6, 14, 15, 17].map((time, i) => (i < 4 ? time : expect.closeTo(time, 0))));
  });

  it('go on growing over pages while the collector fails', async () => {
    collector.answer = () => unavailable;
    for (let i = 0; i < 20; i++) {
      const { close } = await openTab();
      await pass(10_000);
      close();
    }
    expect(times()).toEqual([0, 2, 6, 14, 30, 62, 126]);
  });

  it.each(['nonsense', 'NaN,NaN,NaN', '-1,,', '9,99999999999999,1'])(
    'that are stored as %s stop nothing',
    async (value) => {
      localStorage.setItem('bizness:shop:retry', value);
      await openPage();
      await pass(100);
      expect(waiting()).toEqual([]);
    },
  );
});

describe('new hope', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(closeBrowser);

  const signs: [string, () => unknown][] = [
    ['the network is back', () => window.dispatchEvent(new Event('online'))],
    ['the page is shown', () => [setHidden(true), setHidden(false)]],
    ['the page is shown from the back/forward cache', () => showAgain(true)],
    ['the visitor goes to another page of the document', () => history.pushState({}, '', '/cart')],
    ['a route is replaced by itself', () => history.replaceState({}, '')],
  ];

  it.each(signs)('has what nobody answered sent in a moment: %s', async (_sign, happen) => {
    collector.answer = unreachable;
    await openPage();
    await pass(8000);
    const before = collector.requests.length;
    collector.answer = () => ok;
    happen();
    await pass(0);
    expect(collector.requests).toHaveLength(before);
    await pass(100);
    // What has not been tried yet comes first.
    await pass(200);
    expect(names([...collector.requests.slice(before), ...collector.copies])).toContain('page_view');
    expect(waiting()).toEqual([]);
  });

  it.each(signs)('breaks no wait that spares a collector: %s', async (_sign, happen) => {
    collector.answer = () => unavailable;
    await openPage();
    await pass(7000);
    expect(collector.requests).toHaveLength(3);
    happen();
    await pass(7000);
    expect(collector.requests).toHaveLength(3);
    await pass(500);
    expect(collector.requests).toHaveLength(4);
  });

  it('has waits for lack of an answer begin anew', async () => {
    collector.answer = unreachable;
    await openPage();
    await pass(8000);
    window.dispatchEvent(new Event('online'));
    await pass(2200);
    expect(collector.requests.slice(-2).map(({ at }) => at - collector.requests[0]!.at)).toEqual([8000, 10_000]);
  });

  it('is a new page, when the page before got no answer', async () => {
    collector.answer = unreachable;
    const first = await openPage();
    await pass(300);
    first.close();
    collector.answer = () => ok;
    await openTab();
    await pass(300);
    expect(collector.requests).toHaveLength(3);
    expect(waiting()).toEqual([]);
  });

  it('is no new page, when the collector failed the page before', async () => {
    collector.answer = () => unavailable;
    const first = await openPage();
    await pass(300);
    first.close();
    await openTab();
    await pass(1500);
    expect(collector.requests).toHaveLength(1);
    await pass(3000);
    expect(collector.requests).toHaveLength(2);
  });
});
