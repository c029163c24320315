import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS, type NamedEndpoint as Endpoint } from '../../../../collector/contract/endpoints/index.ts';
import { SCOPES } from '../../../../collector/contract/vocabulary.ts';
import { type Answer, startTestCollector, type TestCollector } from '../../../support/start-collector.ts';

let collector: TestCollector;
const keys: Record<string, string> = {};
const HOUR = 3_600_000;

const keyed = ENDPOINTS.filter((endpoint) => endpoint.scope !== null);
const ofAccount = [
  'listWebsites',
  'createWebsite',
  'deleteWebsite',
  'downloadBackup',
  'listKeys',
  'createKey',
  'revokeKey',
  'rotateKey',
];
const ofOneWebsite = keyed.filter(({ operation }) => !ofAccount.includes(operation));

beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'mine' });
  await collector.website({ id: 'theirs', domain: 'theirs.test' });
  keys.good = (await collector.key({ scopes: [...SCOPES] })).secret;
  keys.bound = (await collector.key({ websites: ['mine'], scopes: [...SCOPES] })).secret;
  keys.unknown = `bz_live_${'A'.repeat(43)}`;
  keys.malformed = 'not-a-key';
  keys.expired = (await collector.key({ expiresAt: Date.now() - HOUR })).secret;
  const revoked = await collector.key();
  await collector.registry.endKey(revoked.key.id, { revokedAt: Date.now() });
  keys.revoked = revoked.secret;
  for (const scope of SCOPES) {
    const others = SCOPES.filter((other) => other !== scope);
    keys[`without ${scope}`] = (await collector.key({ scopes: others })).secret;
  }
});
afterAll(() => collector.stop());

/** A request that would succeed if the key were right. */
function ask(endpoint: Endpoint, website: string, headers: Record<string, string> = {}): Promise<Answer> {
  const path = endpoint.path
    .replace('{website_id}', website)
    .replace('{conversion_event_id}', 'cev_1')
    .replace('{revenue_id}', 'rev_1')
    .replace('{key_id}', 'key_1')
    .replace('{share_link_id}', 'shl_1')
    .replace('{annotation_id}', 'ann_1')
    .replace('{visitor_id}', 'vis_1');
  const bodies: Record<string, object> = {
    trackEvent: { website_id: website, event_name: 'x' },
    trackBatch: { website_id: website, events: [{ event_name: 'x' }] },
    recordRevenue: { website_id: website, amount: 1 },
    createWebsite: { domain: 'new.test' },
    updateWebsite: { name: 'New' },
    createConversionEvent: { event_name: 'x' },
    updateConversionEvent: { name: 'x' },
    createKey: {},
    createShareLink: { name: 'x' },
    createAnnotation: { date: '2026-01-01', text: 'x' },
    updateAnnotation: { text: 'x' },
    previewConversionEvent: { event_name: 'x' },
    previewExcludedReferrers: { excluded_referrers: [] },
  };
  const body = bodies[endpoint.operation];
  const named = ['getAnalytics', 'listRevenue', 'explainRevenue', 'deleteRevenue'];
  const asksForWebsite = endpoint.queryDocument !== undefined || named.includes(endpoint.operation);
  const steps = endpoint.operation === 'getFunnel' ? '&step=/&step=signup' : '';
  const query = asksForWebsite ? `?website_id=${website}${steps}` : '';
  return collector.send(endpoint.method, path + query, { headers, ...(body === undefined ? {} : { body }) });
}

const bearer = (name: string) => ({ Authorization: `Bearer ${keys[name]}` });

describe.each(keyed.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s',
  (_, endpoint) => {
    it('refuses no key, a malformed, an unknown, a revoked and an expired one in the very same words', async () => {
      const answers = [await ask(endpoint, 'mine'), await ask(endpoint, 'mine', { Authorization: 'Basic YTpi' })];
      for (const name of ['malformed', 'unknown', 'revoked', 'expired']) {
        answers.push(await ask(endpoint, 'mine', bearer(name)));
      }
      for (const answer of answers) {
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
        expect(answer.body).toEqual(answers[0]?.body);
      }
      expect(answers[0]?.body).toMatchObject({ success: false, error: { code: 'UNAUTHORIZED' } });
    });

    it('refuses a key that lacks the scope and names the scope', async () => {
      const { status, body, headers } = await ask(endpoint, 'mine', bearer(`without ${endpoint.scope}`));
      expect(status).toBe(403);
      expect(body.error).toMatchObject({ code: 'FORBIDDEN', details: { expected: endpoint.scope } });
      expect(headers.get('x-ratelimit-limit')).not.toBeNull();
    });
  },
);

describe.each(ofOneWebsite.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s',
  (_, endpoint) => {
    it("answers another site's key as if the website did not exist", async () => {
      const foreign = await ask(endpoint, 'theirs', bearer('bound'));
      const unknown = await ask(endpoint, 'nobody', bearer('bound'));
      const unknownToAll = await ask(endpoint, 'nobody', bearer('good'));
      expect(foreign.status).toBe(404);
      expect(foreign.body).toMatchObject({ success: false, error: { code: 'NOT_FOUND' } });
      expect(unknown.body).toEqual(foreign.body);
      expect(unknownToAll.body).toEqual(foreign.body);
    });
  },
);

describe('a key bound to websites', () => {
  it('lists only those, and may not create further ones', async () => {
    const list = await collector.send('GET', '/api/websites', { headers: bearer('bound') });
    expect(list.body.websites.map(({ id }: { id: string }) => id)).toEqual(['mine']);
    const created = await collector.send('POST', '/api/websites', {
      headers: bearer('bound'),
      body: { domain: 'x.test' },
    });
    expect(created.status).toBe(403);
    expect(created.body.error.details.expected).toBe('account-wide key');
  });
});

describe('an Authorization that a page adds to all it asks for', () => {
  const FROM_PAGE = { Origin: 'https://acme.test', 'Sec-Fetch-Site': 'cross-site' };
  const FOREIGN = [
    '',
    'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln',
    'Bearer undefined',
    'Basic dXNlcjpwYXNz',
    'Negotiate abc',
  ];
  const event = keyed.find(({ operation }) => operation === 'trackEvent') as Endpoint;
  const send = (headers: Record<string, string>, endpoint = event) => ask(endpoint, 'mine', headers);

  it.each(FOREIGN)('is none of ours: "%s" is admitted by its origin, as without one', async (Authorization) => {
    const { status, body } = await send({ ...FROM_PAGE, Authorization });
    expect([status, Object.keys(body)]).toEqual([200, ['success', 'event_id', 'timestamp']]);
  });

  it.each(FOREIGN)(
    'admits nobody by itself: "%s" is refused from another origin, and without one',
    async (Authorization) => {
      expect((await send({ ...FROM_PAGE, Origin: 'https://evil.test', Authorization })).status).toBe(403);
      expect((await send({ 'Sec-Fetch-Site': 'cross-site', Authorization })).status).toBe(401);
    },
  );

  it('is judged as a key where it looks like one of ours, good or bad', async () => {
    expect((await send({ ...FROM_PAGE, ...bearer('unknown') })).status).toBe(401);
    expect((await send({ ...FROM_PAGE, Authorization: 'Bearer bz_live_mistyped' })).status).toBe(401);
    expect((await send({ ...FROM_PAGE, ...bearer('without events:write') })).status).toBe(403);
    expect((await send({ ...FROM_PAGE, ...bearer('good') })).status).toBe(200);
  });

  it.each(keyed.filter(({ browsers }) => browsers !== true).map((endpoint) => [endpoint.operation, endpoint] as const))(
    'is refused by %s, which is not for browsers',
    async (_, endpoint) => {
      expect(
        (await send({ ...FROM_PAGE, Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln' }, endpoint)).status,
      ).toBe(401);
    },
  );
});

describe('a present but bad Authorization', () => {
  it('is refused even from an allowed origin: there is no falling back', async () => {
    const event = keyed.find(({ operation }) => operation === 'trackEvent') as Endpoint;
    const origin = { Origin: 'https://acme.test' };
    expect((await ask(event, 'mine', origin)).status).toBe(200);
    expect((await ask(event, 'mine', { ...origin, ...bearer('unknown') })).status).toBe(401);
    expect((await ask(event, 'mine', { ...origin, Authorization: '' })).status).toBe(401);
  });
});
