import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser, Tab } from '../support/engines/engine.ts';
import { ENGINES } from '../support/engines/index.ts';
import { html, openSite, type Site } from '../support/site.ts';
import { SOON } from '../support/soon.ts';

/** Notes what a page lives through. */
const WATCH = `<script>
  const notes = [];
  for (const type of ['click', 'auxclick'])
    addEventListener(type, (event) => event.isTrusted && notes.push(type + ' ' + event.target.id));
  for (const type of ['blur', 'focus', 'online', 'offline']) addEventListener(type, () => notes.push(type));
  document.addEventListener('visibilitychange', () => notes.push(document.visibilityState));
  addEventListener('pageshow', (event) => event.persisted && notes.push('restored'));
  addEventListener('load', () => document.prerendering && fetch('/prerendered'));
  addEventListener('pagehide', () => navigator.sendBeacon('/farewell' + location.pathname));
</script>`;
const PAGE = html(
  WATCH,
  `<button id="like">Like</button> <input id="field"> <a id="link" href="/next">Next</a>
   <p style="height: 3000px"></p> <button id="deep">Deep</button>`,
);
const PRERENDERING = html(
  '<script type="speculationrules">{"prerender":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}</script>',
  '<a href="/next">Next</a>',
);

let site: Site;
beforeAll(async () => {
  site = await openSite({ '/': PAGE, '/next': PAGE, '/closed': PAGE, '/before': PRERENDERING });
});
afterAll(() => site.close());

const asked = (path: string) => site.requests.filter((request) => request.path === path);

describe.each(ENGINES)('$name, as the tests drive it,', (engine) => {
  let browser: Browser;
  let wary: Browser;
  let tab: Tab;
  beforeAll(async () => {
    [browser, wary] = await Promise.all([engine.open(), engine.open({ denyStorage: true, gpc: true })]);
    tab = await browser.tab();
  });
  afterAll(() => Promise.all([browser?.close(), wary?.close()]));

  const notes = () => tab.evaluate<string[]>('notes.splice(0)');
  /** Exactly these come to be noted. */
  const noted = async (...expected: string[]) => {
    const seen: string[] = [];
    await vi.waitFor(async () => {
      seen.push(...(await notes()));
      expect(seen).toEqual(expected);
    }, SOON);
  };
  const notedInAnyOrder = async (...expected: string[]) => {
    const seen = new Set<string>();
    await vi.waitFor(async () => {
      for (const note of await notes()) seen.add(note);
      expect(seen).toEqual(new Set(expected));
    }, SOON);
  };
  const visit = async (path = '/') => {
    site.requests.length = 0;
    await tab.goto(site.url + path);
    if (path === '/') await notes();
  };

  it('passes for an ordinary visitor’s', async () => {
    await visit();
    expect(await tab.evaluate(() => navigator.userAgent)).not.toMatch(/headless|bot/i);
    expect(await tab.evaluate(() => [document.visibilityState, document.hasFocus()])).toEqual(['visible', true]);
    // Several interfaces exist in secure contexts alone.
    expect(await tab.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([true, true]);
  });

  it('answers with what a page says, and repeats what it throws', async () => {
    await visit();
    expect(await tab.evaluate(async (a: number, b: number) => a + b, 1, 2)).toBe(3);
    expect(await tab.evaluate('Promise.resolve({ a: [1] })')).toEqual({ a: [1] });
    await expect(tab.evaluate('nothing.at.all')).rejects.toThrow();
  });

  it('clicks, also what must be scrolled to', async () => {
    await visit();
    await tab.click('#like');
    await tab.click('#deep');
    await noted('click like', 'click deep');
    await expect(tab.click('#missing')).rejects.toThrow();
  });

  it('opens a link in another tab by its middle button, and with Control held down', async () => {
    await visit();
    await tab.click('#link', { button: 'middle' });
    await vi.waitFor(() => expect(asked('/next')).toHaveLength(1), SOON);
    await tab.click('#link', { modifiers: ['Control'] });
    await vi.waitFor(() => expect(asked('/next')).toHaveLength(2), SOON);
    await noted('auxclick link', 'click link');
    expect(await tab.url()).toBe(`${site.url}/`);
  });

  it('types, and presses keys', async () => {
    await visit();
    await tab.type('#field', 'Hello, you');
    expect(await tab.evaluate(() => document.querySelector('input')?.value)).toBe('Hello, you');
    await tab.evaluate(() => document.querySelector<HTMLElement>('#like')?.focus());
    await tab.press('Enter');
    await tab.press('Space');
    await tab.press('Tab');
    await noted('click like', 'click like');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('field');
  });

  it('turns the wheel', async () => {
    await visit();
    await tab.wheel(500);
    await vi.waitFor(async () => expect(await tab.evaluate(() => scrollY)).toBeGreaterThan(0), SOON);
  });

  it('hides a tab behind another and shows it again', async () => {
    await visit();
    await tab.hide();
    await notedInAnyOrder('blur', 'hidden');
    await tab.show();
    await notedInAnyOrder('focus', 'visible');
  });

  it('takes the focus from a page that stays visible, or says why not', async () => {
    await visit();
    if (engine.cannot.blur !== undefined) return expect(tab.blur()).rejects.toThrow(engine.cannot.blur);
    await tab.blur();
    await noted('blur');
    await tab.show();
    await notedInAnyOrder('focus');
  });

  it('cuts a tab from the network, or says why not', async () => {
    await visit();
    if (engine.cannot.offline !== undefined) return expect(tab.offline(true)).rejects.toThrow(engine.cannot.offline);
    const reaches = (yes: boolean) =>
      vi.waitFor(async () => {
        expect(await tab.evaluate('fetch("/next").then(() => true, () => false)')).toBe(yes);
      }, SOON);
    await tab.offline(true);
    await reaches(false);
    await tab.offline(false);
    await reaches(true);
    await noted('offline', 'online');
  });

  it('goes back to a page that was kept as it was, forward, and loads anew', async () => {
    await visit();
    await tab.click('#link');
    await vi.waitFor(async () => expect(await tab.url()).toBe(`${site.url}/next`), SOON);
    await tab.back();
    expect(await tab.url()).toBe(`${site.url}/`);
    await vi.waitFor(async () => expect(await notes()).toContain('restored'), SOON);
    await tab.forward();
    expect(await tab.url()).toBe(`${site.url}/next`);
    const before = await tab.evaluate(() => performance.timeOrigin);
    await tab.reload();
    expect(await tab.evaluate(() => performance.timeOrigin)).toBeGreaterThan(before);
  });

  it('prerenders a page, or says why not', async () => {
    await visit('/before');
    const understands = await tab.evaluate(() => HTMLScriptElement.supports?.('speculationrules') ?? false);
    expect(understands).toBe(engine.cannot.prerender === undefined);
    if (!understands) return;
    await vi.waitFor(() => expect(asked('/prerendered')).toHaveLength(1), SOON);
    await tab.click('a');
    await vi.waitFor(async () => expect(await tab.url()).toBe(`${site.url}/next`), SOON);
    const began = '(({ activationStart }) => activationStart)(performance.getEntriesByType("navigation")[0])';
    expect(await tab.evaluate(began)).toBeGreaterThan(0);
  });

  it('hears what pages complain about', async () => {
    await visit();
    browser.complaints.length = 0;
    await tab.evaluate(() => {
      console.error('red');
      setTimeout(() => {
        throw new Error('thrown');
      });
      void Promise.reject(new Error('rejected'));
    });
    await vi.waitFor(() => expect(browser.complaints).toHaveLength(3), SOON);
    expect(browser.complaints).toContainEqual(expect.stringMatching(/^red/));
    expect(browser.complaints).toContain('uncaught: Error: thrown');
    expect(browser.complaints).toContain('uncaught: Error: rejected');
  });

  it('lets a page that is closed at once still say farewell', async () => {
    await visit('/closed');
    await tab.evaluate('void fetch("/", { keepalive: true })');
    await tab.close();
    tab = await browser.tab();
    await vi.waitFor(() => expect([asked('/').length, asked('/farewell/closed').length]).toEqual([1, 1]), SOON);
  });

  it('keeps its profile over a restart and over a crash', async () => {
    const kept = () => tab.evaluate(() => Object.keys(localStorage).join());
    await visit();
    await tab.evaluate(() => localStorage.setItem('kept', ''));
    await browser.reopen();
    tab = await browser.tab();
    await visit();
    expect(await kept()).toBe('kept');
    await browser.kill();
    await browser.start();
    tab = await browser.tab();
    await visit();
    expect(await kept()).toBe('kept');
  });

  it('belongs to a visitor who keeps nothing and objects to being sold', async () => {
    tab = await wary.tab();
    await visit();
    await expect(tab.evaluate(() => localStorage.length)).rejects.toThrow();
    expect(await tab.evaluate('(document.cookie = "a=b", document.cookie)')).toBe(
      engine.cannot.denyStorage === undefined ? '' : 'a=b',
    );
    expect(await tab.evaluate('navigator.globalPrivacyControl')).toBe(true);
    expect(asked('/')[0]?.headers['sec-gpc']).toBe(engine.cannot.gpc === undefined ? '1' : undefined);
    expect(wary.complaints).toEqual([]);
  });
});
