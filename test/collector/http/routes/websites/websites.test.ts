import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { websiteAnswer, websitesAnswer } from '../../../../../collector/contract/account/website.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const create = (body: object) => collector.send('POST', '/api/websites', { key, body });
const get = (id: string) => collector.send('GET', `/api/websites/${encodeURIComponent(id)}`, { key });
const put = (id: string, body: object, headers: Record<string, string> = {}) =>
  collector.send('PUT', `/api/websites/${encodeURIComponent(id)}`, { key, body, headers });

describe('POST /api/websites', () => {
  it('fills in every default', async () => {
    const { status, body, headers } = await create({ domain: 'Acme.test' });
    expect(status).toBe(200);
    expect(websiteAnswer.safeParse(body).error).toBeUndefined();
    expect(body.website).toMatchObject({
      id: expect.stringMatching(/^web_/),
      name: 'acme.test',
      domain: 'acme.test',
      allowed_domains: ['acme.test', '*.acme.test'],
      timezone: 'UTC',
      currency: 'USD',
      settings: { gpc: 'cookieless', session_timeout_minutes: 30, excluded_ips: [] },
      last_event_at: null,
    });
    expect(headers.get('etag')).toMatch(/^"/);
  });

  it('takes a chosen id once', async () => {
    expect((await create({ id: 'my/site ü', domain: 'x.test' })).body.website.id).toBe('my/site ü');
    expect((await get('my/site ü')).body.website.id).toBe('my/site ü');
    const again = await create({ id: 'my/site ü', domain: 'y.test' });
    expect([again.status, again.body.error.code, again.body.error.details.field]).toEqual([409, 'CONFLICT', 'id']);
  });

  it('says when another website has the domain, and counts it a second time', async () => {
    const { id } = (await create({ domain: 'twice.test' })).body.website;
    const second = await create({ domain: 'www.Twice.test' });
    const warning = { code: 'DUPLICATE_DOMAIN', field: 'domain', message: `www.twice.test is also counted as ${id}` };
    expect([second.status, second.body.warnings]).toEqual([200, [warning]]);
    expect((await create({ domain: 'once.test' })).body).not.toHaveProperty('warnings');
  });

  it('refuses a currency that does not exist', async () => {
    const { status, body } = await create({ domain: 'x.test', currency: 'ABC' });
    expect([status, body.error.details.field]).toEqual([400, 'currency']);
  });
});

describe('a domain that is changed to that of another website', () => {
  it('is told of, to callers who may know of the other', async () => {
    const { id } = await collector.website({ domain: 'taken.test' });
    const mine = await collector.website({ domain: 'mine.test' });
    const bound = (await collector.key({ websites: [mine.id] })).secret;
    const rename = (domain: string, by: string) =>
      collector.send('PUT', `/api/websites/${mine.id}`, { key: by, body: { domain } });
    expect((await rename('www.taken.test', key)).body.warnings).toEqual([
      expect.objectContaining({ code: 'DUPLICATE_DOMAIN', message: expect.stringContaining(id) }),
    ]);
    expect((await rename('taken.test', bound)).body).not.toHaveProperty('warnings');
    expect((await rename('taken.test', key)).body).not.toHaveProperty('warnings');
  });
});

describe('GET /api/websites', () => {
  it('goes through all of them page by page', async () => {
    const bound = (await collector.key({ websites: ['p1', 'p2', 'p3', 'gone'] })).secret;
    for (const id of ['p1', 'p2', 'p3']) await collector.website({ id });
    const first = await collector.send('GET', '/api/websites?limit=2', { key: bound });
    expect(websitesAnswer.safeParse(first.body).error).toBeUndefined();
    expect(first.body.websites.map(({ id }: { id: string }) => id)).toEqual(['p1', 'p2']);
    expect(first.body.pagination).toMatchObject({ limit: 2, has_more: true });
    const path = `/api/websites?limit=2&cursor=${first.body.pagination.next_cursor}`;
    const second = await collector.send('GET', path, { key: bound });
    expect(second.body.websites.map(({ id }: { id: string }) => id)).toEqual(['p3']);
    expect(second.body.pagination).toEqual({ limit: 2, has_more: false, next_cursor: null });
  });
});

describe('PUT /api/websites/{id}', () => {
  it('changes nothing when it sends back what GET gave', async () => {
    const { id } = await collector.website({ id: 'same' });
    const before = await get(id);
    const answer = await put(id, before.body.website);
    expect([answer.status, answer.body]).toEqual([200, before.body]);
    expect(answer.headers.get('etag')).toBe(before.headers.get('etag'));
  });

  it('merges: absent keeps, null resets, arrays are replaced whole', async () => {
    const { id } = await collector.website({ id: 'merge', name: 'Shop', currency: 'EUR' });
    await put(id, { settings: { excluded_paths: ['/a', '/b'], gpc: 'drop' }, allowed_domains: ['x.test'] });
    const { body } = await put(id, {
      name: null,
      allowed_domains: null,
      settings: { excluded_paths: ['/c'], gpc: null },
    });
    expect(body.website).toMatchObject({
      name: 'acme.test',
      currency: 'EUR',
      allowed_domains: ['acme.test', '*.acme.test'],
    });
    expect(body.website.settings).toMatchObject({ excluded_paths: ['/c'], gpc: 'cookieless' });
    expect((await get(id)).body).toEqual(body);
  });

  it.each([
    ['id', { id: 'other' }],
    ['created_at', { created_at: '2020-01-01T00:00:00Z' }],
    ['updated_at', { updated_at: '2020-01-01T00:00:00Z' }],
    ['last_event_at', { last_event_at: '2020-01-01T00:00:00Z' }],
    ['currency', { currency: 'ABC' }],
    ['settings.gpc', { settings: { gpc: 'maybe' } }],
    ['settings.colour', { settings: { colour: 1 } }],
    ['allowed_domains[0]', { allowed_domains: ['https://x.test/path'] }],
    ['settings.excluded_ips[1]', { settings: { excluded_ips: ['10.0.0.0/8', '10.0.0.0/40'] } }],
    ['timezone', { timezone: '+02:00' }],
  ])('refuses a bad %s and changes nothing', async (field, body) => {
    if (collector.registry.website('strict') === null) await collector.website({ id: 'strict' });
    const before = (await get('strict')).body;
    const answer = await put('strict', body);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
    expect((await get('strict')).body).toEqual(before);
  });

  it('still succeeds when events have arrived since GET', async () => {
    const { id } = await collector.website({ id: 'busy' });
    const before = (await get(id)).body.website;
    await collector.send('POST', '/api/events', { key, body: { website_id: id, event_name: 'x' } });
    const { status, body } = await put(id, { ...before, name: 'Busy' });
    expect([status, body.website.name]).toEqual([200, 'Busy']);
    expect(body.website.last_event_at).not.toBeNull();
  });

  it('honours If-Match', async () => {
    const { id } = await collector.website({ id: 'match' });
    const etag = (await get(id)).headers.get('etag') as string;
    expect((await put(id, { name: 'One' }, { 'If-Match': etag })).status).toBe(200);
    const stale = await put(id, { name: 'Two' }, { 'If-Match': etag });
    expect([stale.status, stale.body.error.code]).toEqual([409, 'CONFLICT']);
    expect((await get(id)).body.website.name).toBe('One');
    expect((await put(id, { name: 'Three' }, { 'If-Match': '*' })).status).toBe(200);
  });

  it('shortens retention only when told to, and says how many rows would go', async () => {
    const { id } = await collector.website({ id: 'old' });
    const events = ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z'].map((timestamp) => ({
      event_name: 'x',
      timestamp,
    }));
    await collector.send('POST', '/api/events/batch', { key, body: { website_id: id, events } });
    const shorter = { settings: { data_retention_days: 30 } };
    const refused = await put(id, shorter);
    expect([refused.status, refused.body.error.details]).toEqual([
      400,
      { field: 'confirm', expected: 'true', reason: 'MISSING_FIELD', rows: 2 },
    ]);
    expect((await get(id)).body.website.settings.data_retention_days).toBe(0);
    const confirmed = await put(id, { ...shorter, confirm: true });
    expect([confirmed.status, confirmed.body.website.settings.data_retention_days]).toEqual([200, 30]);
    expect((await put(id, { settings: { data_retention_days: 60 } })).status).toBe(200);
    expect((await put(id, { settings: { data_retention_days: 0 } })).status).toBe(200);
  });

  it('takes effect on the next event', async () => {
    const { id } = await collector.website({ id: 'effect' });
    const post = () =>
      collector.send('POST', '/api/events', {
        body: { website_id: id, event_name: 'x' },
        headers: { Origin: 'https://elsewhere.test', 'User-Agent': 'Mozilla/5.0 Firefox/128.0' },
      });
    expect((await post()).status).toBe(403);
    await put(id, { allowed_domains: ['elsewhere.test'] });
    expect((await post()).status).toBe(200);
  });
});

describe('a revoked key', () => {
  it('is dead at once', async () => {
    const { secret, key: record } = await collector.key();
    expect((await collector.send('GET', '/api/websites', { key: secret })).status).toBe(200);
    await collector.registry.endKey(record.id, { revokedAt: Date.now() });
    expect((await collector.send('GET', '/api/websites', { key: secret })).status).toBe(401);
  });
});
