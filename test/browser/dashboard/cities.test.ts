import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VISITOR_USER_AGENT } from '../../gates/find-chromium.mjs';
import { temporaryFolder } from '../../support/command.ts';
import { type Looker, openLooker, settled } from '../../support/dashboard/dashboard.ts';
import { rowsOf } from '../../support/dashboard/dashboard-numbers.ts';
import { setUp } from '../../support/people.ts';
import { CITIES, writePlaceFile } from '../../support/place-file.ts';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

const PANEL = 'section[aria-label="Where they are"]';

let temporary: ReturnType<typeof temporaryFolder>;
let collector: TestCollector;
let browser: Looker;
beforeEach(() => {
  temporary = temporaryFolder();
});
afterEach(async () => {
  expect(browser.complaints).toEqual([]);
  await browser.close();
  await collector.stop();
  temporary.remove();
});

/** The overview of a website with a visitor from London, of a collector with such a database. */
async function overview(geoipDb?: string): Promise<Page> {
  collector = await startTestCollector({ trustProxy: ['127.0.0.1'], ...(geoipDb === undefined ? {} : { geoipDb }) });
  await collector.website({ id: 'acme', domain: 'acme.test' });
  const owner = await setUp(collector);
  const sent = await collector.send('POST', '/api/events', {
    headers: {
      Origin: 'https://acme.test',
      'User-Agent': VISITOR_USER_AGENT,
      'X-Forwarded-For': '81.2.69.142',
    },
    body: { website_id: 'acme', event_name: 'page_view', properties: { page_url: 'https://acme.test/' } },
  });
  expect(sent.status).toBe(200);
  browser = await openLooker(collector.url);
  const page = await browser.page(owner.cookie, { locale: 'en-US' });
  await page.goto(`${collector.url}/sites/acme`);
  await settled(page);
  return page;
}

describe('regions and cities', () => {
  it('say how to get them where the collector has no city database, in the panel and in all rows', async () => {
    const page = await overview();
    for (const name of ['Cities', 'Regions']) {
      await page.locator(PANEL).getByRole('tab', { name }).click();
      await page.locator(PANEL).getByText(`${name} need a city database`).waitFor();
      expect(await page.locator(PANEL).textContent()).toContain('GEOIP_DB');
      expect(await page.locator(`${PANEL} table`).count()).toBe(0);
    }
    await page.locator(PANEL).getByRole('tab', { name: 'Countries' }).click();
    expect((await rowsOf(page, PANEL)).map(({ label }) => label)).toEqual(['United Kingdom']);
    await page.goto(`${collector.url}/sites/acme?details=city`);
    await settled(page);
    await page.locator('.details').getByText('Cities need a city database').waitFor();
  });

  it('are told where it has one', async () => {
    const file = path.join(temporary.folder, 'cities.mmdb');
    writePlaceFile(file, 'Test-City', CITIES);
    const page = await overview(file);
    await page.locator(PANEL).getByRole('tab', { name: 'Cities' }).click();
    expect((await rowsOf(page, PANEL)).map(({ label }) => label)).toEqual(['London']);
    await page.locator(PANEL).getByRole('tab', { name: 'Regions' }).click();
    expect((await rowsOf(page, PANEL)).map(({ label }) => label)).toEqual(['England']);
  });
});
