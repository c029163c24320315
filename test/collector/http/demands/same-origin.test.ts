import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needsCaller } from '../../../../collector/contract/endpoint.ts';
import { ENDPOINTS } from '../../../../collector/contract/endpoints/index.ts';
import { PASSWORD, setUp, type Visitor } from '../../../support/people.ts';
import { startTestCollector, type TestCollector } from '../../../support/start-collector.ts';

let collector: TestCollector;
let owner: Visitor;
beforeAll(async () => {
  collector = await startTestCollector({ trustProxy: ['127.0.0.1'] });
  await collector.website({ id: 'shop' });
  owner = await setUp(collector);
});
afterAll(() => collector.stop());

const own = () => new URL(collector.url).host;
const rename = (headers: Record<string, string>) =>
  collector.send('PUT', '/api/websites/shop', { body: { name: 'New' }, headers: { Cookie: owner.cookie, ...headers } });
const login = (headers: Record<string, string>) =>
  collector.send('POST', '/api/session', { body: { email: 'owner@acme.test', password: PASSWORD }, headers });

describe.each([
  ['a change by cookie', (headers: Record<string, string>) => rename(headers)],
  ['signing in', (headers: Record<string, string>) => login(headers)],
])('%s', (_, ask) => {
  it.each([
    ['same-origin', 200],
    ['none', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['nonsense', 403],
  ])('with Sec-Fetch-Site: %s is answered %i', async (site, status) => {
    expect((await ask({ 'Sec-Fetch-Site': site })).status).toBe(status);
  });

  it('believes Sec-Fetch-Site before Origin', async () => {
    expect((await ask({ 'Sec-Fetch-Site': 'cross-site', Origin: `http://${own()}` })).status).toBe(403);
  });

  it('without Sec-Fetch-Site goes by Origin', async () => {
    expect((await ask({ Origin: `http://${own()}` })).status).toBe(200);
    expect((await ask({ Origin: `https://${own()}` })).status).toBe(200);
    for (const foreign of ['http://evil.test', `http://${own()}.evil.test`, 'http://127.0.0.1:1', 'null', 'nonsense']) {
      expect((await ask({ Origin: foreign })).status, foreign).toBe(403);
    }
  });

  it('knows itself by the name that a trusted proxy was reached by', async () => {
    const proxied = { 'X-Forwarded-Host': 'stats.acme.test', 'X-Forwarded-Proto': 'https' };
    expect((await ask({ Origin: 'https://stats.acme.test', ...proxied })).status).toBe(200);
    expect((await ask({ Origin: 'https://stats.acme.test' })).status).toBe(403);
    expect((await ask({ Origin: 'https://stats.acme.test', 'X-Forwarded-Host': 'stats.acme.test:443' })).status).toBe(
      200,
    );
  });

  it('without either is refused', async () => {
    const { status, body } = await ask({});
    expect([status, body.error.code, body.error.details.field]).toEqual([403, 'FORBIDDEN', 'Origin']);
  });

  it('takes no body that a form of another site could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
      const answer = await ask({ 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type });
      expect(answer.status, type).toBe(415);
    }
  });
});

describe('reading by cookie', () => {
  it('asks for nothing of the kind', async () => {
    const headers = { Cookie: owner.cookie, 'Sec-Fetch-Site': 'cross-site' };
    expect((await collector.send('GET', '/api/websites', { headers })).status).toBe(200);
  });
});

describe('a key', () => {
  it('asks for nothing of the kind', async () => {
    const { secret } = await collector.key();
    const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.test' };
    const answer = await collector.send('PUT', '/api/websites/shop', { key: secret, body: { name: 'x' }, headers });
    expect(answer.status).toBe(200);
  });
});

const writes = ENDPOINTS.filter(
  (endpoint) =>
    endpoint.method !== 'GET' && endpoint.browsers !== true && (needsCaller(endpoint) || endpoint.sameOrigin),
);
describe.each(writes.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s',
  (_, endpoint) => {
    it('is refused from a page of another site, though the cookie is good', async () => {
      const path = endpoint.path.replace('{website_id}', 'shop').replace(/\{\w+\}/g, 'x');
      const { status, body } = await collector.send(endpoint.method, path, {
        headers: { Cookie: owner.cookie, 'Sec-Fetch-Site': 'cross-site' },
        ...(endpoint.body === undefined ? {} : { body: {} }),
      });
      expect([status, body.error.details.field]).toEqual([403, 'Sec-Fetch-Site']);
    });
  },
);
