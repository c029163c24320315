import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  shareAnswer,
  shareLinkAnswer,
  shareLinksAnswer,
} from '../../../../../collector/contract/account/share-link.ts';
import { needsCaller } from '../../../../../collector/contract/endpoint.ts';
import { ENDPOINTS } from '../../../../../collector/contract/endpoints/index.ts';
import { analyticsAnswer } from '../../../../../collector/contract/reports/analytics.ts';
import { HEADLINE_METRICS, REVENUE_METRICS, TRAFFIC_METRICS } from '../../../../../collector/contract/vocabulary.ts';
import { tokenOf } from '../../../../support/people.ts';
import { SOON } from '../../../../support/soon.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const HOUR = 3_600_000;
let collector: TestCollector;
let key: string;
let clock = Date.parse('2026-03-01T12:00:00Z');
const links: Record<'plain' | 'google' | 'earning', string> = { plain: '', google: '', earning: '' };

beforeAll(async () => {
  collector = await startTestCollector({ now: () => clock });
  await collector.website({ id: 'shop', name: 'Shop' });
  await collector.website({ id: 'other', domain: 'other.test' });
  key = (await collector.key()).secret;
  const visits = [
    ['g1', 'google', '/a'],
    ['g2', 'google', '/b'],
    ['n1', 'news', '/a'],
    ['n1', 'news', '/only-news'],
  ];
  const events = visits.map(([visitor_id, source, page]) => ({
    event_name: 'page_view',
    visitor_id,
    properties: { page_url: `https://acme.test${page}?utm_source=${source}` },
  }));
  await collector.send('POST', '/api/events/batch', { key, body: { website_id: 'shop', events } });
  for (const [visitor_id, amount] of [
    ['g1', 10],
    ['n1', 500],
  ]) {
    const body = { website_id: 'shop', visitor_id, amount, currency: 'USD', product: 'Tea' };
    await collector.send('POST', '/api/revenue', { key, body });
  }
  await collector.send('POST', '/api/revenue', { key, body: { website_id: 'shop', amount: 7, currency: 'EUR' } });
  links.plain = await share({ name: 'All' });
  links.google = await share({ name: 'Google', filters: { utm_source: 'is:google,bing' } });
  links.earning = await share({ name: 'Google money', filters: { utm_source: 'google' }, revenue: true });
});
afterAll(() => collector.stop());

const create = (body: object) => collector.send('POST', '/api/websites/shop/share-links', { key, body });
async function share(body: object): Promise<string> {
  clock += 1000;
  const answer = await create(body);
  expect(shareLinkAnswer.safeParse(answer.body).error).toBeUndefined();
  return tokenOf(answer.body.share_link.path);
}
const ask = (token: string, query: string) => collector.send('GET', `/api/analytics?${query}`, { key: token });
const visitors = async (token: string, query = '') => (await ask(token, `period=today&${query}`)).body.metrics.visitors;

describe('a share link', () => {
  it('says what it shows', async () => {
    const { body } = await collector.send('GET', '/api/share', { key: links.google });
    expect(shareAnswer.safeParse(body).error).toBeUndefined();
    expect(body.share).toEqual({
      website: { id: 'shop', name: 'Shop', domain: 'acme.test', timezone: 'UTC', currency: 'USD' },
      name: 'Google',
      filters: { utm_source: 'is:google,bing' },
      revenue: false,
    });
  });

  it('can be shown again, though its token is stored nowhere', async () => {
    const { body } = await collector.send('GET', '/api/websites/shop/share-links', { key });
    expect(shareLinksAnswer.safeParse(body).error).toBeUndefined();
    expect(body.share_links.map(({ path }: { path: string }) => tokenOf(path))).toEqual(Object.values(links));
    await collector.restart();
    expect(await visitors(links.plain)).toBe(3);
  });

  it('with a single letter changed is nobody', async () => {
    const [id, mac = ''] = links.plain.split('.');
    const letter = mac.startsWith('A') ? 'B' : 'A';
    const foreign = links.google.split('.')[1];
    for (const token of [`${id}.${letter}${mac.slice(1)}`, `${id}.${foreign}`, `${id}.`, `${id}`, 'shl_', '.']) {
      expect((await ask(token, 'period=today')).status, token).toBe(401);
    }
  });

  it('ends when it is deleted, and by itself when it was to', async () => {
    const answer = await create({ name: 'Short', expires_at: new Date(clock + HOUR).toISOString() });
    const short = tokenOf(answer.body.share_link.path);
    expect(await visitors(short)).toBe(3);
    clock += HOUR;
    expect((await ask(short, 'period=today')).status).toBe(401);
    const { share_link } = (await create({ name: 'Gone' })).body;
    const at = `/api/websites/shop/share-links/${share_link.id}`;
    expect((await collector.send('DELETE', `/api/websites/other/share-links/${share_link.id}`, { key })).status).toBe(
      404,
    );
    expect((await collector.send('DELETE', at, { key })).body.share_link).toEqual(share_link);
    expect((await ask(tokenOf(share_link.path), 'period=today')).status).toBe(401);
    expect((await collector.send('DELETE', at, { key })).status).toBe(404);
  });

  it('has 1,000 requests a minute', async () => {
    const { headers } = await ask(links.plain, 'period=today');
    expect(headers.get('x-ratelimit-limit')).toBe('1000');
  });

  it('reaches no other website, and no test data', async () => {
    expect((await ask(links.plain, 'website_id=other')).status).toBe(404);
    expect((await ask(links.plain, 'website_id=shop&period=today')).status).toBe(200);
    expect((await ask(links.plain, 'test=true')).status).toBe(403);
  });

  it.each([
    [{}, 'name'],
    [{ name: 'x', filters: { planet: 'Mars' } }, 'filters.planet'],
    [{ name: 'x', filters: { source: 'is:' } }, 'filters.source'],
    [{ name: 'x', filters: { product: 'Tea' } }, 'filters.product'],
    [{ name: 'x', filters: { product: 'Tea', page: '/' }, revenue: true }, 'filters'],
    [{ name: 'x', filters: { source: 5 } }, 'filters.source'],
    [{ name: 'x', expires_at: '2026-03-01T12:00:00Z' }, 'expires_at'],
    [{ name: 'x', filter: {} }, 'filter'],
  ])('asked for with %j names the field %s', async (body, field) => {
    const answer = await create(body);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });
});

describe('the questions of share links', () => {
  let crowded: TestCollector;
  /** Questions that the readers have at this moment, and how many they had at most. */
  const asked = { now: 0, most: 0 };
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  beforeAll(async () => {
    crowded = await startTestCollector({
      reports: (reports) => ({
        ...reports,
        async analytics(...question) {
          asked.now += 1;
          asked.most = Math.max(asked.most, asked.now);
          await released;
          return reports.analytics(...question).finally(() => {
            asked.now -= 1;
          });
        },
      }),
    });
  });
  afterAll(() => crowded.stop());

  it('are answered one after the other, fifty wait at most, and the owner’s overtake them', async () => {
    await crowded.website({ id: 'shop' });
    const { secret: owner } = await crowded.key();
    const made = await crowded.send('POST', '/api/websites/shop/share-links', { key: owner, body: { name: 'Crowd' } });
    const question = '/api/analytics?website_id=shop&period=today';
    const crowd = Array.from({ length: 51 }, () =>
      crowded.send('GET', question, { key: tokenOf(made.body.share_link.path) }),
    );
    // Nobody is answered yet but who finds no room.
    const refused = await Promise.race(crowd);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(asked).toEqual({ now: 1, most: 1 });
    const overtaking = crowded.send('GET', question, { key: owner });
    await vi.waitFor(() => expect(asked.now).toBe(2), SOON);
    release();
    const statuses = (await Promise.all([...crowd, overtaking])).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array.from({ length: 51 }, () => 200), 429]);
    expect(asked).toEqual({ now: 0, most: 2 });
  });
});

const closed = ENDPOINTS.filter((endpoint) => needsCaller(endpoint) && !endpoint.shared);
describe.each(closed.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s',
  (_, endpoint) => {
    it('is closed to share links', async () => {
      const path = endpoint.path.replace('{website_id}', 'shop').replace(/\{\w+\}/g, 'x');
      const { status, body } = await collector.send(endpoint.method, `${path}?website_id=shop`, {
        key: links.earning,
        ...(endpoint.body === undefined ? {} : { body: { website_id: 'shop' } }),
      });
      expect([status, body.error.message]).toEqual([403, 'A share link may not do this']);
    });
  },
);

describe('what a share link may ask', () => {
  it('is the reports that say so, and nothing else', () => {
    const open = ENDPOINTS.filter(({ shared }) => shared).map(({ path }) => path);
    expect(open.filter((path) => !['/api/analytics', '/api/overview', '/api/share'].includes(path))).toEqual([]);
  });

  it('is not for those who have a key', async () => {
    expect((await collector.send('GET', '/api/share', { key })).status).toBe(403);
  });
});

describe('the filters of a share link', () => {
  it('hold for every question', async () => {
    expect(await visitors(links.plain)).toBe(3);
    expect(await visitors(links.google)).toBe(2);
    const { body } = await ask(
      links.google,
      'period=today&dimensions=utm_source&include=timeseries,realtime&compare=previous',
    );
    expect(body.breakdown.map((row: { utm_source: string }) => row.utm_source)).toEqual(['google']);
  });

  it.each([
    'filter_utm_source=news',
    'filter_utm_source=is_not:google',
    'filter_utm_source=contains:e',
    'filter_utm_source=google,news',
    'filter_source=news',
    'filter_page=/only-news',
    'filter_utm_source=',
    'filter_utm_source',
    'filter_utm_source=starts_with:',
    // Given twice.
    'filter_utm_source=google&filter_utm_source=news',
    'filter_utm_source=is:google&filter_utm_source=is_not:google',
    // Spelled otherwise.
    'Filter_utm_source=news',
    'filter_UTM_SOURCE=news',
    'filter_utm_source%20=news',
    'filter_utm_source%00=news',
    'filter_utm_source[]=news',
    'filter_utm_source%5B0%5D=news',
    'filter_=news',
    'filter_prop:utm_source=news',
    'filter_conversion_event=is_not:nothing',
    // Escaped.
    'filter%5Futm%5Fsource=news',
    '%66ilter_utm_source=is_not:google',
    'filter%255Futm_source=news',
    'filter_utm_source=google%00,news',
    'filter_utm_source=google%5C,news',
    'x=%26filter_utm_source=news',
    ';filter_utm_source=news',
    // As the link itself is written, and as other programs write it.
    'filters=%7B%22utm_source%22%3A%22news%22%7D',
    'filters=',
    'filters[utm_source]=news',
    'filters.utm_source=news',
    'filter=utm_source:news',
    'revenue=true',
    'lock=',
    // By the rest of the question.
    'include=timeseries,comparison,realtime,total_rows',
    'conversion_event=x',
    'format=csv',
  ])('cannot be widened by %s', async (query) => {
    const questions = [
      `/api/analytics?period=today&dimensions=utm_source&metrics=visitors&${query}`,
      `/api/analytics?period=today&dimensions=utm_campaign,page&metrics=visitors&${query}`,
      `/api/overview?period=today&${query}`,
    ];
    for (const question of questions) {
      const { status, body } = await collector.send('GET', question, { key: links.google });
      if (status !== 200) expect([status, body.error.code], question).toEqual([400, 'INVALID_REQUEST']);
      expect(JSON.stringify(body), question).not.toMatch(/news/);
      expect(body.metrics?.visitors ?? 0, question).toBeLessThanOrEqual(2);
    }
  });

  it('hold for each who asks, whatever the owner has asked before', async () => {
    const question = '/api/analytics?period=today&website_id=shop&dimensions=utm_source&metrics=visitors';
    const whole = await collector.send('GET', question, { key });
    expect(whole.body.metrics.visitors).toBe(3);
    const headers = { 'If-None-Match': whole.headers.get('etag') ?? '' };
    const part = await collector.send('GET', question, { key: links.google, headers });
    expect([part.status, part.body.metrics.visitors]).toEqual([200, 2]);
  });

  it('are joined by those of the question, also on the same dimension', async () => {
    expect(await visitors(links.google, 'filter_page=/a')).toBe(1);
    expect(await visitors(links.google, 'filter_utm_source=news')).toBe(0);
    expect(await visitors(links.google, 'filter_utm_source=google')).toBe(2);
  });

  it('hide what is of the website as a whole', async () => {
    const part = (await ask(links.google, 'period=today')).body;
    expect(Object.keys(part.meta).sort()).toEqual(['fresh_as_of', 'visitor_scope', 'warnings']);
    expect((await ask(links.plain, 'period=today')).body.meta).toHaveProperty('bots_excluded');
  });

  it('keep money to what they show', async () => {
    const { body } = await ask(links.earning, 'period=today&dimensions=utm_source');
    expect(analyticsAnswer.safeParse(body).error).toBeUndefined();
    expect(body.metrics).toMatchObject({ revenue: 10, transactions: 1, currency: 'USD' });
    expect(body.meta.unattributed_revenue).toBe(0);
    expect(JSON.stringify(body.meta.warnings)).not.toMatch(/EUR/);
  });
});

describe('a share link without revenue', () => {
  it('tells no metric, model, sum or warning of money', async () => {
    const { body } = await ask(
      links.plain,
      'period=today&dimensions=source&include=timeseries,comparison&currency=EUR',
    );
    expect(analyticsAnswer.safeParse(body).error).toBeUndefined();
    expect(Object.keys(body.metrics)).toEqual(TRAFFIC_METRICS.filter((metric) => HEADLINE_METRICS.includes(metric)));
    const text = JSON.stringify(body);
    for (const word of ['revenue', 'transactions', 'customers', 'refunds', 'attribution', 'currency', 'EUR', 'USD']) {
      expect(text, word).not.toContain(word);
    }
  });

  it.each(REVENUE_METRICS)('refuses %s by its name', async (metric) => {
    const { status, body } = await ask(links.plain, `period=today&metrics=visitors,${metric}`);
    expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
    expect(body.error.message).toContain(metric);
  });

  it('refuses to order by money', async () => {
    expect((await ask(links.plain, 'period=today&dimensions=source&sort=-revenue')).status).toBe(400);
  });

  it.each(['dimensions=product', 'dimensions=currency', 'filter_product=Tea', 'filter_currency=EUR'])(
    'refuses %s',
    async (query) => {
      expect((await ask(links.plain, `period=today&${query}`)).status).toBe(403);
    },
  );

  it('says so of money nowhere, also where events are filtered', async () => {
    const { body } = await ask(links.plain, 'period=today&filter_page=/a');
    expect(body.meta.warnings).toEqual([]);
  });
});

describe('a public dashboard', () => {
  const open = (public_dashboard: boolean) =>
    collector.send('PUT', '/api/websites/shop', { key, body: { settings: { public_dashboard } } });

  it('is read by its website’s id, whole and without money, as long as it is public', async () => {
    expect((await ask('pub_shop', 'period=today')).status).toBe(401);
    await open(true);
    expect(await visitors('pub_shop')).toBe(3);
    expect((await ask('pub_shop', 'period=today&metrics=revenue')).status).toBe(403);
    expect((await collector.send('GET', '/api/share', { key: 'pub_shop' })).body.share).toMatchObject({
      name: 'Shop',
      filters: {},
      revenue: false,
    });
    expect((await ask('pub_other', 'period=today')).status).toBe(401);
    expect((await ask('pub_%E0%A4%A', 'period=today')).status).toBe(401);
    expect((await ask('pub_shop', 'website_id=other')).status).toBe(404);
    await open(false);
    expect((await ask('pub_shop', 'period=today')).status).toBe(401);
  });
});
