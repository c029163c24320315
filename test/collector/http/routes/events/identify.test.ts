import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const send = (path: string, fields: object) =>
  collector.send('POST', path, { key, body: { website_id: 'shop', ...fields } });
const track = (visitor_id: string | undefined, event_name: string, properties = {}) =>
  send('/api/events', { event_name, visitor_id, properties });

describe('the event identify', () => {
  it('makes visitors one person, and a payment’s customer id that person’s', async () => {
    await track('phone', 'page_view', { page_url: 'https://acme.test/?utm_source=news' });
    await track('laptop', 'page_view', { page_url: 'https://acme.test/' });
    await track('phone', 'identify', { user_id: 'ann' });
    expect((await track('laptop', 'identify', { user_id: 'ann' })).body.warnings).toBeUndefined();
    const report = await collector.send('GET', '/api/analytics?website_id=shop&metrics=visitors,sessions', { key });
    expect(report.body.metrics).toEqual({ visitors: 1, sessions: 2 });
    const { body } = await send('/api/revenue', { amount: 10, transaction_id: 't1', customer_id: 'ann' });
    expect(body.attribution).toMatchObject({ status: 'attributed', matched_by: 'customer_id', visitor_id: 'phone' });
    expect(body.attribution.first_touch).toMatchObject({ source: 'news' });
  });

  it.each([
    ['v1', {}, 'properties.user_id'],
    ['v1', { user_id: 'undefined' }, 'properties.user_id'],
    ['v1', { user_id: 'x'.repeat(129) }, 'properties.user_id'],
    ['v1', { user_id: { id: 7 } }, 'properties.user_id'],
    ['v1', { user_id: '\u200b\u2060' }, 'properties.user_id'],
    ['v1', { user_id: '\u00a0\u3000' }, 'properties.user_id'],
    ['v1', { user_id: '\u3164' }, 'properties.user_id'],
    ['v1', { user_id: '\ud800' }, 'properties.user_id'],
    [undefined, { user_id: 'ann' }, 'visitor_id'],
  ])('of visitor %s with %j is stored, and warns that it identifies nobody', async (visitor, properties, field) => {
    const { status, body } = await track(visitor, 'identify', properties);
    expect(status).toBe(200);
    expect(body.warnings).toEqual([{ code: 'IDENTIFIES_NOBODY', field, message: expect.any(String) }]);
    const batch = { events: [{ event_name: 'identify', visitor_id: visitor, properties }] };
    const answer = await send('/api/events/batch', batch);
    expect(answer.body.warnings).toEqual([expect.objectContaining({ field: `events[0].${field}` })]);
  });
});
