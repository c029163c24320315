import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { propertiesAnswer } from '../../../../../collector/contract/reports/properties.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  for (const id of ['shop', 'other', 'empty']) await collector.website({ id });
  key = (await collector.key()).secret;
  await send('shop', key, 'signup', { plan: 'pro', seats: 3 });
  await send('shop', key, 'signup', { plan: 'free' });
  await send('shop', key, 'sign, "up"', { wish: 'more' });
  await send('other', key, 'signup', { secret: 'of another website' });
  await send('shop', (await collector.key({ test: true })).secret, 'signup', { tried: true });
});
afterAll(() => collector.stop());

async function send(website_id: string, secret: string, event_name: string, properties: object): Promise<void> {
  const body = { website_id, event_name, visitor_id: 'v1', properties };
  expect((await collector.send('POST', '/api/events', { key: secret, body })).status).toBe(200);
}
const ask = (website: string, query = '', secret = key) =>
  collector.send('GET', `/api/websites/${website}/properties${query}`, { key: secret });

describe('GET /api/websites/{id}/properties', () => {
  it('tells what events carry, the commonest first, without test data and what is of another website', async () => {
    const { status, body } = await ask('shop');
    expect(status).toBe(200);
    expect(propertiesAnswer.safeParse(body).error).toBeUndefined();
    expect(body).toEqual({
      success: true,
      properties: [
        { key: 'plan', events: 2 },
        { key: 'seats', events: 1 },
        { key: 'wish', events: 1 },
      ],
    });
    expect((await ask('empty')).body.properties).toEqual([]);
  });

  it('tells those of one event, whatever its name; an empty one is every event', async () => {
    const keys = async (name: string) =>
      (await ask('shop', `?event_name=${encodeURIComponent(name)}`)).body.properties.map(
        (property: { key: string }) => property.key,
      );
    expect(await keys('signup')).toEqual(['plan', 'seats']);
    expect(await keys('sign, "up"')).toEqual(['wish']);
    expect(await keys('nothing')).toEqual([]);
    expect(await keys('')).toEqual(['plan', 'seats', 'wish']);
  });

  it.each([
    ['?event_name=a&event_name=b', 'event_name'],
    ['?event=signup', 'event'],
    ['?limit=5', 'limit'],
  ])('asked with %s names the parameter', async (query, field) => {
    const { status, body } = await ask('shop', query);
    expect([status, body.error.details.field]).toEqual([400, field]);
  });

  it('knows no website beyond the key, and needs the right to read reports', async () => {
    const bound = (await collector.key({ websites: ['other'] })).secret;
    expect((await ask('shop', '', bound)).status).toBe(404);
    expect((await ask('nowhere')).status).toBe(404);
    const { status, body } = await ask('shop', '', (await collector.key({ scopes: ['export:read'] })).secret);
    expect([status, body.error.details.expected]).toEqual([403, 'analytics:read']);
    expect((await ask('shop', '', 'bz_live_nobody')).status).toBe(401);
  });
});
