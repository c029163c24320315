import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueuedEvent } from '../../snippet/types.ts';
import { type Answer, closeBrowser, names, openBrowser, openPage, openTab, pass, waiting } from './page.ts';

const ok: Answer = { status: 200, body: { success: true, processed: 1, failed: 0, event_ids: [] } };
const busy: Answer = { status: 503, body: { success: false } };

describe('delivery', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(closeBrowser);

  const times = () => collector.requests.map(({ at }) => (at - collector.requests[0]!.at) / 1000);
  const offline = () => {
    throw new TypeError('Failed to fetch');
  };

  it('keeps each event under a key of its own until the answer has been read', async () => {
    let answer!: (value: Answer) => void;
    collector.answer = () => new Promise((resolve) => (answer = resolve));
    const { bizness } = await openPage();
    bizness.track('signup');
    expect(waiting()).toHaveLength(2);
    await pass(100);
    expect(waiting()).toHaveLength(2);
    answer(ok);
    await pass(0);
    expect(waiting()).toEqual([]);
  });

  it('tells the page which events were confirmed', async () => {
    const confirmed: string[][] = [];
    const listener = ({ detail }: CustomEvent<QueuedEvent[]>) =>
      confirmed.push(detail.map((event) => event.event_name));
    document.addEventListener('bizness:confirmed', listener);
    collector.answer = () => ({ status: 200, body: { success: true, failed: 1, errors: [{ index: 1, error: {} }] } });
    const { bizness } = await openPage();
    bizness.track('bad');
    bizness.track('good');
    await pass(100);
    document.removeEventListener('bizness:confirmed', listener);
    expect(confirmed).toEqual([['page_view', 'good']]);
    expect(waiting()).toEqual([]);
  });

  it('has one request in flight; what happens meanwhile goes with the next', async () => {
    let answer!: (value: Answer) => void;
    collector.answer = () => new Promise((resolve) => (answer = resolve));
    const { bizness } = await openPage();
    await pass(100);
    bizness.track('a');
    await pass(5000);
    bizness.track('b');
    await pass(5000);
    expect(collector.requests).toHaveLength(1);
    answer(ok);
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'a', 'b']);
    expect(collector.requests).toHaveLength(2);
  });

  it('waits 2, 4, 8 … seconds after failures in a row, 5 minutes at most', async () => {
    collector.answer = () => busy;
    await openPage();
    await pass(30_000);
    expect(times()).toEqual([0, 2, 6, 14]);
    await pass(3_600_000);
    const gaps = times().map((time, i, all) => time - (all[i - 1] ?? 0));
    expect(gaps.slice(1, 9)).toEqual([2, 4, 8, 16, 32, 64, 128, 256]);
    expect(new Set(gaps.slice(9))).toEqual(new Set([300]));
  });

  it('spreads its waits by up to half', async () => {
    vi.mocked(Math.random).mockReturnValue(0.99);
    collector.answer = () => busy;
    await openPage();
    await pass(10_000);
    expect(times()[1]).toBeCloseTo(2.99, 1);
  });

  it.each([
    ['no network', offline],
    ['a 500', () => ({ status: 500 })],
    ['a 200 that is not from the collector', () => ({ status: 200 })],
    ['a 200 that says no', () => ({ status: 200, body: { success: false } })],
    ['a 200 with null', () => ({ status: 200, body: null })],
    ['a 204', () => ({ status: 204 })],
  ])('loses nothing to %s', async (_name, failure) => {
    collector.answer = failure;
    const { bizness } = await openPage();
    bizness.track('signup');
    await pass(1500);
    expect(waiting()).toHaveLength(2);
    collector.answer = () => ok;
    await pass(2000);
    expect(names(collector.requests.slice(1))).toEqual(['page_view', 'signup']);
    expect(waiting()).toEqual([]);
  });

  it('tries once at once in a new page when the page before got no answer', async () => {
    collector.answer = offline;
    const first = await openPage();
    await pass(300);
    first.close();
    collector.answer = () => ok;
    await openTab();
    await pass(300);
    expect(collector.requests).toHaveLength(2);
    expect(waiting()).toEqual([]);
  });

  it('waits in a new page too when the collector failed the page before', async () => {
    collector.answer = () => busy;
    const first = await openPage();
    await pass(300);
    first.close();
    await openTab();
    await pass(1500);
    expect(collector.requests).toHaveLength(1);
    await pass(3000);
    expect(collector.requests).toHaveLength(2);
  });

  it('sends not sooner than Retry-After says, whatever happens meanwhile', async () => {
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '20' }, body: { success: false } });
    const { bizness, close } = await openPage();
    await pass(1000);
    for (let i = 0; i < 50; i++) bizness.track(`e${i}`);
    window.dispatchEvent(new Event('online'));
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

  it.each(['-5', '0', 'soon', 'Fri, 01 May 2026 12:30:00 GMT'])(
    'backs off as usual at Retry-After: %s',
    async (value) => {
      collector.answer = () => ({ status: 503, headers: { 'retry-after': value } });
      await openPage();
      await pass(30_000);
      expect(times()).toEqual([0, 2, 6, 14]);
    },
  );

  it('waits an hour and a half at the very most', async () => {
    vi.mocked(Math.random).mockReturnValue(1);
    collector.answer = () => ({ status: 429, headers: { 'retry-after': '99999999' } });
    await openPage();
    await pass(86_400_000 / 4);
    expect(times()).toEqual([0, 5400, 10_800, 16_200]);
  });

  it('goes on with the wait an earlier page began', async () => {
    collector.answer = () => busy;
    const { close } = await openPage();
    await pass(5000);
    close();
    await openPage();
    await pass(900);
    expect(times()).toEqual([0, 2]);
    await pass(200);
    expect(times()).toEqual([0, 2, 6]);
  });

  it('starts afresh after a success', async () => {
    collector.answer = () => busy;
    const { bizness } = await openPage();
    await pass(7000);
    collector.answer = () => ok;
    await pass(8000);
    collector.answer = () => busy;
    bizness.track('again');
    await pass(3000);
    expect(times()).toEqual([0, 2, 6, 14, 15, 17].map((time, i) => (i < 4 ? time : expect.closeTo(time, 0))));
  });

  it.each(['nonsense', 'NaN,NaN,NaN', '-1,,', '9,99999999999999,1'])(
    'is not stopped by a stored wait of %s',
    async (value) => {
      localStorage.setItem('bizness:shop:retry', value);
      await openPage();
      await pass(100);
      expect(waiting()).toEqual([]);
    },
  );

  it('tries at once when the network returns', async () => {
    collector.answer = offline;
    await openPage();
    await pass(8000);
    collector.answer = () => ok;
    window.dispatchEvent(new Event('online'));
    await pass(0);
    expect(waiting()).toEqual([]);
  });

  it.each([401, 403, 404])(
    'keeps events of a website that is refused with %s, and asks again only after 5 minutes',
    async (status) => {
      collector.answer = () => ({ status, body: { success: false } });
      await openPage();
      await pass(299_000);
      expect(collector.requests).toHaveLength(1);
      await pass(2000);
      expect(collector.requests).toHaveLength(2);
      expect(waiting()).toHaveLength(1);
    },
  );

  it('halves a batch that is too large until it fits', async () => {
    collector.answer = ({ body }) => (body.events.length > 3 ? { status: 413 } : ok);
    const { bizness } = await openPage();
    for (let i = 0; i < 9; i++) bizness.track(`e${i}`);
    await pass(60_000);
    expect(collector.requests.map(({ body }) => body.events.length)).toEqual([10, 5, 3, 3, 3, 1]);
    expect(waiting()).toEqual([]);
  });

  it('gives up an event that is too large alone, and only that', async () => {
    collector.answer = ({ body }) => (body.events.some((event) => event.event_name === 'big') ? { status: 413 } : ok);
    const { bizness } = await openPage();
    bizness.track('big');
    bizness.track('small');
    await pass(60_000);
    expect(waiting()).toEqual([]);
    expect(names(collector.requests.slice(-1))).toEqual(['small']);
  });

  it('drops the events a 400 names and keeps the rest', async () => {
    const answers: Answer[] = [{ status: 400, body: { success: false, errors: [{ index: 1, error: {} }] } }, ok];
    collector.answer = () => answers.shift()!;
    const { bizness } = await openPage();
    bizness.track('poison');
    bizness.track('good');
    await pass(10_000);
    expect(collector.requests.map((sent) => names([sent]))).toEqual([
      ['page_view', 'poison', 'good'],
      ['page_view', 'good'],
    ]);
    expect(waiting()).toEqual([]);
  });

  it('finds the culprit of a 400 that names none, without a storm', async () => {
    collector.answer = ({ body }) =>
      body.events.some((event) => event.event_name === 'poison') ? { status: 400 } : ok;
    const { bizness } = await openPage();
    for (let i = 0; i < 9; i++) bizness.track(i === 4 ? 'poison' : 'good');
    await pass(600_000);
    expect(waiting()).toEqual([]);
    expect(collector.requests.length).toBeLessThan(16);
  });

  it('puts no more in one request than a keepalive may carry, in real bytes', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 60; i++) bizness.track('text', { text: '日'.repeat(1500) });
    await pass(1000);
    const sizes = collector.requests.map(({ options }) => Buffer.byteLength(options.body as string));
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.max(...sizes)).toBeLessThan(60_000);
    expect(names(collector.requests)).toHaveLength(61);
    expect(waiting()).toEqual([]);
  });

  it('starts no storm where storage does not let go of an event', async () => {
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(() => {});
    await openPage();
    await pass(1000);
    expect(collector.requests.length).toBeLessThanOrEqual(10);
  });

  it('puts no more than 50 events in one request', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 119; i++) bizness.track('small');
    await pass(1000);
    expect(collector.requests.map(({ body }) => body.events.length)).toEqual([50, 50, 20]);
    expect(waiting()).toEqual([]);
  });
});
