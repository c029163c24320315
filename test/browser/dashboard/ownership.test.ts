import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answered, type Looker, openLooker, settled, tabInTurn } from '../../support/dashboard/dashboard.ts';
import { headline } from '../../support/dashboard/dashboard-numbers.ts';
import { setUp, type Visitor } from '../../support/people.ts';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

let collector: TestCollector;
let browser: Looker;
let owner: Visitor;
let page: Page;
beforeAll(async () => {
  collector = await startTestCollector();
  for (const id of ['shop', 'gone']) await collector.website({ id, domain: `${id}.test`, name: `The ${id}` });
  owner = await setUp(collector);
  const { secret: key } = await collector.key();
  const view = (visitor_id: string, page_url: string) => ({
    event_name: 'page_view',
    visitor_id,
    properties: { page_url: `https://shop.test${page_url}` },
  });
  const identify = (visitor_id: string) => ({ event_name: 'identify', visitor_id, properties: { user_id: 'ann' } });
  const write = async (path: string, body: object) => {
    const answer = await collector.send('POST', path, { key, body });
    expect([answer.status, answer.body.failed ?? 0], JSON.stringify(answer.body)).toEqual([200, 0]);
  };
  // Ann has a phone and a laptop. What is secret of the newsletter's visitors is to be seen by nobody who looks for Google's.
  await write('/api/events/batch', {
    website_id: 'shop',
    events: [
      view('ann-phone', '/?utm_source=google'),
      identify('ann-phone'),
      view('ann-laptop', '/docs?utm_source=google'),
      identify('ann-laptop'),
      view('bob', '/docs?utm_source=google'),
      view('cy', '/secret-page?utm_source=secret-letter&utm_campaign=secret-campaign'),
    ],
  });
  await write('/api/events/batch', { website_id: 'gone', events: [view('x', '/'), view('y', '/'), view('z', '/')] });
  const payment = { amount: 40, currency: 'USD' };
  await write('/api/revenue', { ...payment, website_id: 'shop', transaction_id: 't1', visitor_id: 'ann-phone' });
  await write('/api/revenue', { ...payment, website_id: 'gone', transaction_id: 't2', visitor_id: 'x' });
  browser = await openLooker(collector.url);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
const owners = tabInTurn(() => browser.page(owner.cookie, { locale: 'en-US' }));
const strangers = tabInTurn(() => browser.page(undefined, { locale: 'en-US' }));
beforeEach(async () => {
  page = await owners();
});
afterEach(() => expect(browser.complaints).toEqual([]));

const openSettings = async (website: string, tab: string) => {
  await page.goto(`${collector.url}/sites/${website}/settings/${tab}`);
  await settled(page);
};
/** What the store's file itself holds. */
function inStore<T>(sql: string, file = join(collector.dataDir, 'bizness.db')): T[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).pluck().all() as T[];
  } finally {
    db.close();
  }
}
async function download(name: string): Promise<{ path: string; name: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return { path: await file.path(), name: file.suggestedFilename() };
}

describe('taking the data away', () => {
  it('gives every event as CSV and as NDJSON, under the name of the website', async () => {
    await openSettings('shop', 'data');
    const csv = await download('Events as CSV');
    const lines = await download('Events as NDJSON');
    expect([csv.name, lines.name]).toEqual(['shop.test-events.csv', 'shop.test-events.ndjson']);
    const rows: { event_id: string; event_name: string; visitor_id: string }[] = parse(readFileSync(csv.path), {
      columns: true,
      bom: true,
    });
    expect(rows.map(({ visitor_id }) => visitor_id).sort()).toEqual(
      ['ann-laptop', 'ann-laptop', 'ann-phone', 'ann-phone', 'bob', 'cy'].sort(),
    );
    const objects = readFileSync(lines.path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(objects.map(({ event_id }) => event_id).sort()).toEqual(rows.map(({ event_id }) => event_id).sort());
    const payments = await download('Payments as CSV');
    expect(parse(readFileSync(payments.path), { columns: true, bom: true })).toMatchObject([{ transaction_id: 't1' }]);
  });

  it.each([
    ['?details=source', 'by-source', 'source'],
    ['/money?tab=payments', 'payments', 'revenue_id'],
    ['/money?tab=customers', 'by-product', 'product'],
    ['/journeys', 'journeys', 'path'],
    ['/retention', 'retention', 'cohort'],
  ])('gives what %s shows as a file with a name of its own, which a spreadsheet reads', async (view, what, column) => {
    await page.goto(`${collector.url}/sites/shop${view}`);
    await settled(page);
    const { path, name } = await download('CSV');
    expect(name).toMatch(new RegExp(`^shop\\.test-${what}-\\d{4}-\\d\\d-\\d\\d-to-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
    const text = readFileSync(path, 'utf8');
    const [heading] = parse(text, { bom: true, to: 1 }) as string[][];
    expect([text.charCodeAt(0), heading?.[0]]).toEqual([0xfeff, column]);
  });

  it('gives the days that are asked for alone', async () => {
    await openSettings('shop', 'data');
    const days = async (from: string, to: string) => {
      await page.getByLabel('From').fill(from);
      await page.getByLabel('To', { exact: true }).fill(to);
      const { path } = await download('Events as NDJSON');
      return readFileSync(path, 'utf8').split('\n').filter(Boolean).length;
    };
    const today = new Date().toISOString().slice(0, 10);
    expect(await days('', today)).toBe(6);
    expect(await days(today, '')).toBe(6);
    expect(await days(today, '2020-01-01')).toBe(6);
    expect(await days('2020-01-01', '2020-01-02')).toBe(0);
    expect(await days('', '2020-01-02')).toBe(0);
  });

  it('gives a backup that is a sound database with everything of every website', async () => {
    await openSettings('shop', 'data');
    const { path, name } = await download('Download a backup');
    expect(name).toMatch(/^bizness-[\d-]+\.db$/);
    expect(inStore('pragma integrity_check', path)).toEqual(['ok']);
    expect(inStore('select id from websites order by id', path)).toEqual(['gone', 'shop']);
    expect(inStore('select count(*) from events', path)).toEqual(inStore('select count(*) from events'));
    expect(inStore('select count(*) from payments', path)).toEqual([2]);
  });
});

/** Makes a share link that is locked to visits by Google; resolves with its address. */
async function shareGoogle(name: string): Promise<string> {
  await openSettings('shop', 'sharing');
  await page.getByRole('button', { name: 'New share link' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Lock to a filter' }).click();
  await page.getByLabel('Dimension').selectOption('utm_source');
  await page.getByLabel('Value').fill('google');
  await answered(page, '/api/websites/shop/share-links', () =>
    page.getByRole('button', { name: 'Make the link' }).click(),
  );
  return (await page.locator('.listed li', { hasText: name }).locator('.copy-text code').textContent()) ?? '';
}

describe('a share link that is locked to a filter', () => {
  let token: string;
  let link: string;
  beforeAll(async () => {
    page = await owners();
    link = await shareGoogle('For Google');
    token = link.slice(link.indexOf('#') + 1);
  });

  it('shows a stranger those visits, and nothing of others', async () => {
    const stranger = await strangers();
    const answers: Promise<string>[] = [];
    stranger.on('response', (response) => {
      if (response.url().includes('/api/')) answers.push(response.text());
    });
    await stranger.goto(link);
    await settled(stranger);
    // Ann on two devices, and Bob.
    expect(await headline(stranger, 'Visitors')).toBe('2');
    expect(await stranger.locator('body').textContent()).not.toMatch(/secret|\$/);
    expect((await Promise.all(answers)).join('')).not.toMatch(/secret|gross|refunds/);
    expect(answers.length).toBeGreaterThan(1);
    expect(await stranger.context().cookies()).toEqual([]);
  });

  it('is answered for itself, whatever others have asked before and say that they have', async () => {
    const question = '/api/analytics?website_id=shop&dimensions=utm_source&metrics=visitors';
    const whole = await owner.send('GET', question);
    expect(JSON.stringify(whole.body)).toContain('secret-letter');
    const headers = { 'If-None-Match': whole.headers.get('etag') ?? '' };
    const part = await collector.send('GET', question, { key: token, headers });
    expect([part.status, part.body.metrics.visitors]).toEqual([200, 2]);
    // A session beside the link widens nothing either.
    const both = await owner.send('GET', question, { key: token });
    expect(JSON.stringify(both.body)).not.toMatch(/secret/);
  });
});

describe('a public dashboard', () => {
  const save = () =>
    answered(page, '/api/websites/shop', () =>
      page.locator('form', { hasText: 'Public dashboard' }).getByRole('button', { name: 'Save' }).click(),
    );

  it('shows its numbers without money to whoever has its address, until it is none any more', async () => {
    await openSettings('shop', 'sharing');
    await page.getByLabel('Everybody may see').check();
    await save();
    const address = await page.locator('.copy-text code', { hasText: '#pub_' }).textContent();
    const stranger = await strangers();
    await stranger.goto(address ?? '');
    await settled(stranger);
    expect(await headline(stranger, 'Visitors')).toBe('3');
    expect(await stranger.locator('body').textContent()).not.toMatch(/\$|revenue/i);
    expect(await stranger.getByRole('navigation').count()).toBe(0);
    await page.getByLabel('Everybody may see').uncheck();
    await save();
    await stranger.reload();
    await stranger.getByRole('heading', { name: 'This link shows nothing any more' }).waitFor();
    expect(browser.refusals()).toEqual([401]);
  });

  it('has an address that works whatever its id looks like', async () => {
    const id = 'käse & 100% "brot"#1';
    await collector.website({ id, domain: 'odd.test', name: 'Odd' });
    const settings = { public_dashboard: true };
    await owner.send('PUT', `/api/websites/${encodeURIComponent(id)}`, { body: { settings } });
    await openSettings(encodeURIComponent(id), 'sharing');
    const address = await page.locator('.copy-text code', { hasText: '#pub_' }).textContent();
    const stranger = await strangers();
    await stranger.goto(address ?? '');
    await settled(stranger);
    expect(await stranger.getByRole('banner').textContent()).toContain('Odd');
  });
});

describe('notes', () => {
  const flag = (name: RegExp | string) => page.getByRole('button', { name });
  const form = (name: string) => page.getByRole('form', { name });
  const openOverview = async (on: Page) => {
    await on.goto(`${collector.url}/sites/shop`);
    await settled(on);
  };
  const notesAsked = (act: () => Promise<unknown>) => answered(page, '/api/websites/shop/annotations', act);

  it('are written, changed and removed at the chart, and heard with their day', async () => {
    await openOverview(page);
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByLabel('Note', { exact: true }).fill('Launch <b>day</b> ⚑');
    const today = await page.getByLabel('Day', { exact: true }).inputValue();
    await notesAsked(() => form('New note').getByRole('button', { name: 'Save' }).click());
    const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(today));
    await flag(`Note of ${day}: Launch <b>day</b> ⚑`).click();
    // The walk by arrow keys tells it too.
    await page.getByRole('region', { name: /Arrow keys/ }).press('End');
    expect(await page.locator('.chart-tip').textContent()).toContain('⚑ Launch <b>day</b>');

    await form('Change the note').getByLabel('Note', { exact: true }).fill('Launch');
    await notesAsked(() => form('Change the note').getByRole('button', { name: 'Save' }).click());
    await flag(`Note of ${day}: Launch`).click();
    await page.reload();
    await flag(`Note of ${day}: Launch`).click();
    await notesAsked(() => form('Change the note').getByRole('button', { name: 'Remove' }).click());
    await flag(/^Note of/).waitFor({ state: 'detached' });
    expect(inStore('select count(*) from annotations')).toEqual([0]);
  });

  it('are read by a viewer, who is shown no way to change them', async () => {
    const body = { date: new Date().toISOString().slice(0, 10), text: 'Price rise' };
    await owner.send('POST', '/api/websites/shop/annotations', { body });
    const invited = await owner.send('POST', '/api/invitations', { body: { email: 'v@shop.test', role: 'viewer' } });
    const viewer = await browser.page(undefined, { locale: 'en-US' });
    await viewer.goto(collector.url + invited.body.path);
    await viewer.getByLabel('Password').fill('a long evening');
    await viewer.getByRole('button', { name: 'Create the account' }).click();
    await viewer.waitForURL('**/sites/*');
    await openOverview(viewer);
    expect(await viewer.getByRole('button', { name: 'Add a note' }).count()).toBe(0);
    await viewer.getByRole('button', { name: /^Note of .*: Price rise/ }).click();
    await viewer.locator('.note', { hasText: 'Price rise' }).waitFor();
    expect(await viewer.locator('.note').getByRole('button').allTextContents()).toEqual(['Close']);
    expect(await viewer.locator('.note input').count()).toBe(0);
    await viewer.context().close();
  });
});

describe('deleting a visitor', () => {
  it('says of an id that nothing is known of it', async () => {
    await openSettings('shop', 'data');
    await page.getByLabel('Visitor id').fill('nobody');
    await page.getByRole('button', { name: 'See what would go' }).click();
    await page.getByText('Nothing is stored under this id.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('tells what would go, and takes all devices of the person, but not the money', async () => {
    await openSettings('shop', 'data');
    await page.getByLabel('Visitor id').fill(' ann-laptop ');
    await page.getByRole('button', { name: 'See what would go' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this visitor?' });
    expect(await dialog.locator('p').first().textContent()).toBe(
      '4 events in 2 visits, under 2 ids that are the same person. 1 payment stays as money, with nothing left that leads to them.',
    );
    const remove = dialog.getByRole('button', { name: 'Delete for good' });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('ann-phone');
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('ann-laptop');
    await remove.click();
    await page.getByText('Deleted: 4 events in 2 visits.').waitFor();

    const exported = await download('Events as NDJSON');
    expect(readFileSync(exported.path, 'utf8')).not.toContain('ann-');
    expect(inStore("select count(*) from events where visitor like 'ann%'")).toEqual([0]);
    expect(inStore("select count(*) from identities where visitor like 'ann%'")).toEqual([0]);
    const { body } = await owner.send('GET', '/api/revenue?website_id=shop');
    expect(body.payments).toMatchObject([{ transaction_id: 't1', amount: 40, visitor_id: null }]);
    await page.goto(`${collector.url}/sites/shop`);
    await settled(page);
    expect([await headline(page, 'Visitors'), await headline(page, 'Revenue')]).toEqual(['2', '$40']);
  });
});

describe('deleting a website', () => {
  it('tells what would go, wants its id typed, and leaves nothing of it', async () => {
    const site = inStore<number>("select number from websites where id = 'gone'")[0];
    await openSettings('gone', 'data');
    await page.getByRole('button', { name: 'Delete The gone…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete The gone?' });
    expect(await dialog.locator('p').first().textContent()).toBe('3 events and 1 payment go with it.');
    const remove = dialog.getByRole('button', { name: 'Delete for good' });
    await dialog.getByRole('textbox').fill('The gone');
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('gone');
    await remove.click();
    await page.waitForURL(`${collector.url}/sites/*`);
    await settled(page);
    expect(new URL(page.url()).pathname).not.toContain('gone');
    // The first answer says how much would go.
    expect(browser.refusals()).toEqual([400]);
    await page.getByRole('button', { name: /choose another website/ }).click();
    expect(await page.getByRole('link', { name: /The gone/ }).count()).toBe(0);

    for (const path of ['', '/export', '/annotations', '/share-links']) {
      expect((await owner.send('GET', `/api/websites/gone${path}`)).status, path).toBe(404);
    }
    expect((await owner.send('GET', '/api/overview?website_id=gone')).status).toBe(404);
    expect(inStore("select count(*) from websites where id = 'gone'")).toEqual([0]);
    for (const table of ['events', 'sessions', 'payments']) {
      expect(inStore(`select count(*) from ${table} where site / 2 = ${site}`), table).toEqual([0]);
    }
    // The address of the past says so, and leads to what is left.
    await page.goto(`${collector.url}/sites/gone/settings/data`);
    await page.getByRole('heading', { name: 'There is no such website' }).waitFor();
    await page.getByRole('link', { name: 'The shop' }).click();
    await page.waitForURL(`${collector.url}/sites/shop`);
  });
});
