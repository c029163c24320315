import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PANELS } from '../../../../../collector/contract/dimensions.ts';
import { overviewAnswer } from '../../../../../collector/contract/reports/overview.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const NOON = Date.parse('2024-01-15T12:00:00Z');
let now = NOON;

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => now });
  await collector.website({ id: 'shop' });
  key = (await collector.key()).secret;
  await track('/', 'anna');
  await track('/pricing', 'anna');
  await collector.send('POST', '/api/revenue', {
    key,
    body: { website_id: 'shop', amount: 29.5, visitor_id: 'anna', product: 'pro' },
  });
});
afterAll(() => collector.stop());

const track = (page: string, visitor_id: string) =>
  collector.send('POST', '/api/events', {
    key,
    body: {
      website_id: 'shop',
      event_name: 'page_view',
      visitor_id,
      properties: { page_url: `https://acme.test${page}` },
    },
  });
const ask = (query: string, headers: Record<string, string> = {}, path = 'overview') =>
  collector.send('GET', `/api/${path}?website_id=shop&${query}`, { key, headers });

describe('GET /api/overview', () => {
  it('says since when anything was recorded, where an earlier range is compared', async () => {
    const since = async (query: string, path?: string) => (await ask(query, {}, path)).body.meta.recorded_since;
    for (const path of ['overview', 'analytics']) {
      expect(await since('compare=previous&timezone=Europe/Paris', path)).toBe('2024-01-15T13:00:00+01:00');
      expect(await since('compare=none', path)).toBeUndefined();
    }
    await collector.website({ id: 'new' });
    const { body } = await collector.send('GET', '/api/overview?website_id=new&compare=previous', { key });
    expect(body.meta.recorded_since).toBeNull();
  });

  it('answers in its documented shape, every panel unless some are chosen', async () => {
    const { status, body } = await ask('compare=previous');
    expect(status).toBe(200);
    expect(overviewAnswer.safeParse(body).error).toBeUndefined();
    expect(Object.keys(body.panels)).toEqual([...PANELS]);
    expect(body.panels.page).toEqual({
      rows: [
        { label: '/', visitors: 1, sessions: 1, pageviews: 1, events: 0, conversions: 0, conversion_rate: 0 },
        { label: '/pricing', visitors: 1, sessions: 1, pageviews: 1, events: 0, conversions: 0, conversion_rate: 0 },
      ],
      total_rows: 2,
    });
    expect(body.panels.source.rows).toMatchObject([{ label: '(direct)', visitors: 1, revenue: 29.5 }]);
    expect(body.panels.product.rows).toEqual([{ label: 'pro', revenue: 29.5, transactions: 1 }]);
    expect(Object.keys((await ask('panels=page,source')).body.panels)).toEqual(['page', 'source']);
  });

  it('shows so many rows of each panel and says how many there are', async () => {
    const { panels } = (await ask('limit=1&sort=pageviews&panels=page')).body;
    expect([panels.page.rows.length, panels.page.total_rows]).toEqual([1, 2]);
  });

  it.each([
    ['panels=page,weather', 'panels', 'channel'],
    ['limit=101', 'limit', '1 to 100'],
    ['sort=bounce_rate', 'sort', 'visitors'],
    ['dimensions=page', 'dimensions', 'panels'],
    ['period=never', 'period', '30d'],
    ['interval=minute&period=24h&compare_start_date=2023-01-01&compare_end_date=2023-12-31', 'interval', '2000'],
  ])('refuses %s, naming what is possible', async (query, field, expected) => {
    const { status, body } = await ask(query);
    expect([status, body.error.details.field]).toEqual([400, field]);
    expect(body.error.details.expected).toContain(expected);
  });
});

describe('a report asked for again', () => {
  it.each([
    ['overview', 'compare=previous'],
    ['analytics', 'compare=previous&include=timeseries'],
    ['analytics', 'format=csv'],
    ['retention', 'interval=day'],
  ])('is 304 without a body while %s?%s tells the same, and 200 when it does not', async (path, query) => {
    const first = await ask(query, {}, path);
    const etag = first.headers.get('etag') ?? '';
    expect([etag.slice(0, 3), first.headers.get('cache-control')]).toEqual(['W/"', 'private, no-cache']);
    now += 1000;
    const again = await ask(query, { 'If-None-Match': etag }, path);
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
    await track('/new', `visitor ${path} ${query}`);
    const changed = await ask(query, { 'If-None-Match': etag }, path);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it('is refused to whoever may not ask, whatever they have', async () => {
    const etag = (await ask('')).headers.get('etag') ?? '';
    const other = await collector.key({ scopes: ['events:write'] });
    const { status } = await collector.send('GET', '/api/overview?website_id=shop', {
      key: other.secret,
      headers: { 'If-None-Match': etag },
    });
    expect(status).toBe(403);
  });
});
