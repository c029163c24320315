import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Answer, closeBrowser, names, ok, openBrowser, openPage, pass, unreachable, waiting } from './page.ts';

describe('delivery', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(closeBrowser);

  /** Has the collector take its time; returns how to have it answer. */
  function slowly(): (answer: Answer) => void {
    let answer!: (value: Answer) => void;
    collector.answer = () => new Promise((resolve) => (answer = resolve));
    return (value) => answer(value);
  }

  it('keeps each event under a key of its own until the answer has been read', async () => {
    const answer = slowly();
    const { bizness } = await openPage();
    bizness.track('signup');
    expect(waiting()).toHaveLength(2);
    await pass(100);
    expect(waiting()).toHaveLength(2);
    answer(ok);
    await pass(0);
    expect(waiting()).toEqual([]);
  });

  it('tells the page nothing of it', async () => {
    const dispatched = vi.spyOn(EventTarget.prototype, 'dispatchEvent');
    await openPage();
    await pass(100);
    expect(collector.requests).toHaveLength(1);
    expect(dispatched).not.toHaveBeenCalled();
  });

  it('has one request in flight; what happens meanwhile goes with the next', async () => {
    const answer = slowly();
    const { bizness } = await openPage();
    await pass(100);
    bizness.track('a');
    await pass(5000);
    bizness.track('b');
    bizness.flush();
    await pass(500_000);
    expect(collector.requests).toHaveLength(1);
    answer(ok);
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view', 'a', 'b']);
    expect(collector.requests).toHaveLength(2);
  });

  it.each([
    ['no network', unreachable],
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

  it('drops the events a 200 names, with the others it confirms', async () => {
    collector.answer = () => ({ status: 200, body: { success: true, failed: 1, errors: [{ index: 1, error: {} }] } });
    const { bizness } = await openPage();
    bizness.track('bad');
    bizness.track('good');
    await pass(10_000);
    expect(collector.requests).toHaveLength(1);
    expect(waiting()).toEqual([]);
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

  it('halves a batch that is too large until it fits', async () => {
    collector.answer = ({ body }) => (body.events.length > 3 ? { status: 413 } : ok);
    const { bizness } = await openPage();
    for (let i = 0; i < 9; i++) bizness.track(`e${i}`);
    await pass(60_000);
    const sizes = collector.requests.map(({ body }) => body.events.length);
    expect(sizes.slice(0, 4)).toEqual([10, 5, 5, 3]);
    expect(sizes.length).toBeLessThan(12);
    expect(waiting()).toEqual([]);
  });

  it('gives up an event that is too large alone, and only that', async () => {
    collector.answer = ({ body }) => (body.events.some((event) => event.event_name === 'big') ? { status: 413 } : ok);
    const { bizness } = await openPage();
    bizness.track('big');
    bizness.track('small');
    await pass(60_000);
    expect(waiting()).toEqual([]);
    expect(collector.requests.map((sent) => names([sent]))).toContainEqual(['small']);
  });

  it('puts no more than 50 events in one request', async () => {
    const { bizness } = await openPage();
    for (let i = 0; i < 119; i++) bizness.track('small');
    await pass(1000);
    expect(collector.requests.map(({ body }) => body.events.length)).toEqual([50, 50, 20]);
    expect(waiting()).toEqual([]);
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
    const clinging = new Proxy(localStorage, { deleteProperty: () => true });
    vi.spyOn(globalThis, 'localStorage', 'get').mockReturnValue(clinging);
    await openPage();
    await pass(1000);
    expect(collector.requests.length).toBeLessThanOrEqual(10);
  });
});
