import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answered, type DashboardRoom, openDashboard, settled, tabInTurn } from '../../support/dashboard/dashboard.ts';

/* A website whose first visit is a week old: what the page does at its edges. */

const SITE = '/sites/acme';
const OVERVIEW = '/api/overview';
const DAY = 86_400_000;

let room: DashboardRoom;
let cookie: string;
let page: Page;
beforeAll(async () => {
  room = await openDashboard({ seeded: false });
  cookie = await room.createOwner();
  for (const [id, name] of [
    ['acme', 'Acme'],
    ['other', 'Other shop'],
  ])
    await room.ask(cookie, 'POST', '/api/websites', { id, name, domain: `${id}.com` });
  const { body } = await room.ask<{ key: string }>(cookie, 'POST', '/api/keys', {
    name: 'all',
    scopes: ['events:write', 'revenue:write'],
  });
  const post = async (path: string, sent: object) => {
    const answer = await fetch(room.url + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${body.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ website_id: 'acme', ...sent }),
    });
    expect(answer.status, await answer.text()).toBe(200);
  };
  const at = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const view = (days: number, query: string) => ({
    event_name: 'page_view',
    visitor_id: 'ann',
    timestamp: at(days),
    properties: { page_url: `https://acme.com/${query}` },
  });
  await post('/api/events/batch', {
    events: [view(7, '?utm_source=alpha'), view(5, '?utm_source=beta'), view(3, ''), view(0, '')],
  });
  await post('/api/revenue', { amount: 100, transaction_id: 't1', visitor_id: 'ann', timestamp: at(2) });
});
afterAll(() => room?.close());
const owners = tabInTurn(() => room.browser.page(cookie));
beforeEach(async () => {
  page = await owners();
});
afterEach(() => expect(room.browser.complaints).toEqual([]));

const open = async (path: string) => {
  await page.goto(room.url + path);
  await settled(page);
};
const search = () => new URL(page.url()).search;

describe('keys', () => {
  it('"/" opens the filter with the focus in its field, and what is typed there is text', async () => {
    await open(SITE);
    await page.keyboard.press('/');
    await page.keyboard.type('dwmyc?');
    expect(await page.getByLabel('Value').inputValue()).toBe('dwmyc?');
    expect(search()).toBe('');
    await page.keyboard.press('Escape');
    expect(await page.locator('.menu-sheet').count()).toBe(0);
    await answered(page, OVERVIEW, () => page.keyboard.press('w'));
    expect(search()).toBe('?period=7d');
  });

  it('are the sheet’s own while one is open, wherever the focus is in it', async () => {
    await open(SITE);
    await page.getByRole('button', { name: /choose another period/ }).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('c');
    await page.keyboard.press('d');
    expect(search()).toBe('');
    expect(await page.locator('.menu-sheet').count()).toBe(1);
  });
});

describe('an address', () => {
  it('of a website that there isn’t says so, and shows none other’s numbers', async () => {
    await open('/sites/nope');
    expect(await page.locator('h1').textContent()).toBe('There is no such website');
    expect(page.url()).toContain('/sites/nope');
    expect(await page.locator('main').textContent()).toContain('“nope”');
    await page.getByRole('link', { name: 'Other shop' }).click();
    await settled(page);
    expect(page.url()).toContain('/sites/other');
  });

  it.each(['/sites/acme/nope', '/sites/acme/settings/nope', '/sites/acme/money/deep/down'])(
    'within a website that names no view says so: %s',
    async (path) => {
      await open(path);
      expect(await page.locator('main').textContent()).toContain('There is no such view');
      await page.getByRole('link', { name: 'Overview' }).last().click();
      await settled(page);
      expect(new URL(page.url()).pathname).toBe(SITE);
    },
  );

  it.each(['/sites/%E0%A4%A', '/sites/acme%2Fmoney'])(
    'that names no website in any spelling says so: %s',
    async (path) => {
      await open(path);
      expect(await page.locator('h1').textContent()).toContain('There is no such');
    },
  );

  it('loses what means nothing, and keeps the rest', async () => {
    await open(`${SITE}?period=bogus&compare=none&interval=century`);
    await page.waitForFunction(() => location.search === '?compare=none');
  });
});

describe('a comparison', () => {
  it('with days before the first visit draws nothing, and says since when there is something', async () => {
    await open(`${SITE}?period=7d`);
    expect(await page.locator('.chart-head').textContent()).toMatch(/Nothing recorded before .*20\d\d/);
    await open(`${SITE}?period=30d`);
    expect(await page.locator('.chart-head').textContent()).toContain('Nothing recorded before');
    expect(await page.locator('.chart-head .key-past').count()).toBe(0);
    expect(await page.locator('.headline-change').allTextContents()).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/[▲▼]/)]),
    );
    await open(`${SITE}?period=24h`);
    expect(await page.locator('.chart-head').textContent()).not.toContain('Nothing recorded');
    expect(await page.locator('.chart-head .key-past').count()).toBe(1);
  });
});

describe('a payment', () => {
  it('is credited to whom the chosen model credits it', async () => {
    const credited = async (model: string) => {
      await open(`${SITE}/money?tab=payments&attribution=${model}`);
      return (await page.locator('tbody tr').first().locator('td').nth(5).textContent()) ?? '';
    };
    expect(await credited('last_non_direct')).toBe('beta');
    expect(await credited('first')).toBe('alpha');
    expect(await credited('position')).toBe('alpha 40%, beta 20%, Direct 40%');
  });
});

describe('what is not to be seen at once', () => {
  it('a key that can’t be made yet says what is missing', async () => {
    await open(`${SITE}/settings/keys`);
    await page.getByRole('button', { name: 'Generate New API Key' }).click();
    expect(await page.getByRole('button', { name: 'Generate', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByRole('status').textContent()).toBe('Choose what the key may do.');
    await page.getByLabel('events:write', { exact: true }).check();
    expect(await page.getByRole('status').textContent()).toBe('');
    expect(await page.getByRole('button', { name: 'Generate', exact: true }).isDisabled()).toBe(false);
  });

  it('on a phone, one can compare with another period, and read what the numbers mean', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(SITE);
    await page.getByRole('button', { name: /choose another period/ }).click();
    await answered(page, OVERVIEW, () => page.getByLabel('Compare with', { exact: true }).selectOption('year'));
    expect(search()).toBe('?compare=year');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Definitions' }).click();
    const sheet = page.getByRole('dialog', { name: 'Definitions' });
    expect(await sheet.textContent()).toContain('Different people seen in the period, each counted once.');
    await sheet.getByRole('button', { name: 'Close' }).click();
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});
