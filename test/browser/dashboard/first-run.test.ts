import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VISITOR_USER_AGENT } from '../../gates/find-chromium.mjs';
import { type DashboardRoom, OWNER, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { headline } from '../../support/dashboard/dashboard-numbers.ts';
import { html, openSite, type Site } from '../../support/site.ts';

let room: DashboardRoom;
let page: Page;
let site: Site | undefined;
beforeEach(async () => {
  room = await openDashboard({ seeded: false });
  page = await room.browser.page();
});
afterEach(async () => {
  await room?.close();
  await site?.close();
  site = undefined;
});

/** From the printed link to the owner's account. */
async function makeAccount(): Promise<void> {
  await page.goto(room.setupUrl);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Name').fill(OWNER.name);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create the account' }).click();
}

async function addWebsite(domain: string): Promise<void> {
  await page.getByLabel('Domain').fill(domain);
  await page.getByRole('button', { name: 'Add the website' }).click();
  await page.getByText('Listening…').waitFor();
}

const tagShown = async (): Promise<string> => (await page.locator('.copy-text code').first().textContent()) ?? '';

/** Opens a website whose pages have what the page says to paste, as a visitor in a tab of their own. */
async function visitSite(): Promise<Page> {
  site = await openSite({ '/pricing': html(await tagShown(), '<h1>Prices</h1>') });
  const visitor = await room.browser.page();
  await visitor.goto(`${site.url}/pricing`);
  return visitor;
}

describe('the first run', () => {
  it('leads from the printed link by account, website and tag to the first visitor in the numbers', async () => {
    await makeAccount();
    expect(new URL(page.url()).hash).toBe('');
    await addWebsite('http://127.0.0.1:8080/pricing');
    await visitSite();
    await page.getByText('Your first page view: /pricing').waitFor();
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await page.waitForURL(`${room.url}/sites/*`);
    await settled(page);
    expect(await headline(page, 'Visitors')).toBe('1');
    expect(room.browser.complaints).toEqual([]);
  });

  it('explains an event from elsewhere with a button that allows where it came from, and counts the next', async () => {
    await makeAccount();
    await addWebsite('acme.com');
    const visitor = await visitSite();
    await page.getByText('An event came from 127.0.0.1, which is not among the allowed domains.').waitFor();
    await page.getByRole('button', { name: 'Allow 127.0.0.1' }).click();
    await page.getByText('127.0.0.1 is allowed now. Open the page again.').waitFor();
    await visitor.reload();
    await page.getByText('Your first page view: /pricing').waitFor();
    await page.getByRole('button', { name: 'Open the dashboard' }).click();
    await page.waitForURL(`${room.url}/sites/*`);
    await settled(page);
    expect(await headline(page, 'Visitors')).toBe('1');
    expect(new Set(room.browser.refusals())).toEqual(new Set([403]));
    expect(room.browser.complaints).toEqual([]);
  });

  it('says after a minute of silence what came and why it is not counted, with the clock of the page put on', async () => {
    await page.clock.install();
    await makeAccount();
    await addWebsite('acme.com');
    const { id = '' } = /data-website-id="(?<id>[^"]+)"/.exec(await tagShown())?.groups ?? {};
    const asked = () => page.waitForResponse((response) => response.url().includes('/arrivals'));
    const silence = page.getByRole('heading', { name: 'Nothing is counted yet' });
    /** What a browser on acme.com sends. */
    const send = async (website_id: string, headers: Record<string, string> = {}): Promise<number> => {
      const response = await fetch(`${room.url}/api/events`, {
        method: 'POST',
        headers: {
          Origin: 'https://acme.com',
          'Content-Type': 'text/plain',
          'User-Agent': VISITOR_USER_AGENT,
          ...headers,
        },
        body: JSON.stringify({ website_id, event_name: 'page_view', properties: { page_url: 'https://acme.com/' } }),
      });
      return response.status;
    };

    await page.clock.fastForward(50_000);
    expect(await silence.count()).toBe(0);
    await page.clock.fastForward(11_000);
    await silence.waitFor();
    await page.getByText('No page has loaded the script since the collector started.').waitFor();
    await page.getByText('which only this machine reaches').waitFor();

    await send('web_mistyped');
    expect(await send(id, { 'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' })).toBe(200);
    expect(await send(id, { Origin: 'https://copy.example' })).toBe(403);
    await Promise.all([asked(), page.clock.fastForward(3000)]);
    await page.getByText(/sent events for web_mistyped, which is no website here\./).waitFor();
    await page.getByText(`The tag must say data-website-id="${id}".`).waitFor();
    await page.getByText('An event came from copy.example, which is not among the allowed domains.').waitFor();
    await page.getByText(/An event came and is not counted: .*bot/i).waitFor();
    expect(await page.getByText('No page has loaded the script').count()).toBe(0);

    expect(await send(id)).toBe(200);
    await Promise.all([asked(), page.clock.fastForward(3000)]);
    await page.getByText('Your first page view: /').waitFor();
    expect(await silence.count()).toBe(0);
    expect(room.browser.complaints).toEqual([]);
  });

  it('takes the printed link once, and sends whoever comes later to the login', async () => {
    await makeAccount();
    await page.getByLabel('Domain').waitFor();
    const second = await room.browser.page();
    await second.goto(room.setupUrl);
    await second.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await second.getByRole('link', { name: 'Log in' }).click();
    await second.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(room.browser.refusals()).toEqual([400]);
    expect(room.browser.complaints).toEqual([]);
  });
});

describe('the door', () => {
  it('opens by the right password alone and leads to the page asked for; behind a logout it is shut again', async () => {
    const cookie = await room.createOwner();
    await room.ask(cookie, 'POST', '/api/websites', { id: 'acme', domain: 'acme.com' });
    const asked = `${room.url}/sites/acme/money?period=7d`;
    await page.goto(asked);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    const logIn = page.getByRole('button', { name: 'Log in' });
    await page.getByLabel('E-mail').fill(OWNER.email);
    await page.getByLabel('Password').fill('another sentence');
    await logIn.click();
    expect(await page.getByRole('alert').textContent()).toContain('Wrong e-mail or password');
    await page.getByLabel('Password').fill(OWNER.password);
    await logIn.click();
    await page.waitForURL(asked);
    await settled(page);

    await page.getByRole('button', { name: 'Account and theme' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.waitForURL('**/login');
    await page.goto(asked);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    expect(room.browser.refusals()).toEqual([401]);
    expect(room.browser.complaints).toEqual([]);
  });
});

describe('a further website', () => {
  it('of a domain that is counted already is named as such while the domain is typed, before it is added', async () => {
    const cookie = await room.createOwner();
    await room.ask(cookie, 'POST', '/api/websites', { id: 'acme', domain: 'acme.com', name: 'The shop' });
    const owner = await room.browser.page(cookie);
    await owner.goto(`${room.url}/sites/acme/settings/websites`);
    await owner.getByRole('button', { name: 'Add a website' }).click();
    await owner.getByLabel('Domain').fill('https://www.ACME.com/pricing');
    await owner.getByText('Counted already, as The shop. A second website has numbers of its own.').waitFor();
    await owner.getByLabel('Domain').fill('shop.acme.com');
    await owner.getByText('Counted already').waitFor({ state: 'detached' });
    expect(room.browser.complaints).toEqual([]);
  });
});
