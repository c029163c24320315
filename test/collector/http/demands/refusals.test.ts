import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemBody } from '../../../../collector/contract/problem-schema.ts';
import { type SendOptions, startTestCollector, type TestCollector } from '../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
const SITE = 'shop';

beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: SITE });
  key = (await collector.key({ rateLimit: 100_000 })).secret;
});
afterAll(() => collector.stop());

/** Events and payments the website has. */
async function stored(): Promise<number> {
  const { body } = await collector.send('GET', `/api/analytics?website_id=${SITE}&period=all`, { key });
  return body.metrics.pageviews + body.metrics.events + body.metrics.transactions;
}

async function expectRefused(method: string, path: string, options: SendOptions, status: number, code: string) {
  const answer = await collector.send(method, path, { key, ...options });
  expect({ status: answer.status, code: answer.body.error?.code }).toEqual({ status, code });
  expect(problemBody.safeParse(answer.body).success).toBe(true);
  expect(answer.headers.get('x-request-id')).toMatch(/^req_\w+$/);
  expect(await stored()).toBe(0);
  return answer;
}

const event = (fields: object) => ({ body: { website_id: SITE, event_name: 'x', ...fields } });
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const badFields: [string, string, object, string, string][] = [
  ['/api/events', 'no event_name', { website_id: SITE }, 'event_name', 'MISSING_FIELD'],
  ['/api/events', 'a number for a name', { website_id: SITE, event_name: 5 }, 'event_name', 'INVALID_TYPE'],
  [
    '/api/events',
    'a name of 65 letters',
    { website_id: SITE, event_name: 'x'.repeat(65) },
    'event_name',
    'INVALID_VALUE',
  ],
  ['/api/events', 'a website_id of wrong type', { website_id: 1, event_name: 'x' }, 'website_id', 'INVALID_TYPE'],
  [
    '/api/events',
    'a bad date',
    { website_id: SITE, event_name: 'x', timestamp: '2024-02-31T00:00:00Z' },
    'timestamp',
    'INVALID_VALUE',
  ],
  [
    '/api/events',
    'an array of properties',
    { website_id: SITE, event_name: 'x', properties: [] },
    'properties',
    'INVALID_TYPE',
  ],
  [
    '/api/events',
    'a visitor_id of 129 bytes',
    { website_id: SITE, event_name: 'x', visitor_id: 'v'.repeat(129) },
    'visitor_id',
    'INVALID_VALUE',
  ],
  [
    '/api/events',
    'a bad address in context',
    { website_id: SITE, event_name: 'x', context: { ip: '1.2.3' } },
    'context.ip',
    'INVALID_VALUE',
  ],
  ...(
    [
      ['country', 'Germany'],
      ['country', 'D'],
      ['device', 'fridge'],
      ['browser', 'x'.repeat(101)],
      ['browser_version', '1'.repeat(101)],
      ['os', 'x'.repeat(101)],
      ['os_version', 'x'.repeat(101)],
      ['region', 'x'.repeat(101)],
      ['country', ''],
      ['city', 'x'.repeat(101)],
    ] as const
  ).flatMap(([field, value]): typeof badFields => [
    [
      '/api/events',
      `a bad ${field} in context`,
      { website_id: SITE, event_name: 'x', context: { [field]: value } },
      `context.${field}`,
      'INVALID_VALUE',
    ],
    [
      '/api/events/batch',
      `a bad ${field} in the context of all`,
      { website_id: SITE, events: [{ event_name: 'x' }], context: { [field]: value } },
      `context.${field}`,
      'INVALID_VALUE',
    ],
  ]),
  ['/api/events/batch', 'no events', { website_id: SITE }, 'events', 'MISSING_FIELD'],
  ['/api/events/batch', 'an empty array', { website_id: SITE, events: [] }, 'events', 'INVALID_VALUE'],
  [
    '/api/events/batch',
    '501 events',
    { website_id: SITE, events: Array(501).fill({ event_name: 'x' }) },
    'events',
    'INVALID_VALUE',
  ],
  ['/api/revenue', 'no amount', { website_id: SITE }, 'amount', 'MISSING_FIELD'],
  ['/api/revenue', 'a boolean amount', { website_id: SITE, amount: true }, 'amount', 'INVALID_TYPE'],
  ['/api/revenue', 'an exponent', { website_id: SITE, amount: '1e3' }, 'amount', 'INVALID_VALUE'],
  [
    '/api/revenue',
    'a mistyped field',
    { website_id: SITE, amount: 1, transactionId: 't' },
    'transactionId',
    'UNKNOWN_FIELD',
  ],
  [
    '/api/revenue',
    'an unknown currency',
    { website_id: SITE, amount: 1, currency: 'ABC' },
    'currency',
    'INVALID_VALUE',
  ],
  ['/api/revenue', 'a bad query', { website_id: SITE, amount: 1 }, 'on_duplicate', 'INVALID_VALUE'],
  [`/api/websites/${SITE}/conversion-events`, 'neither event nor page', {}, 'event_name', 'MISSING_FIELD'],
  [
    `/api/websites/${SITE}/conversion-events`,
    'both event and page',
    { event_name: 'x', page_path: '/x' },
    'page_path',
    'INVALID_VALUE',
  ],
  [
    `/api/websites/${SITE}/conversion-events`,
    'an unknown field',
    { event_name: 'x', colour: 1 },
    'colour',
    'UNKNOWN_FIELD',
  ],
  ['/api/websites', 'no domain', {}, 'domain', 'MISSING_FIELD'],
  ['/api/websites', 'a bad time zone', { domain: 'x.test', timezone: 'Mars/Base' }, 'timezone', 'INVALID_VALUE'],
];

describe('a request with a bad field', () => {
  it.each(badFields)(
    'POST %s with %s is refused, the field named, nothing stored',
    async (path, what, body, field, reason) => {
      const query = what === 'a bad query' ? '?on_duplicate=maybe' : '';
      const answer = await expectRefused('POST', path + query, { body }, 400, 'INVALID_REQUEST');
      expect(answer.body.error.details).toMatchObject({ field, reason });
      expect(answer.body.error.details.expected).toEqual(expect.any(String));
    },
  );

  it.each([
    ['timezone=Mars/Base', 'timezone'],
    ['period=fortnight', 'period'],
    ['start_date=2024-02-31&end_date=2024-03-01', 'start_date'],
    ['end_date=2024-01-01', 'start_date'],
    ['metrics=visitors,karma', 'metrics'],
    ['dimensions=colour', 'dimensions'],
    ['colour=red', 'colour'],
    ['format=xml', 'format'],
    ['test=perhaps', 'test'],
    ['limit=0', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['period=7d&period=30d', 'period'],
  ])('GET /api/analytics?%s is refused', async (query, field) => {
    const path = `/api/analytics?website_id=${SITE}&${query}`;
    const answer = await expectRefused('GET', path, {}, 400, 'INVALID_REQUEST');
    expect(answer.body.error.details.field).toBe(field);
  });

  it('never echoes what was sent', async () => {
    const secret = 'hunter2@example.com';
    const { body } = await collector.send('POST', '/api/events', { key, ...event({ timestamp: secret }) });
    expect(JSON.stringify(body)).not.toContain(secret);
  });
});

describe('a body that is no JSON object', () => {
  it.each([
    ['malformed JSON', '{"website_id":'],
    ['nothing', ''],
    ['invalid UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['nesting of 33 levels', deep(33)],
    ['nesting of 200,000 levels', deep(200_000)],
  ])('of %s is refused with MALFORMED_JSON', async (_, body) => {
    const answer = await expectRefused('POST', '/api/events', { body }, 400, 'INVALID_REQUEST');
    expect(answer.body.error.details).toMatchObject({ field: 'body', reason: 'MALFORMED_JSON' });
  });

  it.each([['[]'], ['null'], ['"text"'], ['5']])('of %s is refused by its type', async (body) => {
    const answer = await expectRefused('POST', '/api/events', { body }, 400, 'INVALID_REQUEST');
    expect(answer.body.error.details).toMatchObject({ field: 'body', expected: 'object', reason: 'INVALID_TYPE' });
  });

  it('counts brackets in the structure, not in strings', async () => {
    const website = await collector.website({ id: 'brackets' });
    const properties = { text: `${'['.repeat(100)}\\"${'{'.repeat(100)}` };
    const { status } = await collector.send('POST', '/api/events', {
      key,
      body: { website_id: website.id, event_name: 'x', properties },
    });
    expect(status).toBe(200);
  });
});

describe('a body that is too large', () => {
  it('is refused with 413 by its announced length', async () => {
    await expectRefused('POST', '/api/events/batch', { body: 'x'.repeat(512 * 1024 + 1) }, 413, 'PAYLOAD_TOO_LARGE');
  });

  it('is refused with 413 while it streams in, and the client can read that', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let left = 40;
    const stream = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const response = await fetch(`${collector.url}/api/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect((await response.json()).error.code).toBe('PAYLOAD_TOO_LARGE');
    expect(await stored()).toBe(0);
  });

  it('is accepted at exactly 512 KB', async () => {
    const text = JSON.stringify(event({ website_id: 'nobody' }).body);
    const answer = await collector.send('POST', '/api/events', { key, body: text.padEnd(512 * 1024, ' ') });
    expect(answer.status).toBe(404);
  });

  it('is refused with 400 for a single event over 32 KB', async () => {
    const properties = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, 'x'.repeat(1900)]));
    const answer = await expectRefused('POST', '/api/events', event({ properties }), 400, 'INVALID_REQUEST');
    expect(answer.body.error.details.expected).toBe('event of at most 32768 bytes');
  });
});

describe('a body of the wrong kind', () => {
  it.each([
    ['/api/events', { 'Content-Type': 'application/xml' }],
    ['/api/events', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['/api/events', { 'Content-Type': 'application/json; charset=latin1' }],
    ['/api/revenue', { 'Content-Type': 'text/plain' }],
    [`/api/websites/${SITE}/conversion-events`, { 'Content-Type': 'text/plain' }],
  ])('POST %s %j is refused with 415', async (path, headers) => {
    await expectRefused('POST', path, { body: '{}', headers }, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('is refused with 415 when compressed', async () => {
    const body = gzipSync(JSON.stringify(event({}).body));
    await expectRefused(
      'POST',
      '/api/events',
      { body, headers: { 'Content-Encoding': 'gzip' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
  });
});

describe('a route that is not there', () => {
  it('is answered 404 in JSON', async () => {
    for (const path of [
      '/nothing',
      '/assets/nothing.js',
      '/api',
      '/api/nothing',
      '/api/events/',
      '/api/events/batch/x',
      '/..%2f..%2fetc/passwd',
      '/api/%E0%A4%A',
    ]) {
      const { status, body } = await collector.send('GET', path, { key });

      expect([404, 405]).toContain(status);
      expect(body.success).toBe(false);
    }
    await expectRefused('GET', '/api/nothing', {}, 404, 'NOT_FOUND');
  });

  it.each([
    ['GET', '/api/events', 'POST, OPTIONS'],
    ['DELETE', '/api/revenue', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/api/revenue/rev_1', 'DELETE, GET, HEAD, OPTIONS'],
    ['POST', '/api/analytics', 'GET, HEAD, OPTIONS'],
    ['PATCH', `/api/websites/${SITE}`, 'DELETE, GET, HEAD, PUT, OPTIONS'],
    ['PUT', '/api/health', 'GET, HEAD, OPTIONS'],
  ])('%s %s is answered 405 with Allow', async (method, path, allow) => {
    const answer = await expectRefused(method, path, {}, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it('answers HEAD like GET without a body, and OPTIONS with Allow', async () => {
    const head = await collector.send('HEAD', '/api/health');
    expect([head.status, head.body]).toEqual([200, '']);
    const options = await collector.send('OPTIONS', '/api/analytics');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(options.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('nonsense', () => {
  it('that is no HTTP is answered 400 in JSON', async () => {
    const { port } = new URL(collector.url);
    const text = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400/);
    expect(text).toContain('"code":"INVALID_REQUEST"');
  });

  it.each([
    [
      'a prototype for a key',
      '{"website_id":"odd","event_name":"x","properties":{"__proto__":{"admin":true},"constructor":{"prototype":1}}}',
    ],
    ['a prototype in the envelope', '{"website_id":"odd","event_name":"x","__proto__":{"admin":true}}'],
    [
      'lone surrogates',
      '{"website_id":"odd","event_name":"x\\ud800","visitor_id":"v\\udfff","properties":{"p\\ud800":"\\udc00"}}',
    ],
    [
      'NUL characters',
      '{"website_id":"odd","event_name":"x\\u0000y","visitor_id":"v\\u0000","event_id":"e\\u0000","properties":{"p":"\\u0000"}}',
    ],
    [
      'numbers beyond all bounds',
      '{"website_id":"odd","event_name":"x","properties":{"value":1e999,"big":123456789012345678901234567890}}',
    ],
    ['a date beyond all bounds', '{"website_id":"odd","event_name":"x","timestamp":"+275760-09-13T00:00:00.001Z"}'],
    ['a website of the prototype', '{"website_id":"__proto__","event_name":"x"}'],
    ['twice the same field', '{"website_id":"a","website_id":"odd","event_name":"x"}'],
    ['a byte order mark', '\ufeff{"website_id":"odd","event_name":"x"}'],
  ])('of %s never becomes a 500 and pollutes nothing', async (_, body) => {
    if (collector.registry.website('odd') === null) await collector.website({ id: 'odd' });
    for (const path of ['/api/events', '/api/events/batch', '/api/revenue', '/api/websites']) {
      const { status } = await collector.send('POST', path, { key, body });
      expect(status).toBeLessThan(500);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('in the path or the query never becomes a 500', async () => {
    for (const path of [
      '/api/websites/%00',
      '/api/websites/__proto__',
      '/api/websites/%ff',
      '/api/websites?limit=1&__proto__=1',
      '/api/analytics?website_id=%00&%ff=1',
      '/api/websites?cursor=%00',
      `/api/websites/${SITE}/conversion-events?cursor=zzzz`,
    ]) {
      const { status } = await collector.send('GET', path, { key });
      expect([path, status < 500]).toEqual([path, true]);
    }
  });
});

describe('the log', () => {
  it('has a line for each refusal, without address, query, user agent or body', async () => {
    collector.logged.length = 0;
    await collector.send('GET', '/api/analytics?website_id=secret-query', {
      key,
      headers: { 'User-Agent': 'secret-agent' },
    });
    await collector.send('POST', '/api/events', { key, body: '{"secret":"secret-body"' });
    const log = collector.logged.join('');
    expect(log).toContain('"route":"/api/analytics","status":404');
    expect(log).toContain('"method":"POST","route":"/api/events","status":400');
    expect(log).not.toMatch(/secret|127\.0\.0\.1|bz_live/);
  });
});

describe('a query parameter without a name', () => {
  it.each([[`/api/analytics?website_id=${SITE}&=x`], [`/api/websites?=`]])('is refused and named: %s', async (path) => {
    const { body } = await expectRefused('GET', path, {}, 400, 'INVALID_REQUEST');
    expect(body.error.details).toMatchObject({ field: 'query', expected: 'parameters that have a name' });
  });
});
