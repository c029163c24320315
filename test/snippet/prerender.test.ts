import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBrowser, define, names, openBrowser, openPage, pass, pasteStub, setHidden, waiting } from './page.ts';

describe('a page that is prepared in advance', () => {
  let collector: ReturnType<typeof openBrowser>;
  beforeEach(() => {
    collector = openBrowser();
    define(document, 'prerendering', true);
    setHidden(true);
  });
  afterEach(closeBrowser);

  const activate = () => {
    define(document, 'prerendering', false);
    setHidden(false);
  };

  it('stores and sends nothing, whatever its own scripts call', async () => {
    const { bizness } = await openPage();
    bizness.track('a');
    bizness.identify('u1');
    bizness.flush();
    await pass(60_000);
    window.dispatchEvent(new Event('online'));
    history.pushState({}, '', '/cart');
    await pass(60_000);
    expect([...collector.requests, ...collector.copies]).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it('that is never seen leaves nothing behind', async () => {
    (await pasteStub()).track('early');
    const { close } = await openPage();
    await pass(1000);
    close();
    expect(waiting()).toEqual([]);
  });

  it('once seen is counted, and so is what was called before', async () => {
    const { bizness } = await openPage();
    bizness.track('a');
    await pass(5000);
    activate();
    bizness.track('b');
    await pass(100);
    expect(names(collector.requests).sort()).toEqual(['a', 'b', 'page_view']);
    expect(collector.requests[0]!.body.events.map(({ timestamp }) => timestamp.slice(17, 19))).toEqual([
      '00',
      '05',
      '05',
    ]);
    expect(waiting()).toEqual([]);
  });

  it('once seen still waits for the consent it needs', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    bizness.track('a');
    activate();
    await pass(1000);
    expect(collector.requests).toEqual([]);
    bizness.consent(true);
    await pass(100);
    expect(names(collector.requests).sort()).toEqual(['a', 'page_view']);
  });

  it('has what was called erased when consent is refused before anyone has seen it', async () => {
    const { bizness } = await openPage();
    bizness.track('a');
    bizness.consent(false);
    activate();
    await pass(1000);
    expect(collector.requests).toEqual([]);
  });

  it('may have its consent given before it is seen, and stores nothing for that', async () => {
    const { bizness } = await openPage({ consent: 'required' });
    bizness.consent(true);
    await pass(1000);
    expect(localStorage).toHaveLength(0);
    activate();
    await pass(100);
    expect(names(collector.requests)).toEqual(['page_view']);
  });

  it('counts the time only from when it is seen', async () => {
    await openPage();
    await pass(50_000);
    activate();
    await pass(3000);
    setHidden(true);
    const leave = collector.copies.flatMap(({ body }) => body.events).at(-1)!;
    expect(leave.properties.engaged_seconds).toBe(3);
  });
});
