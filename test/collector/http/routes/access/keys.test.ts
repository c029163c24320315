import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  keyAnswer,
  keysAnswer,
  newKeyAnswer,
  rotatedKeyAnswer,
} from '../../../../../collector/contract/account/key.ts';
import { SCOPES } from '../../../../../collector/contract/vocabulary.ts';
import { setUp, type Visitor } from '../../../../support/people.ts';
import { beginSlowly } from '../../../../support/slow-request.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const HOUR = 3_600_000;
let collector: TestCollector;
let owner: Visitor;
const clock = Date.parse('2026-03-01T12:00:00Z');
beforeAll(async () => {
  collector = await startTestCollector({ now: () => clock });
  await collector.website({ id: 'mine' });
  await collector.website({ id: 'theirs', domain: 'theirs.test' });
  owner = await setUp(collector);
});
afterAll(() => collector.stop());

const ids = ({ body }: { body: { keys: { id: string }[] } }) => body.keys.map(({ id }) => id);

describe('an owner', () => {
  it('makes a key, whose secret is shown once', async () => {
    const made = await owner.send('POST', '/api/keys', {
      body: {
        name: 'Shop server',
        scopes: ['events:write', 'revenue:write'],
        websites: ['mine'],
        test: true,
        rate_limit: 5000,
        expires_at: '2026-12-31T00:00:00Z',
      },
    });
    expect(newKeyAnswer.safeParse(made.body).error).toBeUndefined();
    expect(made.body.key).toMatch(/^bz_test_[\w-]{43}$/);
    expect(made.body.api_key).toMatchObject({
      id: made.body.key_id,
      name: 'Shop server',
      test: true,
      scopes: ['events:write', 'revenue:write'],
      websites: ['mine'],
      rate_limit: 5000,
      batch_rate_limit: null,
      expires_at: '2026-12-31T00:00:00Z',
      status: 'live',
    });
    const event = { website_id: 'mine', event_name: 'x' };
    expect((await collector.send('POST', '/api/events', { key: made.body.key, body: event })).status).toBe(200);
    const list = await owner.send('GET', '/api/keys');
    expect(keysAnswer.safeParse(list.body).error).toBeUndefined();
    expect(ids(list)).toContain(made.body.key_id);
    expect(JSON.stringify(list.body)).not.toContain(made.body.key);
  });

  it('who says nothing gets a key of everything but keys:write', async () => {
    const { body } = await owner.send('POST', '/api/keys', { body: {} });
    expect(body.api_key).toMatchObject({ name: null, websites: null, test: false });
    expect(body.api_key.scopes).toEqual(SCOPES.filter((scope) => scope !== 'keys:write'));
  });

  it('revokes one at once', async () => {
    const { body } = await owner.send('POST', '/api/keys', { body: {} });
    const revoked = await owner.send('DELETE', `/api/keys/${body.key_id}`);
    expect(keyAnswer.safeParse(revoked.body).error).toBeUndefined();
    expect(revoked.body.api_key).toMatchObject({ status: 'revoked', revoked_at: '2026-03-01T12:00:00Z' });
    expect((await collector.send('GET', '/api/websites', { key: body.key })).status).toBe(401);
    expect((await owner.send('POST', `/api/keys/${body.key_id}/rotate`)).status).toBe(409);
    expect((await owner.send('DELETE', '/api/keys/key_nobody')).status).toBe(404);
  });

  it('revokes one also for a request that is under way', async () => {
    const { key: secret, key_id: id } = (await owner.send('POST', '/api/keys', { body: { websites: ['mine'] } })).body;
    const headers = { Authorization: `Bearer ${secret}` };
    const body = { website_id: 'mine', event_name: 'late' };
    const late = await beginSlowly(collector.url, 'POST', '/api/events', { headers, body });
    await owner.send('DELETE', `/api/keys/${id}`);
    expect(await late.finish()).toBe(401);
  });

  it('rotates one: the successor has its powers, the old one lives a day more', async () => {
    const { body } = await owner.send('POST', '/api/keys', { body: { name: 'Old', websites: ['mine'] } });
    const rotated = await owner.send('POST', `/api/keys/${body.key_id}/rotate`);
    expect(rotatedKeyAnswer.safeParse(rotated.body).error).toBeUndefined();
    expect(rotated.body.api_key).toMatchObject({ name: 'Old', websites: ['mine'], scopes: body.api_key.scopes });
    expect(rotated.body.old_api_key).toMatchObject({
      id: body.key_id,
      expires_at: '2026-03-02T12:00:00Z',
      status: 'live',
    });
    for (const key of [body.key, rotated.body.key]) {
      expect((await collector.send('GET', '/api/websites', { key })).status).toBe(200);
    }
  });

  it.each([
    [0, null, 401],
    [1, '2026-03-01T13:00:00Z', 200],
    [720, '2026-03-31T12:00:00Z', 200],
  ])('lets the old one live for %s hours where its owner says so', async (overlap_hours, until, status) => {
    const { body } = await owner.send('POST', '/api/keys', { body: {} });
    const rotated = await owner.send('POST', `/api/keys/${body.key_id}/rotate`, { body: { overlap_hours } });
    expect(rotated.body.old_api_key.expires_at).toBe(until ?? new Date(clock).toISOString().replace('.000', ''));
    expect((await collector.send('GET', '/api/websites', { key: body.key })).status).toBe(status);
    expect((await collector.send('GET', '/api/websites', { key: rotated.body.key })).status).toBe(200);
  });

  it.each([[-1], [1.5], [721], ['1h']])('rotates none for an overlap of %j', async (overlap_hours) => {
    const { body } = await owner.send('POST', '/api/keys', { body: {} });
    const path = `/api/keys/${body.key_id}/rotate`;
    const answer = await owner.send('POST', path, { body: { overlap_hours } });
    expect([answer.status, answer.body.error.details]).toMatchObject([400, { field: 'overlap_hours' }]);
    const other = await owner.send('POST', path, { body: { overlap: 1 } });
    expect([other.status, other.body.error.details.reason]).toEqual([400, 'UNKNOWN_FIELD']);
    expect((await collector.send('GET', '/api/websites', { key: body.key })).status).toBe(200);
  });

  it('finds no secret written down for an Idempotency-Key', async () => {
    const headers = { 'Idempotency-Key': 'same' };
    const answers = [1, 2].map(() => owner.send('POST', '/api/keys', { body: {}, headers }));
    const [first, second] = await Promise.all(answers);
    expect(first?.body.key).not.toBe(second?.body.key);
    const remembered = collector.registry.rememberedAnswer(owner.id, 'same', clock);
    expect(remembered).toBeNull();
  });

  it.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['everything'] }, 'scopes[0]'],
    [{ websites: ['mine', 'nobody'] }, 'websites[1]'],
    [{ rate_limit: 0 }, 'rate_limit'],
    [{ rate_limit: 1.5 }, 'rate_limit'],
    [{ expires_at: '2026-03-01T12:00:00Z' }, 'expires_at'],
    [{ expires_at: 'soon' }, 'expires_at'],
    [{ name: '' }, 'name'],
    [{ scope: 'events:write' }, 'scope'],
  ])('who sends %j is told of %s', async (body, field) => {
    const answer = await owner.send('POST', '/api/keys', { body });
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });
});

describe('a key that makes keys', () => {
  const maker = async (choices: Parameters<TestCollector['key']>[0] = {}) =>
    (await collector.key({ scopes: ['keys:write', 'events:write'], websites: ['mine'], ...choices })).secret;
  const make = (key: string, body: object) => collector.send('POST', '/api/keys', { key, body });

  it('gives no further scope than its own', async () => {
    const key = await maker();
    expect((await make(key, {})).body.api_key.scopes).toEqual(['events:write']);
    const { status, body } = await make(key, { scopes: ['events:write', 'export:read'] });
    expect([status, body.error.details.expected]).toEqual([403, 'export:read']);
  });

  it('gives no further website than its own', async () => {
    const key = await maker();
    expect((await make(key, {})).body.api_key.websites).toEqual(['mine']);
    expect((await make(key, { websites: ['theirs'] })).body.error.details.field).toBe('websites[0]');
    expect((await make(key, { websites: null })).status).toBe(403);
  });

  it('of test data makes test keys alone', async () => {
    const key = await maker({ test: true });
    expect((await make(key, {})).body.key).toMatch(/^bz_test_/);
    expect((await make(key, { test: false })).body.error.details.field).toBe('test');
  });

  it('sees, ends and rotates only keys within its reach', async () => {
    const key = await maker();
    const inside = (await collector.key({ websites: ['mine'], scopes: ['events:write'] })).key.id;
    const strong = (await collector.key({ websites: ['mine'], scopes: ['export:read'] })).key.id;
    const outside = [await collector.key(), await collector.key({ websites: ['mine', 'theirs'] })].map(
      ({ key }) => key.id,
    );
    const seen = ids(await collector.send('GET', '/api/keys', { key }));
    expect(seen).toEqual(expect.arrayContaining([inside, strong]));
    for (const id of outside) {
      expect(seen).not.toContain(id);
      expect((await collector.send('DELETE', `/api/keys/${id}`, { key })).status).toBe(404);
      expect((await collector.send('POST', `/api/keys/${id}/rotate`, { key })).status).toBe(404);
    }
    expect((await collector.send('POST', `/api/keys/${inside}/rotate`, { key })).status).toBe(200);
    const rotated = await collector.send('POST', `/api/keys/${strong}/rotate`, { key });
    expect([rotated.status, rotated.body.error.details.expected]).toEqual([403, 'export:read']);
  });

  it('is told when it was last used, at once and after a restart', async () => {
    const { key, secret } = await collector.key({ expiresAt: clock + HOUR });
    await collector.send('GET', '/api/websites', { key: secret });
    const told = async () => {
      const { body } = await owner.send('GET', '/api/keys');
      return body.keys.find(({ id }: { id: string }) => id === key.id);
    };
    const expected = { last_used_at: '2026-03-01T12:00:00Z', expires_at: '2026-03-01T13:00:00Z' };
    expect(await told()).toMatchObject(expected);
    await collector.restart();
    expect(await told()).toMatchObject(expected);
  });
});
