import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AnalyticsAnswer } from '../../../collector/contract/reports/analytics.ts';
import { ATTRIBUTION_MODELS, type Metric } from '../../../collector/contract/vocabulary.ts';
import { type DashboardRoom, openDashboard, settled } from '../../support/dashboard/dashboard.ts';
import { exactly, LOCALE, rowsOf, shortly } from '../../support/dashboard/dashboard-numbers.ts';
import { SEEDED_ID } from '../../support/seeded-store.ts';
import { SOON } from '../../support/soon.ts';

/* What the page shows against what GET /api/analytics answers to the same question. */

let room: DashboardRoom;
let cookie: string;
let page: Page;
beforeAll(async () => {
  room = await openDashboard({ seeded: true });
  cookie = await room.createOwner();
  page = await room.browser.page(cookie, { locale: LOCALE });
});
afterAll(() => room?.close());
afterEach(() => expect(room.browser.complaints).toEqual([]));

async function analytics(search: string, more: Record<string, string> = {}): Promise<AnalyticsAnswer> {
  const params = new URLSearchParams({ website_id: SEEDED_ID, period: '30d' });
  const asked = new URLSearchParams(search);
  if (asked.has('start_date')) params.delete('period');
  for (const name of new Set(asked.keys())) params.delete(name);
  for (const [name, value] of asked) params.append(name, value);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  const { status, body } = await room.ask<AnalyticsAnswer>(cookie, 'GET', `/api/analytics?${params}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const HEADLINES: readonly [Metric, string][] = [
  ['revenue', 'Revenue'],
  ['visitors', 'Visitors'],
  ['conversion_rate', 'Conversion rate'],
  ['revenue_per_visitor', 'Revenue per visitor'],
  ['sessions', 'Visits'],
  ['bounce_rate', 'Bounce rate'],
  ['engaged_time', 'Engaged time'],
];
const names = new Map<Metric, string>([
  ...HEADLINES,
  ['pageviews', 'Page views'],
  ['events', 'Events'],
  ['conversions', 'Conversions'],
  ['transactions', 'Transactions'],
]);

/** Panels by their group, each with its tabs that show a breakdown, and the numbers of a row. */
const MONEY: readonly Metric[] = ['visitors', 'revenue', 'revenue_per_visitor'];
const PANELS: readonly [group: string, tab: string, dimension: string, metrics: readonly Metric[]][] = [
  ['Where visitors come from', 'Channels', 'channel', MONEY],
  ['Where visitors come from', 'Sources', 'source', MONEY],
  ['Where visitors come from', 'Campaigns', 'utm_campaign', MONEY],
  ['Where visitors come from', 'Referrers', 'referrer', MONEY],
  ['What they look at', 'Pages', 'page', ['visitors', 'pageviews', 'conversions']],
  ['What they look at', 'Sections', 'page_section', ['visitors', 'pageviews', 'conversions']],
  ['What they look at', 'Entry', 'entry_page', MONEY],
  ['What they look at', 'Exit', 'exit_page', MONEY],
  ['Where they are', 'Continents', 'continent', MONEY],
  ['Where they are', 'Countries', 'country', MONEY],
  ['Where they are', 'Regions', 'region', MONEY],
  ['Where they are', 'Cities', 'city', MONEY],
  ['Where they are', 'Time zones', 'timezone', MONEY],
  ['What they use', 'Browsers', 'browser', MONEY],
  ['What they use', 'Systems', 'os', MONEY],
  ['What they use', 'Devices', 'device', MONEY],
  ['What they use', 'Screens', 'screen', MONEY],
  ['What they use', 'Languages', 'language', MONEY],
  ['What they do', 'Conversions', 'conversion_event', ['visitors', 'conversions', 'conversion_rate']],
  ['What they do', 'Events', 'event_name', ['visitors', 'events', 'conversions']],
  ['What they do', 'Products', 'product', ['revenue', 'transactions']],
];
const ROOM = 9;
const LABELS: Record<string, string> = { '(direct)': 'Direct', '(not set)': 'Not set' };

/** Countries and languages by the browser's own names. */
const named = (dimension: string, codes: readonly string[]): Promise<string[]> =>
  page.evaluate(
    ({ dimension, codes, locale }) => {
      const names = new Intl.DisplayNames(locale, { type: dimension === 'country' ? 'region' : 'language' });
      return codes.map((code) => (/^\(.*\)$/.test(code) ? code : (names.of(code) ?? code)));
    },
    { dimension, codes: [...codes], locale: LOCALE },
  );

async function expectedRows(search: string, dimension: string, metrics: readonly Metric[], visitors: number) {
  const { breakdown = [], metrics: totals } = await analytics(search, {
    dimensions: dimension,
    metrics: [...new Set([...metrics, ...(dimension === 'event_name' ? ['pageviews'] : [])])].join(','),
    sort: `-${metrics[0]}`,
    limit: String(ROOM + 1),
    compare: 'none',
  });
  const rows = breakdown.filter((row) => row[dimension] !== '(unattributed)').slice(0, ROOM);
  const labels = rows.map((row) => String(row[dimension]));
  const shown = ['country', 'language'].includes(dimension)
    ? await named(dimension, labels)
    : ['device', 'screen'].includes(dimension)
      ? labels.map((label) => label.charAt(0).toUpperCase() + label.slice(1))
      : labels;
  const shownValue = (row: (typeof rows)[number], metric: Metric) => {
    if (dimension !== 'event_name' || metric !== 'events') return row[metric] as number | null;
    // A page view is no event of its own: its row tells the page views. Nor is leaving a page.
    if (row.event_name === 'page_leave') return null;
    return (row.event_name === 'page_view' ? row.pageviews : row.events) as number;
  };
  return rows.map((row, place) => ({
    label: LABELS[shown[place] ?? ''] ?? shown[place],
    cells: metrics.map((metric) => {
      const share = dimension === 'conversion_event' && metric === 'conversion_rate';
      const value = share ? (100 * Number(row.visitors)) / visitors : shownValue(row, metric);
      const currency = totals.currency ?? 'EUR';
      return {
        text: shortly(metric, value, currency),
        title: `${names.get(metric)}: ${exactly(metric, value, currency)}`,
      };
    }),
  }));
}

const QUESTIONS: Record<string, string> = {
  'the last 30 days': '',
  'three months compared with those before, filtered by device and channel':
    'period=90d&filter_device=is:desktop&filter_channel=is_not:Direct',
  'a month by weeks under the first-touch model, in another zone':
    'period=last_month&interval=week&attribution=first&timezone=Asia/Tokyo&compare=none',
};

describe.each(Object.entries(QUESTIONS))('of %s', (_name, search) => {
  let answer: AnalyticsAnswer;
  beforeAll(async () => {
    await page.goto(`${room.url}/sites/${SEEDED_ID}?${search}`);
    await settled(page);
    const params = new URLSearchParams(search);
    answer = await analytics(search, { include: 'timeseries', compare: params.get('compare') ?? 'previous' });
  });

  it('every headline and its change is what the API answers', async () => {
    const { currency = 'EUR', ...metrics } = answer.metrics;
    const shown = await page.locator('.headline').evaluateAll((buttons) =>
      buttons.map((button) => ({
        name: button.querySelector('.headline-name')?.textContent,
        value: button.querySelector('.headline-value')?.textContent,
        change: button.querySelector('.headline-change [aria-hidden]')?.textContent ?? null,
        title: (button.getAttribute('title') ?? '').split('\n').filter((line) => !line.startsWith('Few')),
      })),
    );
    expect(shown.map(({ name }) => name)).toEqual(HEADLINES.map(([, name]) => name));
    for (const [place, [metric, name]] of HEADLINES.entries()) {
      const one = shown[place];
      expect(one?.value).toBe(shortly(metric, metrics[metric], currency));
      expect(one?.title[0]).toContain(`${name}: ${exactly(metric, metrics[metric], currency)}. `);
      if (answer.comparison === undefined) {
        expect(one?.change).toBeNull();
        expect(one?.title).toHaveLength(1);
        continue;
      }
      const { metrics: before, change } = answer.comparison;
      expect(one?.title[1]).toBe(`Before: ${exactly(metric, before[metric], currency)}.`);
      const rate = metric === 'conversion_rate' || metric === 'bounce_rate';
      const difference = Number(metrics[metric]) - Number(before[metric]);
      const size = rate ? difference : Number(change[metric]);
      const digits = rate ? 1 : 0;
      const words = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(Math.abs(size));
      expect(one?.change?.replace(/^[▲▼=] /, '')).toBe(rate ? `${words} pt` : `${words}%`);
      if (Math.abs(difference) > 0.1) expect(one?.change?.[0]).toBe(difference > 0 ? '▲' : '▼');
    }
  });

  it.each(PANELS)('every row of “%s”, %s, is what the API answers', async (group, tab, dimension, metrics) => {
    await page.getByRole('tablist', { name: group }).getByRole('tab', { name: tab }).click();
    await page.waitForFunction(
      ([group, tab]) =>
        document.querySelector(`[role="tablist"][aria-label="${group}"] [aria-selected="true"]`)?.textContent === tab,
      [group, tab],
    );
    if (dimension === 'region' || dimension === 'city') {
      // The collector has no database of cities: the panel says how to get one, in place of a row of what is not known.
      await page.locator(`section[aria-label="${group}"]`).getByText(`${tab} need a city database`).waitFor();
      return;
    }
    const expected = await expectedRows(search, dimension, metrics, Number(answer.metrics.visitors));
    expect(await rowsOf(page, `section[aria-label="${group}"]`)).toEqual(expected);
    const { pagination } = await analytics(search, {
      dimensions: dimension,
      metrics: metrics.join(','),
      limit: '1',
      include: 'total_rows',
      compare: 'none',
    });
    const all = page.locator(`section[aria-label="${group}"] .push button`);
    const total = Number(pagination?.total_rows);
    if (total === 0) expect(await all.count()).toBe(0);
    else expect(await all.textContent()).toBe(`All ${exactly('visitors', total, '')}`);
  });

  it.each<[string, Metric[]]>([
    ['Visitors', ['visitors', 'revenue']],
    ['Revenue', ['revenue', 'visitors']],
    ['Bounce rate', ['bounce_rate', 'visitors', 'revenue']],
  ])('the table behind the chart of %s is what the API answers', async (name, metrics) => {
    const chart = page.getByRole('region', { name: 'Over time' });
    await page.locator('.headline', { has: page.locator(`.headline-name:text-is("${name}")`) }).click();
    await chart.getByRole('columnheader', { name }).first().waitFor();
    await page.waitForFunction(
      (name) => document.querySelector('.chart-card table thead th:nth-child(2)')?.textContent === name,
      name,
    );
    const rows = await rowsOf(page, '.chart-card');
    const { currency = 'EUR' } = answer.metrics;
    expect(rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual(
      answer.timeseries?.map((row) => metrics.map((metric) => exactly(metric, row[metric] as number | null, currency))),
    );
  });

  it('the map has every country of the API', async () => {
    await page.getByRole('tab', { name: 'Map' }).click();
    const table = page.locator('section[aria-label="Where they are"] .only-heard table');
    const { breakdown = [] } = await analytics(search, {
      dimensions: 'country',
      metrics: 'visitors',
      limit: '300',
      compare: 'none',
    });
    await page.locator('section[aria-label="Where they are"] .world').scrollIntoViewIfNeeded();
    await expect.poll(() => table.locator('tbody tr').count(), SOON).toBe(breakdown.length);
    const countries = await named(
      'country',
      breakdown.map(({ country }) => String(country)),
    );
    expect(
      (await rowsOf(page, 'section[aria-label="Where they are"] .only-heard')).map(({ label, cells }) => [
        label,
        cells[0]?.text,
      ]),
    ).toEqual(
      breakdown.map(({ visitors }, place) => [
        LABELS[countries[place] ?? ''] ?? countries[place],
        exactly('visitors', visitors as number, ''),
      ]),
    );
  });
});

describe('the money', () => {
  it.each([
    ['source', ''],
    ['channel', 'period=12mo'],
    ['country', 'period=90d&filter_device=is:desktop'],
  ])('of every %s and of all under every model is what the API answers for “%s”', async (dimension, search) => {
    await page.goto(`${room.url}/sites/${SEEDED_ID}/money?by=${dimension}&${search}`);
    await settled(page);
    const titles = (selector: string) =>
      page.locator(`.model-table ${selector}`).evaluateAll((rows) =>
        rows.map((row) => ({
          label: row.querySelector('th')?.textContent ?? '',
          cells: [...row.querySelectorAll('td')].slice(0, -1).map((cell) => cell.title),
        })),
      );
    const answers = await Promise.all(
      ATTRIBUTION_MODELS.map((attribution) =>
        analytics(search, { attribution, dimensions: dimension, metrics: 'revenue', limit: '1000', sort: '-revenue' }),
      ),
    );
    const currency = answers[0]?.metrics.currency ?? 'EUR';
    const [all] = await titles('tfoot tr');
    expect(all?.cells).toEqual(answers.map(({ metrics }) => exactly('revenue', metrics.revenue, currency)));
    expect(answers[0]?.metrics.revenue).toBeGreaterThan(0);

    const rows = await titles('tbody tr');
    const known = [...new Set(answers.flatMap(({ breakdown = [] }) => breakdown.map((row) => String(row[dimension]))))];
    const shown = dimension === 'country' ? await named('country', known) : known;
    const expected = known.map((label, place) => ({
      label: { ...LABELS, '(unattributed)': 'Unattributed' }[shown[place] ?? ''] ?? shown[place],
      cells: answers.map(({ breakdown = [] }) => {
        const row = breakdown.find((one) => one[dimension] === label);
        return exactly('revenue', (row?.revenue as number | undefined) ?? 0, currency);
      }),
    }));
    const zero = exactly('revenue', 0, currency);
    const earning = expected.filter(({ cells }) => cells.some((cell) => cell !== zero));
    expect(rows.length).toBe(Math.min(earning.length, 20));
    for (const row of rows) expect(earning).toContainEqual(row);
  });
});
