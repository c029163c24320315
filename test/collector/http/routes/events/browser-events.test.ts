import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
const ORIGIN = { Origin: 'https://acme.test' };
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  await collector.website({ id: 'local', allowed_domains: ['localhost', '[::1]'] });
  await collector.website({ id: 'quiet' });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const page = (fields: object = {}) => ({ website_id: 'shop', event_name: 'page_view', ...fields });
const post = (headers: Record<string, string>, body: unknown = page(), path = '/api/events') =>
  collector.send('POST', path, { body, headers: { 'User-Agent': CHROME, ...headers } });

describe('an event from a browser', () => {
  it.each([
    ['the domain', { Origin: 'https://acme.test' }],
    ['a subdomain', { Origin: 'https://a.b.acme.test' }],
    ['another port', { Origin: 'http://acme.test:8080' }],
    ['the domain in capitals', { Origin: 'https://ACME.test' }],
    ['the Referer, where there is no Origin', { Referer: 'https://acme.test/pricing?x=1' }],
  ])('is taken from %s', async (_, headers) => {
    const { status, body } = await post(headers);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['success', 'event_id', 'timestamp']);
  });

  it.each([
    ['another domain', { Origin: 'https://evil.test' }],
    ['a domain that ends alike', { Origin: 'https://notacme.test' }],
    ['a domain that begins alike', { Origin: 'https://acme.test.evil.test' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['an empty origin', { Origin: '' }],
    ['localhost, which is not listed', { Origin: 'http://localhost:3000' }],
    ['a bad Origin beside a good Referer', { Origin: 'https://evil.test', Referer: 'https://acme.test/' }],
    ['nonsense', { Origin: '%%%' }],
  ])('is refused from %s', async (_, headers) => {
    const { status, body } = await post(headers);
    expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('is taken from localhost where that is listed', async () => {
    for (const origin of ['http://localhost:5173', 'http://[::1]:5173']) {
      expect((await post({ Origin: origin }, page({ website_id: 'local' }))).status).toBe(200);
    }
  });

  it('is refused with 401 when it says neither key nor origin', async () => {
    expect((await post({})).status).toBe(401);
  });

  it('is refused with 404 for an unknown website', async () => {
    expect((await post(ORIGIN, page({ website_id: 'nobody' }))).status).toBe(404);
  });

  it.each(['text/plain;charset=UTF-8', 'text/plain', 'application/json'])('is taken as %s', async (type) => {
    expect((await post({ ...ORIGIN, 'Content-Type': type })).status).toBe(200);
  });

  it('is taken without a content type', async () => {
    const response = await fetch(`${collector.url}/api/events`, {
      method: 'POST',
      headers: { ...ORIGIN, 'User-Agent': CHROME },
      body: new TextEncoder().encode(JSON.stringify(page())),
    });
    expect(response.status).toBe(200);
  });

  it('hears nothing of warnings', async () => {
    const { body } = await post(ORIGIN, page({ colour: 'red' }));
    expect(Object.keys(body)).toEqual(['success', 'event_id', 'timestamp']);
    const batch = { website_id: 'shop', colour: 1, events: [{ event_name: 'x', colour: 1 }] };
    const answer = await post(ORIGIN, batch, '/api/events/batch');
    expect(Object.keys(answer.body)).toEqual(['success', 'processed', 'failed', 'event_ids']);
  });

  it('gets a normal answer when it is dropped, and is not counted', async () => {
    const single = await post({ ...ORIGIN, 'User-Agent': BOT }, page({ website_id: 'quiet' }));
    expect([single.status, Object.keys(single.body)]).toEqual([200, ['success', 'event_id', 'timestamp']]);
    expect(single.body.event_id).toMatch(/^evt_/);
    const batch = { website_id: 'quiet', events: [{ event_name: 'page_view' }, { event_name: 'x' }] };
    const answer = await post({ ...ORIGIN, 'User-Agent': BOT }, batch, '/api/events/batch');
    expect(answer.body).toMatchObject({ processed: 2, failed: 0 });
    expect(answer.body.event_ids).toHaveLength(2);
    expect(answer.body.dropped).toBeUndefined();
    const report = await collector.send('GET', '/api/analytics?website_id=quiet', { key });
    expect(report.body.metrics).toMatchObject({ pageviews: 0, events: 0 });
    expect(report.body.meta.bots_excluded).toBe(3);
  });

  it('is kept apart when it is referrer spam, which the report tells', async () => {
    await collector.website({ id: 'spammed' });
    const answer = await post(ORIGIN, {
      website_id: 'spammed',
      event_name: 'page_view',
      properties: { page_url: 'https://acme.com/', referrer: 'https://semalt.com/' },
    });
    expect([answer.status, Object.keys(answer.body)]).toEqual([200, ['success', 'event_id', 'timestamp']]);
    const { body } = await collector.send('GET', '/api/analytics?website_id=spammed', { key });
    expect(body.metrics.pageviews).toBe(0);
    expect(body.meta).toMatchObject({ referrer_spam_excluded: 1, bots_excluded: 0 });
  });

  it.each([
    ['none of the headers that browsers send', {}, 1],
    ['brands that say headless', { 'accept-language': 'de', 'sec-ch-ua': '"HeadlessChrome";v="126"' }, 1],
    ['a language', { 'accept-language': 'de' }, 0],
    ['a fetch mode', { 'sec-fetch-mode': 'cors' }, 0],
    ['none of them, but came through a proxy that may have taken them away', { via: '1.1 cdn' }, 0],
  ])('is a bot’s or not when a browser’s user agent comes with %s', async (what, headers, bots) => {
    const id = `judged ${what}`;
    await collector.website({ id });
    const request = http.request(`${collector.url}/api/events`, {
      method: 'POST',
      headers: { ...ORIGIN, 'User-Agent': CHROME, ...headers },
    });
    request.end(JSON.stringify(page({ website_id: id })));
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    const { body } = await collector.send('GET', `/api/analytics?website_id=${encodeURIComponent(id)}`, { key });
    expect(body.meta.bots_excluded).toBe(bots);
    expect(body.metrics.pageviews).toBe(1 - bots);
  });

  it('may say how many were given up before, which the report tells once', async () => {
    const event = (event_id: string) => ({ event_name: 'x', event_id });
    const send = (dropped_events: unknown, ...ids: string[]) =>
      post(ORIGIN, { website_id: 'lossy', dropped_events, events: ids.map(event) }, '/api/events/batch');
    await collector.website({ id: 'lossy' });
    // The second is the first again, its answer having been lost; nonsense costs no event.
    for (const answer of [await send(3, 'a'), await send(3, 'a'), await send(2, 'b'), await send('many', 'c')])
      expect([answer.status, answer.body.processed]).toEqual([200, 1]);
    const { body } = await collector.send('GET', '/api/analytics?website_id=lossy', { key });
    expect(body.metrics.events).toBe(3);
    expect(body.meta).toMatchObject({
      given_up_events: 5,
      warnings: [expect.stringContaining('gave up 5 events')],
    });
  });

  it('may say so later beside an event that had come before, and say more beside it', async () => {
    const event = (event_id: string) => ({ event_name: 'x', event_id });
    const send = (dropped_events: number, ...ids: string[]) =>
      post(ORIGIN, { website_id: 'lossier', dropped_events, events: ids.map(event) }, '/api/events/batch');
    await collector.website({ id: 'lossier' });
    // A request whose answer is still out, a copy, its repeat, and a repeat of that after more was given up.
    await send(0, 'a');
    await send(50, 'a', 'b');
    await send(50, 'a', 'b', 'c');
    await send(53, 'a', 'b', 'c', 'd');
    const { body } = await collector.send('GET', '/api/analytics?website_id=lossier', { key });
    expect(body.metrics.events).toBe(4);
    expect(body.meta).toMatchObject({
      given_up_events: 53,
      warnings: [expect.stringContaining('gave up 53 events')],
    });
  });

  it('older than seven days is refused, alone and in a batch', async () => {
    const timestamp = new Date(Date.now() - 8 * 86_400_000).toISOString();
    const single = await post(ORIGIN, page({ timestamp }));
    expect([single.status, single.body.error.details.field]).toEqual([400, 'timestamp']);
    const batch = { website_id: 'shop', events: [{ event_name: 'x', timestamp }, { event_name: 'y' }] };
    const { body } = await post(ORIGIN, batch, '/api/events/batch');
    expect(body).toMatchObject({ processed: 1, failed: 1 });
    expect(body.errors[0]).toMatchObject({ index: 0, error: { details: { field: 'events[0].timestamp' } } });
    expect(body.errors[0].error.message).toContain('events[0].timestamp');
  });
});

describe('browsers without a key', () => {
  it.each([
    ['POST', '/api/revenue', { website_id: 'shop', amount: 1 }],
    ['GET', '/api/analytics?website_id=shop', undefined],
    ['GET', '/api/websites/shop', undefined],
    ['PUT', '/api/websites/shop', { name: 'x' }],
  ])('may not %s %s', async (method, path, body) => {
    const { status, headers } = await collector.send(method, path, { headers: ORIGIN, ...(body ? { body } : {}) });
    expect(status).toBe(401);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('CORS on the event endpoints', () => {
  it.each(['/api/events', '/api/events/batch'])('answers the preflight of %s with 204', async (path) => {
    const { status, headers, body } = await collector.send('OPTIONS', path, {
      headers: { ...ORIGIN, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
    });
    expect([status, body]).toEqual([204, '']);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('POST');
    // Whatever a page adds to its requests, such as `traceparent`; only Authorization has to be named.
    expect(headers.get('access-control-allow-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['*', 'Authorization', 'Content-Type']),
    );
    expect(headers.get('access-control-max-age')).toBe('86400');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('opens successes and refusals alike, with every header a page needs to come back later', async () => {
    for (const answer of [await post(ORIGIN), await post({ Origin: 'https://evil.test' }), await post({})]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(answer.headers.get('set-cookie')).toBeNull();
      const exposed = answer.headers.get('access-control-expose-headers')?.split(', ');
      for (const name of [
        'Retry-After',
        'X-Request-Id',
        'X-RateLimit-Limit',
        'X-RateLimit-Remaining',
        'X-RateLimit-Reset',
        'RateLimit-Limit',
        'RateLimit-Remaining',
        'RateLimit-Reset',
      ]) {
        expect(exposed).toContain(name);
      }
    }
  });
});
