import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../../../../collector/contract/endpoints/index.ts';
import { createArrivals } from '../../../../../collector/http/routes/quality/latest-arrivals.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const OURS = { Origin: 'https://acme.test' };
const NOW = Date.parse('2024-01-15T12:00:00Z');

let collector: TestCollector;
let key: string;
let bound: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => NOW });
  await collector.website({ id: 'shop', settings: { excluded_paths: ['/admin'] } });
  await collector.website({ id: 'blog', domain: 'blog.test' });
  key = (await collector.key()).secret;
  bound = (await collector.key({ websites: ['shop'] })).secret;
});
afterAll(() => collector.stop());

const post = (body: object, headers: Record<string, string> = OURS, path = '/api/events') =>
  collector.send('POST', path, { body, headers: { 'User-Agent': CHROME, 'Accept-Language': 'en', ...headers } });
const ask = async (id: string, as = key, query = '') =>
  (await collector.send('GET', `/api/websites/${id}/arrivals${query}`, { key: as })).body;
const view = (path: string, more: object = {}) => ({
  website_id: 'shop',
  event_name: 'page_view',
  properties: { page_url: `https://acme.test${path}` },
  ...more,
});

describe('GET …/arrivals', () => {
  it('tells the latest events, newest first, whatever became of them', async () => {
    await post(view('/pricing?token=hidden', { event_id: 'e1' }));
    await post(view('/pricing', { event_id: 'e1' }));
    await post(view('/admin/hidden'));
    await post(view('/admin'));
    await post(view('/'), { Origin: 'https://staging.acme.example' });
    await post(view('/'), { Origin: 'null' });
    await post(
      { website_id: 'shop', events: [{ event_name: 'signup' }, { event_name: 'b', timestamp: 'x' }] },
      OURS,
      '/api/events/batch',
    );
    await collector.send('POST', '/api/events', { key, body: { website_id: 'shop', event_name: 'paid' } });
    const body = await ask('shop');
    expect(endpoints.getArrivals.answer.strict().safeParse(body).error).toBeUndefined();
    expect(body.since).toBe('2024-01-15T12:00:00Z');
    const at = '2024-01-15T12:00:00Z';
    const [host, page] = ['acme.test', null];
    expect(body.arrivals).toEqual([
      { at, outcome: 'accepted', reason: null, message: 'Stored', event_name: 'paid', origin: null, page },
      {
        at,
        outcome: 'refused',
        reason: 'invalid_value:timestamp',
        message: expect.stringContaining('timestamp'),
        event_name: 'b',
        origin: host,
        page,
      },
      { at, outcome: 'accepted', reason: null, message: 'Stored', event_name: 'signup', origin: host, page },
      {
        at,
        outcome: 'refused',
        reason: 'origin_not_allowed',
        message: expect.stringContaining('opened from a file'),
        event_name: 'page_view',
        origin: null,
        page,
      },
      {
        at,
        outcome: 'refused',
        reason: 'origin_not_allowed',
        message: expect.stringContaining('allowed domains'),
        event_name: 'page_view',
        origin: 'staging.acme.example',
        page,
      },
      {
        at,
        outcome: 'dropped',
        reason: 'excluded_path',
        message: expect.stringContaining('excluded'),
        event_name: 'page_view',
        origin: host,
        page,
      },
      {
        at,
        outcome: 'accepted',
        reason: null,
        message: 'Stored',
        event_name: 'page_view',
        origin: host,
        page: '/admin/hidden',
      },
      {
        at,
        outcome: 'duplicate',
        reason: null,
        message: expect.stringContaining('same id'),
        event_name: 'page_view',
        origin: host,
        page: '/pricing',
      },
      {
        at,
        outcome: 'accepted',
        reason: null,
        message: 'Stored',
        event_name: 'page_view',
        origin: host,
        page: '/pricing',
      },
    ]);
    expect((await ask('shop', key, '?limit=2')).arrivals).toEqual(body.arrivals.slice(0, 2));
    expect((await ask('blog')).arrivals).toEqual([]);
  });

  it('says that an event of a test key is stored as such', async () => {
    const secret = (await collector.key({ test: true })).secret;
    await collector.send('POST', '/api/events', { key: secret, body: { website_id: 'shop', event_name: 'try' } });
    expect((await ask('shop', key, '?limit=1')).arrivals[0].message).toContain('test key');
  });

  it('tells of ids that no website has, to callers of the whole account alone', async () => {
    await post({ website_id: 'web_typo', event_name: 'a' });
    await post({ website_id: 'web_typo', event_name: 'a' });
    await post({ website_id: 'Bearer bz_live_pasted-by-mistake', event_name: 'a' });
    const { unknown_websites } = await ask('shop');
    const last_at = '2024-01-15T12:00:00Z';
    expect(unknown_websites).toEqual([
      { website_id: '(a key)', origin: 'acme.test', count: 1, last_at },
      { website_id: 'web_typo', origin: 'acme.test', count: 2, last_at },
    ]);
    expect((await ask('shop', bound)).unknown_websites).toEqual([]);
  });

  it('tells which pages loaded the snippet; of a bound caller, only those of the website', async () => {
    for (const referer of ['https://blog.test/', 'https://www.acme.test/a?token=hidden', 'nonsense']) {
      expect((await collector.send('GET', '/bizness.js', { headers: { Referer: referer } })).status).toBe(200);
    }
    await collector.send('GET', '/bizness.js');
    const last_at = '2024-01-15T12:00:00Z';
    expect((await ask('shop')).script_requests).toEqual([
      { origin: 'www.acme.test', last_at },
      { origin: 'blog.test', last_at },
    ]);
    expect((await ask('shop', bound)).script_requests).toEqual([{ origin: 'www.acme.test', last_at }]);
  });

  it('demands its scope and a website within reach, and names a bad limit', async () => {
    const path = '/api/websites/shop/arrivals';
    const reader = (await collector.key({ scopes: ['analytics:read'] })).secret;
    expect((await collector.send('GET', path, { key: reader })).status).toBe(403);
    expect((await collector.send('GET', '/api/websites/blog/arrivals', { key: bound })).status).toBe(404);
    for (const limit of ['0', '101', 'x', '-1', '1.5']) {
      const { status, body } = await collector.send('GET', `${path}?limit=${limit}`, { key });
      expect([status, body.error.details.field]).toEqual([400, 'limit']);
    }
  });
});

describe('what is kept in memory', () => {
  const arrival = { at: 0, fate: { outcome: 'accepted' }, test: false, host: null, page: null } as const;

  it('stays bounded whatever floods in', () => {
    const arrivals = createArrivals(0);
    for (let index = 0; index < 2000; index++) {
      arrivals.noteUnknown(`web_${index}`, `h${index}.test`, index);
      arrivals.noteScript(`h${index}.test`, index);
      arrivals.note(1, [{ ...arrival, name: `e${index}` }]);
      arrivals.note(1000 + index, [{ ...arrival, name: 'a' }]);
    }
    arrivals.note(
      2,
      Array.from({ length: 500 }, (_, index) => ({ ...arrival, name: `e${index}` })),
    );
    expect(arrivals.unknown()).toHaveLength(100);
    expect(arrivals.unknown()[0]).toEqual({ websiteId: 'web_1999', host: 'h1999.test', count: 1, lastAt: 1999 });
    expect(arrivals.scripts()).toHaveLength(200);
    expect(arrivals.latest(1, 1)[0]?.name).toBe('e1999');
    expect(arrivals.latest(2, 1000)).toHaveLength(100);
    expect(arrivals.latest(1000, 1)).toEqual([]);
  });
});
