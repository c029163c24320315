import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
const BROWSER = {
  Origin: 'https://acme.test',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0',
};

beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

/** What comes back for bytes that no HTTP client would send. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(collector.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

describe('broken HTTP', () => {
  it.each([
    ['garbage', 'nonsense\r\n\r\n', 400],
    ['an address that is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 400],
    ['no Host', 'GET /api/health HTTP/1.1\r\nConnection: close\r\n\r\n', 200],
    ['an unknown expectation', 'GET /api/health HTTP/1.1\r\nHost: x\r\nExpect: luck\r\nConnection: close\r\n\r\n', 200],
  ])('is answered in JSON with a request id: %s', async (_, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/\r\nX-Request-Id: req_[0-9a-f]{32}\r\n/);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toHaveProperty('success', status === 200);
  });
});

describe('a browser', () => {
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    collector.send('POST', '/api/events', { body, headers: { ...BROWSER, ...headers } });

  it('from a foreign domain is told so before its fields are looked at', async () => {
    const { status, body } = await send({ website_id: 'shop' }, { Origin: 'https://evil.test' });
    expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('loses no event over a context that is not looked at', async () => {
    const { status } = await send({ website_id: 'shop', event_name: 'x', context: { ip: 'nonsense' } });
    expect(status).toBe(200);
  });

  it('gets its first answer again under one Idempotency-Key', async () => {
    const wish = () => send({ website_id: 'shop', event_name: 'once' }, { 'Idempotency-Key': 'k1' });
    const [first, again] = [await wish(), await wish()];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
  });
});

describe('a keyed caller', () => {
  it('is warned of an unknown field inside context', async () => {
    const body = { website_id: 'shop', event_name: 'x', visitor_id: 'v', context: { ip: '203.0.113.1', agent: 'x' } };
    const answer = await collector.send('POST', '/api/events', { key, body });
    expect(answer.body.warnings).toMatchObject([{ code: 'UNKNOWN_FIELD', field: 'context.agent' }]);
  });

  it('cannot date an event before 1970', async () => {
    const body = { website_id: 'shop', event_name: 'x', timestamp: '1969-12-31T23:59:59Z' };
    const answer = await collector.send('POST', '/api/events', { key, body });
    expect([answer.status, answer.body.error.details.field]).toEqual([400, 'timestamp']);
  });

  it('resets all settings with null', async () => {
    const put = (settings: unknown) => collector.send('PUT', '/api/websites/shop', { key, body: { settings } });
    expect((await put({ hash_routing: true })).body.website.settings.hash_routing).toBe(true);
    expect((await put(null)).body.website.settings.hash_routing).toBe(false);
  });
});
