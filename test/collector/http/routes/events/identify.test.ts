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

  it('of a server joins the visitor of another subdomain, so that the advert there earns the sale', async () => {
    await collector.website({ id: 'both' });
    const browser = (visitor_id: string, host: string, event_name: string, properties: object) =>
      collector.send('POST', '/api/events', {
        headers: { Origin: `https://${host}`, 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0' },
        body: { website_id: 'both', visitor_id, event_name, properties },
      });
    await browser('vis_www', 'www.acme.test', 'page_view', { page_url: 'https://www.acme.test/?utm_source=advert' });
    const page = { page_url: 'https://app.acme.test/signup', referrer: 'https://www.acme.test/' };
    await browser('vis_app', 'app.acme.test', 'page_view', page);
    await browser('vis_app', 'app.acme.test', 'identify', { user_id: 'user_42' });
    const ask = async () => {
      const query = 'website_id=both&metrics=visitors,revenue&dimensions=source&sort=-revenue';
      return (await collector.send('GET', `/api/analytics?${query}`, { key })).body.breakdown;
    };
    const pay = { website_id: 'both', amount: 50, transaction_id: 'pay-1', customer_id: 'user_42' };
    await collector.send('POST', '/api/revenue', { key, body: pay });
    expect(await ask()).toEqual([
      expect.objectContaining({ source: '(direct)', revenue: 50 }),
      expect.objectContaining({ source: 'advert', revenue: 0 }),
    ]);
    const joined = {
      website_id: 'both',
      event_name: 'identify',
      visitor_id: 'vis_www',
      properties: { user_id: 'user_42' },
    };
    await collector.send('POST', '/api/events', { key, body: joined });
    expect(await ask()).toEqual([
      expect.objectContaining({ source: 'advert', visitors: 1, revenue: 50 }),
      expect.objectContaining({ source: '(direct)', visitors: 1, revenue: 0 }),
    ]);
    const { body } = await collector.send('GET', '/api/analytics?website_id=both&metrics=visitors', { key });
    expect(body.metrics.visitors).toBe(1);
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
