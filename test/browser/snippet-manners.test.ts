import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { html, openSite, type Site, type SitePage } from '../support/site.ts';
import { SOON } from '../support/soon.ts';
import { startTestCollector, type TestCollector } from '../support/start-collector.ts';
import { openVisitor, type Visitor, waiting } from '../support/visitor.ts';
import { namesIn, openWire, type Wire } from '../support/wire.ts';

/** What a visitor types. Told from everything else a page may hold. */
const SECRET = 'hunter2-secret';

let collector: TestCollector;
let wire: Wire;
let site: Site | null = null;
let visitor: Visitor | null = null;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop', domain: 'shop.test', allowed_domains: ['127.0.0.1'] });
});
afterAll(() => collector?.stop());
beforeEach(async () => {
  wire = await openWire(() => collector.url);
});
afterEach(async () => {
  await visitor?.close();
  await site?.close();
  await wire.close();
  // Another origin, and still not once a request for leave beforehand.
  expect(wire.passed.filter(({ method }) => method === 'OPTIONS')).toEqual([]);
});

/** Opens a website whose pages may hold the tag, and a browser on its first page. */
async function visit(pages: (tag: string) => Record<string, SitePage>): Promise<Page & { visitor: Visitor }> {
  site = await openSite(pages(`<script defer src="${wire.url}/bizness.js" data-website-id="shop"></script>`));
  visitor = await openVisitor();
  const page = await visitor.tab();
  await page.goto(`${site.url}/`);
  return Object.assign(page, { visitor });
}

const arrived = () => namesIn(wire.batches()).filter((name) => name !== 'page_leave');
const arrives = (names: string[]) => vi.waitFor(() => expect(arrived()).toEqual(names), SOON);

describe('the snippet on a page', () => {
  it('leaves one global behind, and nothing else', async () => {
    const page = await visit((tag) => ({ '/': html(tag), '/without': html('') }));
    await arrives(['page_view']);
    const globals = () => page.evaluate(() => Object.getOwnPropertyNames(window).sort());
    const withTag = await globals();
    await page.goto(`${site?.url}/without`);
    const without = await globals();
    expect(withTag.filter((name) => !without.includes(name))).toEqual(['bizness']);
    expect(without.filter((name) => !withTag.includes(name))).toEqual([]);
  });

  it('leaves the browser’s own functions as they were', async () => {
    const page = await visit((tag) => ({ '/': html(tag) }));
    await arrives(['page_view']);
    const changed = await page.evaluate(() =>
      [fetch, XMLHttpRequest.prototype.send, history.pushState, history.replaceState, Storage.prototype.setItem].filter(
        (native) => !`${native}`.includes('[native code]'),
      ),
    );
    expect(changed).toEqual([]);
  });

  it('counts a page that comes back from the back/forward cache as viewed again', async () => {
    const page = await visit((tag) => ({
      '/': html(tag, '<script>addEventListener("pageshow", (e) => { window.restored = e.persisted })</script>'),
      '/next': html(tag),
    }));
    const views = () => {
      const events = wire.batches().flatMap(({ body }) => JSON.parse(body).events as WireEvent[]);
      const byId = new Map(events.map((event) => [event.event_id, event]));
      return [...byId.values()]
        .filter(({ event_name }) => event_name === 'page_view')
        .map(({ properties }) => new URL(properties.page_url).pathname);
    };
    const path = ['/'];
    const counted = () => vi.waitFor(() => expect(views()).toEqual(path), SOON);
    await counted();
    // A busy browser may load the page anew instead, and does not say why. That counts as well, but proves nothing.
    const MOST_TRIES = 10;
    for (let restored = false, tries = 0; !restored; tries++) {
      expect(tries, 'the browser restored no page').toBeLessThan(MOST_TRIES);
      await vi.waitFor(async () => expect(await waiting(page)).toEqual([]), SOON);
      await page.evaluate(() => {
        location.href = '/next';
      });
      path.push('/next');
      await counted();
      await vi.waitFor(async () => expect(await waiting(page)).toEqual([]), SOON);
      await page.evaluate(() => history.back());
      path.push('/');
      await counted();
      restored = await page.evaluate<boolean>('window.restored');
    }
    expect(page.visitor.complaints).toEqual([]);
  });

  it('sends nothing that a visitor has entered', async () => {
    const page = await visit((tag) => ({
      '/': html(
        tag,
        `<form id="f" action="/sent" method="post">
           <input name="user"><input name="pass" type="password"><input name="mail" type="email">
           <textarea name="letter"></textarea><select name="choice"><option>-</option><option>${SECRET}</option></select>
           <input name="token" type="hidden" value="${SECRET}"><label><input type="checkbox" name="agree" value="${SECRET}"> I agree</label>
           <button name="go" value="${SECRET}" type="submit">Send</button>
         </form><button id="other">Other</button>`,
      ),
      '/sent': html(tag),
    }));
    for (const field of ['user', 'pass', 'letter']) await page.fill(`[name=${field}]`, SECRET);
    await page.fill('[name=mail]', `${SECRET}@example.com`);
    await page.selectOption('select', SECRET);
    await page.check('[type=checkbox]');
    for (const field of ['user', 'pass', 'mail', 'letter', 'choice']) await page.click(`[name=${field}]`);
    await page.click('#other');
    await page.click('[name=go]');
    await page.waitForURL('**/sent');
    await vi.waitFor(() => expect(arrived()).toContain('form_submit'), SOON);
    await vi.waitFor(async () => expect(await waiting(page)).toEqual([]), SOON);
    expect(JSON.stringify(wire.passed)).not.toContain(SECRET);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(SECRET);
  });

  it('lets links, forms, boxes and downloads do what they do', async () => {
    const page = await visit((tag) => ({
      '/': html(
        tag,
        `<form id="f" action="/sent" method="post"><input type="checkbox"><button>Send</button></form>
         <a id="link" href="/next">Next</a> <a id="tab" href="/next" target="_blank">Tab</a> <a id="save" href="/file.csv" download>Save</a>
         <a id="jump" href="#there">Jump</a> <p id="there">There</p>
         <script>
           window.prevented = [];
           for (const type of ['click', 'submit', 'mousedown', 'pointerdown', 'touchstart', 'keydown'])
             addEventListener(type, (event) => event.defaultPrevented && window.prevented.push(type));
         </script>`,
      ),
      '/next': html(''),
      '/sent': html(''),
      '/file.csv': 'a,b',
    }));
    await page.click('[type=checkbox]');
    expect(await page.isChecked('[type=checkbox]')).toBe(true);
    await page.click('#jump');
    expect(new URL(page.url()).hash).toBe('#there');
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#tab')]);
    expect(new URL(popup.url()).pathname).toBe('/next');
    await popup.close();
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
    expect(download.suggestedFilename()).toBe('file.csv');
    await arrives(['page_view', 'link_click', 'link_click', 'file_download']);
    expect(await page.evaluate('window.prevented')).toEqual([]);
    await page.click('#link');
    await page.waitForURL('**/next');
    await page.goto(`${site?.url}/`);
    await page.click('form button');
    await page.waitForURL('**/sent');
    expect(page.visitor.complaints).toEqual([]);
  });
});

interface WireEvent {
  event_id: string;
  event_name: string;
  properties: { page_url: string };
}
