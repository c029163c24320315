import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser, Tab } from '../support/engines/engine.ts';
import { ENGINES } from '../support/engines/index.ts';
import { html, openSite, type Site } from '../support/site.ts';

const SOON = { timeout: 10_000, interval: 50 };

/** What a page saw, in order; `seen()` empties it. */
const WATCH = `<script>
  const seen = [];
  const note = (what) => seen.push(what);
  for (const type of ['click', 'auxclick'])
    document.addEventListener(type, (e) => note(type + ' ' + e.target.id + (e.isTrusted ? '' : ' untrusted')));
  document.addEventListener('visibilitychange', () => note(document.visibilityState));
  for (const type of ['blur', 'focus', 'online', 'offline']) addEventListener(type, () => note(type));
  addEventListener('pageshow', (e) => e.persisted && note('restored'));
  addEventListener('pagehide', () => navigator.sendBeacon('/left' + location.pathname));
</script>`;
const PAGE = html(
  WATCH,
  `<button id="like">Like</button> <input id="field"> <a id="link" href="/next">Next</a>
   <p style="height: 3000px">Far</p><button id="deep">Deep</button>`,
);

let site: Site;
beforeAll(async () => {
  site = await openSite({ '/': PAGE, '/next': PAGE, '/left/': '', '/left/next': '' });
});
afterAll(() => site.close());

describe.each(ENGINES)('$name', (engine) => {
  let browser: Browser;
  let tab: Tab;
  beforeAll(async () => {
    browser = await engine.open();
    tab = await browser.tab();
  });
  afterAll(() => browser?.close());
  const seen = () => tab.evaluate<string[]>('seen.splice(0)');
  const visit = async () => {
    await tab.goto(`${site.url}/`);
    await seen();
  };

  it('shows a page to a visitor who looks at it', async () => {
    await visit();
    expect(await tab.evaluate(() => [document.visibilityState, document.hasFocus()])).toEqual(['visible', true]);
  });

  it('clicks and types as a hand does', async () => {
    await visit();
    await tab.click('#like');
    await tab.click('#deep');
    await tab.click('#link', { button: 'middle' });
    await tab.type('#field', 'hello');
    await tab.press('Tab');
    await vi.waitFor(async () => expect(await tab.evaluate(() => document.activeElement?.id)).toBe('link'));
    expect(await seen()).toEqual(['click like', 'click deep', 'auxclick link']);
    expect(await tab.evaluate(() => document.querySelector<HTMLInputElement>('#field')?.value)).toBe('hello');
    await tab.evaluate(() => document.querySelector<HTMLElement>('#like')?.focus());
    await tab.press('Enter');
    expect(await seen()).toEqual(['click like']);
    expect(await tab.url()).toBe(`${site.url}/`);
  });

  it('hides and shows a tab', async () => {
    await visit();
    await tab.hide();
    expect((await seen()).sort()).toEqual(['blur', 'hidden']);
    await tab.show();
    expect((await seen()).sort()).toEqual(['focus', 'visible']);
  });

  it('restores a page from the back/forward cache', async () => {
    await visit();
    await tab.click('#link');
    await vi.waitFor(async () => expect(await tab.url()).toBe(`${site.url}/next`), SOON);
    await tab.back();
    expect(await tab.url()).toBe(`${site.url}/`);
    expect(await seen()).toContain('restored');
    await tab.forward();
    expect(await tab.url()).toBe(`${site.url}/next`);
    await tab.reload();
  });

  it('keeps what a page stored, closed or killed', async () => {
    await visit();
    await tab.evaluate(() => localStorage.setItem('a', '1'));
    await browser.reopen();
    tab = await browser.tab();
    await visit();
    expect(await tab.evaluate(() => localStorage.getItem('a'))).toBe('1');
    await browser.kill();
    await browser.start();
    tab = await browser.tab();
    await visit();
    expect(await tab.evaluate(() => localStorage.getItem('a'))).toBe('1');
  });
});
