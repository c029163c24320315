import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';

const run = promisify(execFile);
const ID = 'acme';

let room: DashboardRoom;
let page: Page;
beforeAll(async () => {
  room = await openDashboard({ seeded: false });
  const cookie = await room.createOwner();
  await room.ask(cookie, 'POST', '/api/websites', { id: ID, domain: 'acme.com' });
  page = await room.browser.page(cookie);
});
afterAll(() => room?.close());

/** What `curl` prints: the answer, and its status after it. */
async function curl(
  key: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const sent = body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
  const { stdout } = await run('curl', [
    '-s',
    ...['-w', '\n%{http_code}', '-H', `Authorization: Bearer ${key}`],
    ...sent,
    room.url + path,
  ]);
  const [text = '', status] = stdout.split('\n');
  return { status: Number(status), body: JSON.parse(text) };
}

/** Makes a key as an owner does; resolves with the secret that the page shows. */
async function generate(name: string, scopes: readonly string[]): Promise<string> {
  await page.getByRole('button', { name: 'Generate New API Key' }).click();
  await page.getByLabel('Name').fill(name);
  for (const scope of scopes) await page.getByLabel(scope, { exact: true }).check();
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await page.getByRole('heading', { name: `Your new key “${name}”` }).waitFor();
  return (await page.locator('.copy-text code').first().textContent()) ?? '';
}

describe('a key generated in the settings', () => {
  it('sends events and reads numbers with curl as its scopes say, until it is revoked', async () => {
    await page.goto(`${room.url}/sites/${ID}`);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'API Keys' }).click();
    await settled(page);
    const key = await generate('shop server', ['events:write', 'analytics:read']);
    expect(key).toMatch(/^bz_live_/);

    const event = {
      website_id: ID,
      event_name: 'page_view',
      visitor_id: 'user_1',
      properties: { page_url: 'https://acme.com/' },
    };
    expect(await curl(key, '/api/events', event)).toMatchObject({ status: 200, body: { success: true } });
    const numbers = await curl(key, `/api/analytics?website_id=${ID}&period=24h&metrics=visitors,pageviews`);
    expect(numbers).toMatchObject({ status: 200, body: { metrics: { visitors: 1, pageviews: 1 } } });
    const payment = { website_id: ID, amount: 1, currency: 'USD', transaction_id: 't1', customer_id: 'c1' };
    expect(await curl(key, '/api/revenue', payment)).toMatchObject({ status: 403 });

    // Told once: behind the button, and behind a reload, there is no way to it.
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.reload();
    const row = page.locator('.listed li', { hasText: 'shop server' });
    await row.getByText('Live', { exact: true }).waitFor();
    expect(await page.locator('body').textContent()).not.toContain(key);
    expect(await row.textContent()).toContain('events:write, analytics:read');
    expect(await row.textContent()).not.toContain('Last usednever');

    await page.getByRole('button', { name: 'Revoke shop server' }).click();
    await answered(page, '/api/keys', () => page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click());
    await row.getByText('Revoked', { exact: true }).waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    expect(await curl(key, '/api/events', event)).toMatchObject({ status: 401 });
    expect(await curl(key, `/api/analytics?website_id=${ID}`)).toMatchObject({ status: 401 });
    expect(room.browser.complaints).toEqual([]);
  });

  it('comes with a request for the terminal that works as it stands', async () => {
    await page.goto(`${room.url}/sites/${ID}/settings/keys`);
    await generate('for a try', ['events:write']);
    const command = (await page.locator('.copy-text code').nth(1).textContent()) ?? '';
    const { stdout } = await run('sh', ['-c', command]);
    expect(JSON.parse(stdout)).toMatchObject({ success: true });
    expect(room.browser.complaints).toEqual([]);
  });
});
