import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

const ORIGIN = { Origin: 'https://own-dashboard.test' };

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  key = (await collector.key({ scopes: ['analytics:read', 'websites:read', 'conversions:read'] })).secret;
});
afterAll(() => collector.stop());

const preflight = (path: string, method: string) =>
  collector.send('OPTIONS', path, {
    headers: { ...ORIGIN, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'authorization' },
  });

describe('a page of any origin with a key', () => {
  it.each([
    '/api/analytics?website_id=shop',
    '/api/overview?website_id=shop',
    '/api/funnels?website_id=shop&step=/&step=x',
    '/api/retention?website_id=shop',
    '/api/journeys?website_id=shop',
    '/api/realtime?website_id=shop',
    '/api/revenue?website_id=shop',
    '/api/websites',
    '/api/websites/shop',
    '/api/websites/shop/conversion-events',
    '/api/websites/shop/annotations',
    '/api/websites/shop/data-quality',
  ])('may read %s', async (path) => {
    const asked = await preflight(path.split('?')[0] ?? '', 'GET');
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET']);
    expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization');
    const { status, headers } = await collector.send('GET', path, { key, headers: ORIGIN });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-expose-headers')).toContain('X-RateLimit-Remaining');
  });

  it('reads why it is refused', async () => {
    const { status, headers } = await collector.send('GET', '/api/analytics', {
      key: 'bz_live_wrong',
      headers: ORIGIN,
    });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });

  it('is needed: without a key, or a preflight that announces one, nothing is open', async () => {
    const { status, headers } = await collector.send('GET', '/api/analytics', { headers: ORIGIN });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([401, null]);
    const asked = await collector.send('OPTIONS', '/api/analytics', {
      headers: { ...ORIGIN, 'Access-Control-Request-Method': 'GET' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['POST', '/api/revenue'],
    ['PUT', '/api/websites/shop'],
    ['DELETE', '/api/websites/shop'],
    ['POST', '/api/websites/shop/conversion-events'],
    ['POST', '/api/keys'],
    ['GET', '/api/keys'],
    ['GET', '/api/websites/shop/export'],
    ['GET', '/api/people'],
    ['POST', '/api/session'],
  ])('may not %s %s', async (method, path) => {
    const { headers } = await preflight(path, method);
    expect((headers.get('access-control-allow-methods') ?? '').split(', ')).not.toContain(method);
  });
});

describe('the allowance', () => {
  const allowance = ({ headers }: { headers: Headers }) => [
    Number(headers.get('x-ratelimit-limit')),
    Number(headers.get('x-ratelimit-remaining')),
    headers.get('x-ratelimit-reset') !== null && headers.get('ratelimit-reset') !== null,
  ];

  it('is charged and told where there is no such endpoint or method', async () => {
    const { secret } = await collector.key({ rateLimit: 10 });
    const tries: [string, string][] = [
      ['GET', '/api/nothing'],
      ['PATCH', '/api/analytics'],
      ['DELETE', '/api/events'],
    ];
    const answers: unknown[] = [];
    for (const [method, path] of tries) {
      const answer = await collector.send(method, path, { key: secret });
      answers.push([answer.status, ...allowance(answer)]);
    }
    expect(answers).toEqual([
      [404, 10, 9, true],
      [405, 10, 8, true],
      [405, 10, 7, true],
    ]);
  });

  it('is 429 there too when it is spent', async () => {
    const { secret } = await collector.key({ rateLimit: 1 });
    expect((await collector.send('GET', '/api/nothing', { key: secret })).status).toBe(404);
    expect((await collector.send('GET', '/api/nothing', { key: secret })).status).toBe(429);
  });

  it.each([undefined, 'bz_live_wrong'])(
    'is nobody’s without a good key: a 404 and a 401 say nothing (%s)',
    async (wrong) => {
      for (const [path, status] of [
        ['/api/nothing', 404],
        ['/api/analytics', 401],
      ] as const) {
        const answer = await collector.send('GET', path, wrong === undefined ? {} : { key: wrong });
        expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([status, null]);
      }
    },
  );
});
