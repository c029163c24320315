import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { biznessOk } from '../../support/command.ts';
import { answered, type DashboardRoom, openDashboard, settled, tabInTurn } from '../../support/dashboard/dashboard.ts';

const SITE = '/sites/acme';
const SOURCES = 5000;
const nameOf = (number: number) => `${String(number).padStart(4, '0')}-${'long-name-'.repeat(20)}`.slice(0, 200);

let room: DashboardRoom;
let cookie: string;
beforeAll(async () => {
  room = await openDashboard({ seeded: false });
  cookie = await room.createOwner();
  await room.ask(cookie, 'POST', '/api/websites', { id: 'acme', domain: 'acme.com' });
  const made = await biznessOk(['key', 'create', '--website', 'acme', '--json', '--data-dir', room.dataDir]);
  const { key } = JSON.parse(made) as { key: string };
  for (let begin = 0; begin < SOURCES; begin += 500) {
    const events = Array.from({ length: 500 }, (_, place) => ({
      event_name: 'page_view',
      visitor_id: `v${begin + place}`,
      properties: { page_url: `https://acme.com/?utm_source=${nameOf(begin + place)}` },
    }));
    const response = await fetch(`${room.url}/api/events/batch`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ website_id: 'acme', events }),
    });
    expect(response.status).toBe(200);
  }
});
afterAll(() => room?.close());
beforeEach(() => {
  room.browser.complaints.length = 0;
});

const rowsIn = (page: Page) => page.locator('.details tbody tr').count();
const isWithin = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
/** Whether a label is cut off, with all of it to be read in its title. */
const clipped = (page: Page, within: string) =>
  page
    .locator(`${within} tbody .bar-cell`)
    .first()
    .evaluate((cell) => {
      const text = cell.querySelector('.clip') as HTMLElement;
      return text.scrollWidth > text.clientWidth && (cell.getAttribute('title') ?? '').startsWith(text.innerText);
    });

describe.each([
  ['desk', 1280, 900],
  ['phone', 360, 740],
] as const)('five thousand sources with names of 200 characters, on a %s', (_, width, height) => {
  it('are clipped, told in number, shown page by page, and found', async () => {
    const page = await room.browser.page(cookie, { viewport: { width, height }, locale: 'en-US' });
    await page.goto(`${room.url}${SITE}`);
    await settled(page);
    await page.getByRole('tab', { name: 'Sources' }).click();
    expect(await isWithin(page)).toBe(true);
    await answered(page, '/api/analytics', () => page.getByRole('button', { name: /^All 5,000/ }).click());
    expect(await isWithin(page)).toBe(true);
    expect(await clipped(page, '.details')).toBe(true);
    expect(await rowsIn(page)).toBe(100);
    await answered(page, '/api/analytics', () => page.getByRole('button', { name: 'Show more' }).click());
    expect(await rowsIn(page)).toBe(200);
    await answered(page, '/api/analytics', () => page.getByRole('searchbox').fill('4321-long'));
    expect(await rowsIn(page)).toBe(1);
    expect(room.browser.complaints).toEqual([]);
    await page.context().close();
  });
});

describe.each([
  ['de-DE', '5.000'],
  // Of a language in another script its region counts alone.
  ['ar-EG', '5,000'],
])('numbers and dates in the locale %s', (locale, thousands) => {
  const phones = tabInTurn(() => room.browser.page(cookie, { locale, viewport: { width: 360, height: 740 } }));

  it.each(['', '/money?tab=customers', '/retention', '/live', '/quality'])(
    'are written as there, within the width of a phone: %s',
    async (view) => {
      const page = await phones();
      await page.goto(`${room.url}${SITE}${view}`);
      await settled(page);
      expect(await isWithin(page)).toBe(true);
      if (view === '') expect(await page.locator('main').innerText()).toContain(thousands);
      expect(room.browser.complaints).toEqual([]);
    },
  );
});

describe('a browser whose language is none', () => {
  it('is written to in English', async () => {
    const page = await room.browser.page(cookie, { viewport: { width: 1280, height: 800 } });
    await page.addInitScript(() => {
      const none = { language: { get: () => 'C' }, languages: { get: () => ['C'] } };
      Object.defineProperties(Navigator.prototype, none);
    });
    await page.goto(`${room.url}${SITE}`);
    await settled(page);
    expect(await page.locator('main').innerText()).toContain('5,000');
    expect(room.browser.complaints).toEqual([]);
    await page.context().close();
  });
});
