import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnalyticsAnswer } from '../../../collector/contract/reports/analytics.ts';
import { answered, type DashboardRoom, openDashboard, settled, tabInTurn } from '../../support/dashboard/dashboard.ts';
import { exactly, headline, LOCALE, rowsOf } from '../../support/dashboard/dashboard-numbers.ts';
import { SEEDED_ID } from '../../support/seeded-store.ts';

const SITE = `/sites/${SEEDED_ID}`;
const OVERVIEW = '/api/overview';

let room: DashboardRoom;
let cookie: string;
let page: Page;
beforeAll(async () => {
  room = await openDashboard({ seeded: true });
  cookie = await room.createOwner();
});
afterAll(() => room?.close());
const owners = tabInTurn(() => room.browser.page(cookie, { locale: LOCALE }));
beforeEach(async () => {
  page = await owners();
  await page.goto(room.url + SITE);
  await settled(page);
});
afterEach(() => expect(room.browser.complaints).toEqual([]));

async function analytics(params: Record<string, string>): Promise<AnalyticsAnswer> {
  const search = new URLSearchParams({ website_id: SEEDED_ID, period: '30d', ...params });
  const { status, body } = await room.ask<AnalyticsAnswer>(cookie, 'GET', `/api/analytics?${search}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** Visitors that a filter lets through, as a headline writes a number below ten thousand. */
const visitorsOf = async (filter: Record<string, string>): Promise<string> =>
  exactly('visitors', (await analytics({ metrics: 'visitors', ...filter })).metrics.visitors, '');

const visitors = () => headline(page, 'Visitors');
const param = (name: string) => new URL(page.url()).searchParams.get(name);
const chips = () => page.locator('.filters .chip > .clip').allTextContents();
const row = (name: string) => page.getByRole('button', { name, exact: true }).and(page.locator('.bar-cell'));
const sources = () => page.getByRole('tab', { name: 'Sources' }).click();

describe('a click on a row', () => {
  it('filters by it: in the address, in a chip and in the numbers; Back undoes it step by step', async () => {
    const everybody = await visitors();
    await sources();
    await answered(page, OVERVIEW, () => row('Google').click());
    expect(param('filter_source')).toBe('is:Google');
    expect(await chips()).toEqual(['Source: Google']);
    const fromGoogle = await visitorsOf({ filter_source: 'is:Google' });
    expect(await visitors()).toBe(fromGoogle);
    expect(fromGoogle).not.toBe(everybody);
    expect((await rowsOf(page, 'section[aria-label="Where visitors come from"]')).map(({ label }) => label)).toEqual([
      'Google',
    ]);

    await page.getByRole('tab', { name: 'Devices' }).click();
    await answered(page, OVERVIEW, () => row('Mobile').click());
    expect(await chips()).toEqual(['Source: Google', 'Device: Mobile']);
    expect(await visitors()).toBe(await visitorsOf({ filter_source: 'is:Google', filter_device: 'is:mobile' }));

    await answered(page, OVERVIEW, () => page.goBack());
    expect(await chips()).toEqual(['Source: Google']);
    expect(await visitors()).toBe(fromGoogle);
    await answered(page, OVERVIEW, () => page.goBack());
    expect(await chips()).toEqual([]);
    expect(await visitors()).toBe(everybody);
    await answered(page, OVERVIEW, () => page.goForward());
    expect(await visitors()).toBe(fromGoogle);
    await answered(page, OVERVIEW, () =>
      page.getByRole('button', { name: 'Remove the filter Source is Google' }).click(),
    );
    expect(await visitors()).toBe(everybody);
  });

  it('excludes it with Alt held', async () => {
    await sources();
    await answered(page, OVERVIEW, () => row('Google').click({ modifiers: ['Alt'] }));
    expect(param('filter_source')).toBe('is_not:Google');
    expect(await chips()).toEqual(['Source is not Google']);
    expect(await visitors()).toBe(await visitorsOf({ filter_source: 'is_not:Google' }));
    expect(await row('Google').count()).toBe(0);
    await answered(page, OVERVIEW, () => row('Direct').click({ modifiers: ['Alt'] }));
    expect(await chips()).toEqual(['Source is not Google or Direct']);
    expect(await visitors()).toBe(await visitorsOf({ filter_source: 'is_not:Google,(direct)' }));
  });

  it('keeps the filter from view to view', async () => {
    await sources();
    await answered(page, OVERVIEW, () => row('Google').click());
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Retention' }).click();
    await page.getByRole('heading', { level: 1, name: 'Retention' }).waitFor({ state: 'attached' });
    expect(param('filter_source')).toBe('is:Google');
    expect(await chips()).toEqual(['Source: Google']);
    await settled(page);
  });
});

describe('a filter by hand', () => {
  it('takes a dimension, a comparison and a value with a comma in it', async () => {
    await page.getByRole('button', { name: '+ Filter: add one' }).click();
    await page.getByLabel('Dimension').selectOption('page');
    await page.getByLabel('Comparison').selectOption('contains');
    await page.getByLabel('Value').fill('no, such page');
    await answered(page, OVERVIEW, () => page.getByRole('button', { name: 'Filter', exact: true }).click());
    expect(param('filter_page')).toBe('contains:no\\, such page');
    expect(await chips()).toEqual(['Page contains no, such page']);
    await page.getByText('Nothing matches these filters in this period').waitFor();
    await answered(page, OVERVIEW, () => page.getByRole('button', { name: 'Drop filters' }).click());
    expect(await chips()).toEqual([]);
  });
});

describe('a filter by what a visit must not have', () => {
  it('is offered for pages and events, and keeps the visits without', async () => {
    await page.getByRole('button', { name: '+ Filter: add one' }).click();
    const operators = () => page.getByLabel('Comparison').locator('option').allTextContents();
    expect(await operators()).not.toContain('is never');
    await page.getByLabel('Dimension').selectOption('page');
    await page.getByLabel('Comparison').selectOption('is never');
    await page.getByLabel('Value').fill('/pricing');
    await answered(page, OVERVIEW, () => page.getByRole('button', { name: 'Filter', exact: true }).click());
    expect(await chips()).toEqual(['Page is never /pricing']);
    expect(await visitors()).toBe(await visitorsOf({ filter_page: 'none:/pricing' }));
    expect(await visitors()).not.toBe(await visitorsOf({}));
  });
});

describe('the comparison', () => {
  it('is switched by its menu: earlier period, year before, none', async () => {
    const changes = () => page.locator('.headline-change [aria-hidden]').count();
    expect(await changes()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /^vs previous period/ }).click();
    await answered(page, OVERVIEW, () => page.getByRole('button', { name: 'No comparison', exact: true }).click());
    expect(param('compare')).toBe('none');
    expect(await changes()).toBe(0);
    await page.getByRole('button', { name: /^Compare/ }).click();
    await answered(page, OVERVIEW, () => page.getByRole('button', { name: 'Year before', exact: true }).click());
    expect(param('compare')).toBe('year');
    const { comparison } = await analytics({ metrics: 'visitors', compare: 'year' });
    const title = await page.locator('.headline', { hasText: 'Visitors' }).getAttribute('title');
    expect(title).toContain(`Before: ${exactly('visitors', comparison?.metrics.visitors, '')}.`);
  });
});

describe('all rows of a panel', () => {
  const labels = async () => (await rowsOf(page, '.details')).map(({ label }) => label);
  const ask = (params: Record<string, string>) =>
    analytics({ dimensions: 'page', metrics: 'visitors,sessions', limit: '1000', sort: '-visitors', ...params });
  const pagesOf = ({ breakdown = [] }: AnalyticsAnswer) =>
    breakdown.map((one) => (one.page === '(not set)' ? 'Not set' : String(one.page)));

  // More pages than are shown at once.
  beforeAll(async () => {
    const made = await room.ask<{ key: string }>(cookie, 'POST', '/api/keys', { scopes: ['events:write'] });
    const events = Array.from({ length: 150 }, (_, place) => ({
      event_name: 'page_view',
      visitor_id: 'reader',
      properties: { page_url: `https://quayside.example/notes/${place}` },
    }));
    const batches = [events.slice(0, 75), events.slice(75)].map((batch) =>
      fetch(`${room.url}/api/events/batch`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${made.body.key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ website_id: SEEDED_ID, events: batch }),
      }),
    );
    for (const answer of await Promise.all(batches)) expect(answer.status).toBe(200);
  });

  it('are searched, sorted and shown page by page', async () => {
    await answered(page, '/api/analytics', () => page.getByRole('button', { name: /^All \d+ pages$/ }).click());
    expect(param('details')).toBe('page');
    const all = await ask({ include: 'total_rows' });
    expect(await page.getByRole('heading', { name: /^Pages/ }).textContent()).toBe(
      `Pages ${all.pagination?.total_rows}`,
    );
    expect(await labels()).toEqual(pagesOf(all).slice(0, 100));
    await answered(page, '/api/analytics', () => page.getByRole('button', { name: 'Show more' }).click());
    await page.waitForFunction(() => document.querySelectorAll('.details tbody tr').length > 100);
    expect(await labels()).toEqual(pagesOf(all).slice(0, 200));

    await answered(page, '/api/analytics', () =>
      page.getByRole('button', { name: 'Visits', exact: true }).last().click(),
    );
    const byVisits = await ask({ sort: '-sessions' });
    expect(await labels()).toEqual(pagesOf(byVisits).slice(0, 100));
    await answered(page, '/api/analytics', () =>
      page.getByRole('columnheader', { name: 'Visits' }).getByRole('button').click(),
    );
    expect(await labels()).toEqual(pagesOf(await ask({ sort: 'sessions' })).slice(0, 100));

    await answered(page, '/api/analytics', () => page.getByLabel('Search pages').fill('notes/14'));
    expect((await labels()).toSorted()).toEqual(
      ['', 0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `/notes/14${digit}`).toSorted(),
    );
    await answered(page, '/api/analytics', () => page.getByLabel('Search pages').fill('nowhere'));
    await page.getByText('Nothing contains “nowhere”').waitFor();

    await answered(page, OVERVIEW, async () => {
      await page.getByLabel('Search pages').fill('notes/149');
      await page.locator('.details .bar-cell', { hasText: /^\/notes\/149$/ }).click();
    });
    expect(await chips()).toEqual(['Page: /notes/149']);
    expect(await visitors()).toBe('1');
    expect(await labels()).toEqual(['/notes/149']);
    await answered(page, OVERVIEW, () => page.goBack());
    expect(param('details')).toBe('page');
    await page.goBack();
    await page.locator('.panels').waitFor();
    expect(param('details')).toBeNull();
  });
});

describe('the order of the panels', () => {
  const panel = (name: string) => `section[aria-label="${name}"]`;
  const labels = async (name: string) => (await rowsOf(page, panel(name))).map(({ label }) => label);
  const heading = (name: string, column: string) =>
    page.locator(panel(name)).getByRole('columnheader', { name: column, exact: true });
  const NAMES: Record<string, string> = { '(direct)': 'Direct', '(not set)': 'Not set' };
  const ordered = async (dimension: string, by: string) =>
    ((await analytics({ dimensions: dimension, metrics: 'visitors,revenue', sort: `-${by}` })).breakdown ?? [])
      .map((one) => String(one[dimension]))
      .filter((label) => label !== '(unattributed)')
      .map((label) => NAMES[label] ?? label)
      .slice(0, 9);

  it('is that of the column whose heading is clicked, in every panel that has it; the address says it', async () => {
    const sourcesPanel = 'Where visitors come from';
    await sources();
    expect(await labels(sourcesPanel)).toEqual(await ordered('source', 'visitors'));
    const browsers = await labels('What they use');
    const pages = await labels('What they look at');

    await answered(page, OVERVIEW, () => heading(sourcesPanel, 'Revenue').getByRole('button').click());
    expect(param('sort')).toBe('revenue');
    expect(await labels(sourcesPanel)).toEqual(await ordered('source', 'revenue'));
    expect(await heading(sourcesPanel, 'Revenue').getAttribute('aria-sort')).toBe('descending');
    expect(await heading(sourcesPanel, 'Visitors').getAttribute('aria-sort')).toBeNull();
    expect(await labels('What they use')).toEqual(await ordered('browser', 'revenue'));
    expect(await labels('What they use')).not.toEqual(browsers);
    // Single pages know no money.
    expect(await labels('What they look at')).toEqual(pages);
    expect(await heading('What they look at', 'Visitors').getAttribute('aria-sort')).toBe('descending');

    await page.reload();
    await settled(page);
    await sources();
    expect(await labels(sourcesPanel)).toEqual(await ordered('source', 'revenue'));
    await answered(page, '/api/analytics', () => page.getByRole('button', { name: /^All \d+ sources$/ }).click());
    const all = (await rowsOf(page, '.details')).map(({ label }) => label).filter((label) => label !== 'Unattributed');
    expect(all.slice(0, 9)).toEqual(await ordered('source', 'revenue'));

    await page.goBack();
    await answered(page, OVERVIEW, () => page.goBack());
    expect(param('sort')).toBeNull();
    await sources();
    expect(await labels(sourcesPanel)).toEqual(await ordered('source', 'visitors'));
    await page.goto(`${room.url}${SITE}?sort=nonsense`);
    await settled(page);
    expect(await labels('What they look at')).toEqual(pages);
  });
});

describe('single keys', () => {
  it('choose the period and the comparison, and drop the filters', async () => {
    const press = (key: string) => answered(page, OVERVIEW, () => page.keyboard.press(key));
    for (const [key, period] of [
      ['d', 'today'],
      ['w', '7d'],
      ['y', '12mo'],
    ] as const) {
      await press(key);
      expect(param('period')).toBe(period);
      expect(await visitors()).toBe(await visitorsOf({ period }));
    }
    await press('m');
    expect(param('period')).toBeNull();
    for (const comparison of ['year', 'none', null]) {
      await press('c');
      expect(param('compare')).toBe(comparison);
    }
    await answered(page, OVERVIEW, () => page.locator('.bar-cell').first().click());
    expect(await chips()).toHaveLength(1);
    await press('Escape');
    expect(await chips()).toEqual([]);
  });

  it('write where somebody writes', async () => {
    await page.keyboard.press('/');
    await page.getByLabel('Value').fill('');
    await page.getByLabel('Value').pressSequentially('dwmyc?');
    expect(await page.getByLabel('Value').inputValue()).toBe('dwmyc?');
    await page.keyboard.press('Escape');
    await page.getByLabel('Value').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
  });
});

describe('the chart', () => {
  it('zooms to the days that are dragged over', async () => {
    const chart = page.locator('.u-over');
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    const day = box.width / 30;
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + 5.5 * day, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + 8 * day, middle, { steps: 4 });
    await answered(page, OVERVIEW, async () => {
      await page.mouse.move(box.x + 11.5 * day, middle, { steps: 4 });
      await page.mouse.up();
    });
    const { timeseries = [] } = await analytics({ metrics: 'visitors', include: 'timeseries' });
    const [start, end] = [timeseries[5]?.date, timeseries[11]?.date] as [string, string];
    expect([param('start_date'), param('end_date')]).toEqual([start, end]);
    const { metrics } = await analytics({ period: '', start_date: start, end_date: end, metrics: 'visitors' });
    expect(await visitors()).toBe(exactly('visitors', metrics.visitors, ''));
    await answered(page, OVERVIEW, () => page.goBack());
    expect(param('start_date')).toBeNull();
  });

  it('flags the first sale ever from a source, in whatever currency that was', async () => {
    const id = 'firsts';
    const ask = (path: string, body: unknown) => room.ask<{ key: string }>(cookie, 'POST', path, body);
    expect(
      (await ask('/api/websites', { id, domain: 'firsts.example', currency: 'EUR', timezone: 'UTC' })).status,
    ).toBe(200);
    const { body } = await ask('/api/keys', { websites: [id] });
    const send = async (path: string, act: object) => {
      const headers = { Authorization: `Bearer ${body.key}`, 'Content-Type': 'application/json' };
      const answer = await fetch(room.url + path, {
        method: 'POST',
        headers,
        body: JSON.stringify({ website_id: id, ...act }),
      });
      expect(answer.status, await answer.clone().text()).toBe(200);
    };
    const day = (days: number) =>
      new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(
        Date.parse(ago(days)),
      );
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const visit = (visitor_id: string, days: number, utm = `?utm_source=${visitor_id}`) =>
      send('/api/events', {
        event_name: 'page_view',
        visitor_id,
        timestamp: ago(days),
        properties: { page_url: `https://firsts.example/${utm}` },
      });
    const pay = (visitor_id: string, days: number, currency: string) =>
      send('/api/revenue', {
        amount: 10,
        currency,
        visitor_id,
        timestamp: ago(days),
        transaction_id: `${visitor_id} ${days}`,
      });
    // No exchange rates: sums leave these dollars out, and yet alpha's euros are not its first money.
    await visit('alpha', 41);
    await pay('alpha', 40, 'USD');
    await visit('alpha', 6);
    await pay('alpha', 5, 'EUR');
    await visit('beta', 4);
    await pay('beta', 3, 'USD');
    await visit('gamma', 7);
    await pay('gamma', 2, 'EUR');
    await pay('gamma', 6, 'EUR');
    await visit('nobody', 2, '');
    await pay('nobody', 1, 'EUR');

    await page.goto(`${room.url}/sites/${id}`);
    await settled(page);
    expect(await page.locator('.first-sale').count()).toBe(0);
    await page.getByRole('button', { name: 'First sales', exact: true }).click();
    await page.getByText('First sales:').waitFor();
    const listed = () => page.locator('.first-sales button').allTextContents();
    expect(await listed()).toEqual([`gamma, ${day(6)}`, `beta, ${day(3)}`]);
    const flags = await page.locator('.first-sale').evaluateAll((found) => {
      const { left, width } = (document.querySelector('.u-over') as Element).getBoundingClientRect();
      return found.map((flag) => {
        const box = flag.getBoundingClientRect();
        return 29 - Math.floor((box.left + box.width / 2 - left) / (width / 30));
      });
    });
    expect(flags.toSorted()).toEqual([3, 6]);
    await answered(page, OVERVIEW, () => page.getByRole('button', { name: /^beta, / }).click());
    expect(param('filter_source')).toBe('is:beta');
    await page.getByText('First sales:').waitFor();
    expect(await listed()).toEqual([`beta, ${day(3)}`]);
  });
});

describe('a share link locked to a source', () => {
  let link: string;
  let guest: Page;
  let asked: string[];
  const guests = tabInTurn(async () => {
    const tab = await room.browser.page(undefined, { locale: LOCALE });
    tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
    return tab;
  });
  beforeEach(async () => {
    await page.goto(`${room.url}${SITE}/settings/sharing`);
    await page.getByRole('button', { name: 'New share link' }).click();
    await page.getByLabel('Name').fill('For the press');
    await page.getByRole('button', { name: 'Lock to a filter' }).click();
    await page.getByLabel('Dimension').selectOption('source');
    await page.getByLabel('Value').fill('Google');
    await answered(page, `/api/websites/${SEEDED_ID}/share-links`, () =>
      page.getByRole('button', { name: 'Make the link' }).click(),
    );
    const made = page.locator('.listed li', { hasText: 'For the press' }).last();
    await made.getByText('Only Source is Google · without money').waitFor();
    link = (await made.locator('.copy-text code').textContent()) ?? '';
    guest = await guests();
    asked = [];
    await guest.goto(link);
    await guest.locator('.headline').first().waitFor();
    await settled(guest);
  });

  /** What the API answers to whoever has the link. */
  const tries = (path: string) =>
    guest.evaluate(
      async ([path, token]) => {
        const response = await fetch(path, { headers: { Authorization: `Bearer ${token}` } });
        return { status: response.status, body: await response.text() };
      },
      [path, link.split('#')[1] ?? ''] as const,
    );

  it('shows the numbers of that source and no money, and stays locked whatever is filtered by', async () => {
    expect(await headline(guest, 'Visitors')).toBe(await visitorsOf({ filter_source: 'is:Google' }));
    expect(await guest.locator('.headline-name').allTextContents()).not.toContain('Revenue');
    expect(await guest.locator('body').textContent()).not.toMatch(/[€$]|revenue|money/i);
    expect(await guest.getByRole('list', { name: 'What this link is locked to' }).textContent()).toBe('Source: Google');
    await guest.getByRole('tab', { name: 'Devices' }).click();
    await answered(guest, OVERVIEW, () => guest.locator('.bar-cell', { hasText: /^Mobile$/ }).click());
    expect(await headline(guest, 'Visitors')).toBe(
      await visitorsOf({ filter_source: 'is:Google', filter_device: 'is:mobile' }),
    );
    expect(guest.url()).toContain(link.split('#')[1]);
    await answered(guest, OVERVIEW, () => guest.goBack());
    expect(await headline(guest, 'Visitors')).toBe(await visitorsOf({ filter_source: 'is:Google' }));
    const direct = await tries(`${OVERVIEW}?website_id=${SEEDED_ID}&period=30d&filter_source=is:(direct)`);
    expect(JSON.parse(direct.body).metrics.visitors).toBe(0);
    const apiPaths = new Set(asked.filter((path) => path.startsWith('/api/')));
    expect([...apiPaths].filter((path) => !['/api/share', OVERVIEW, '/api/analytics'].includes(path))).toEqual([]);
  });

  it('leads nowhere else, and the API refuses it everything else', async () => {
    expect(await guest.getByRole('navigation').count()).toBe(0);
    expect(await guest.locator('a[href^="/sites"]').count()).toBe(0);
    const refused = [
      '/api/websites',
      `/api/websites/${SEEDED_ID}`,
      `/api/websites/${SEEDED_ID}/share-links`,
      `/api/websites/${SEEDED_ID}/annotations`,
      `/api/websites/${SEEDED_ID}/export?format=csv`,
      `/api/revenue?website_id=${SEEDED_ID}`,
      `/api/funnels?website_id=${SEEDED_ID}&step=page:/&step=event:signup`,
      `/api/realtime?website_id=${SEEDED_ID}`,
      '/api/keys',
      '/api/people',
      '/api/backup',
    ];
    for (const path of refused) expect([path, (await tries(path)).status]).toEqual([path, 403]);
    expect((await tries(`/api/analytics?website_id=${SEEDED_ID}&metrics=revenue`)).status).toBe(403);
    expect(room.browser.refusals()).toEqual([...refused, ''].map(() => 403));
    await guest.goto(`${room.url}${SITE}/settings/general`);
    await guest.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  it('shows nothing any more once it is revoked', async () => {
    await page.getByRole('button', { name: 'Revoke For the press' }).last().click();
    await answered(page, `/api/websites/${SEEDED_ID}/share-links`, () =>
      page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click(),
    );
    await guest.reload();
    await guest.getByRole('heading', { name: 'This link shows nothing any more' }).waitFor();
    expect(await guest.locator('.headline').count()).toBe(0);
    expect(room.browser.refusals()).toEqual([401]);
  });
});
