import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitorErasureAnswer } from '../../../../../collector/contract/account/visitor.ts';
import { websiteDeleteAnswer } from '../../../../../collector/contract/account/website.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const track = (website_id: string, visitor_id: string, event_name = 'page_view', properties = {}, by = key) =>
  collector.send('POST', '/api/events', { key: by, body: { website_id, visitor_id, event_name, properties } });
const metrics = async (website: string) =>
  (await collector.send('GET', `/api/analytics?website_id=${website}&metrics=visitors,revenue`, { key })).body.metrics;

describe('DELETE /api/websites/{id}/visitors/{visitor_id}', () => {
  const path = (visitor: string) => `/api/websites/shop/visitors/${encodeURIComponent(visitor)}`;

  it('takes what GET has foreseen, and keeps the money', async () => {
    await collector.website({ id: 'shop' });
    await track('shop', 'phone');
    await track('shop', 'phone', 'identify', { user_id: 'ann' });
    await track('shop', 'laptop/ü', 'identify', { user_id: 'ann' });
    await track('shop', 'other');
    const paid = { website_id: 'shop', amount: 10, currency: 'USD', transaction_id: 't1', customer_id: 'ann' };
    const { body: payment } = await collector.send('POST', '/api/revenue', { key, body: paid });
    expect(payment.attribution.status).toBe('attributed');
    const counts = { success: true, events: 3, sessions: 1, payments: 1 };

    const foreseen = await collector.send('GET', path('laptop/ü'), { key });
    expect(visitorErasureAnswer.safeParse(foreseen.body).error).toBeUndefined();
    expect(foreseen.body).toMatchObject(counts);
    expect(foreseen.body.visitor_ids.toSorted()).toEqual(['laptop/ü', 'phone']);
    expect(await metrics('shop')).toMatchObject({ visitors: 2, revenue: 10 });

    const erased = await collector.send('DELETE', path('laptop/ü'), { key });
    expect(erased.body).toMatchObject(counts);
    expect(await metrics('shop')).toMatchObject({ visitors: 1, revenue: 10 });
    const listed = await collector.send('GET', '/api/revenue?website_id=shop', { key });
    expect(listed.body.payments).toMatchObject([
      { revenue_id: payment.revenue_id, amount: 10, customer_id: null, attribution: { reason: 'no_ids' } },
    ]);
    const again = await collector.send('DELETE', path('phone'), { key });
    expect([again.status, again.body.events]).toEqual([200, 0]);
  });

  it('through a test key leaves live data alone', async () => {
    await collector.website({ id: 'shop2' });
    const testKey = (await collector.key({ test: true })).secret;
    await track('shop2', 'v1');
    await track('shop2', 'v1', 'page_view', {}, testKey);
    const one = '/api/websites/shop2/visitors/v1';
    expect((await collector.send('DELETE', one, { key: testKey })).body.events).toBe(1);
    expect((await collector.send('DELETE', one, { key })).body.events).toBe(1);
  });

  it('needs websites:write, and an id that may be one', async () => {
    const reader = (await collector.key({ scopes: ['analytics:read', 'websites:read'] })).secret;
    for (const method of ['GET', 'DELETE']) {
      expect((await collector.send(method, path('v1'), { key: reader })).status).toBe(403);
      const long = await collector.send(method, path('x'.repeat(129)), { key });
      expect([long.status, long.body.error.details.field]).toEqual([400, 'visitor_id']);
    }
  });
});

describe('DELETE /api/websites/{id}', () => {
  const remove = (id: string, query = '', by = key) =>
    collector.send('DELETE', `/api/websites/${id}${query}`, { key: by });

  it('wants the id once more, and says what would go', async () => {
    await collector.website({ id: 'careful' });
    await track('careful', 'v1');
    for (const [query, reason] of [
      ['', 'MISSING_FIELD'],
      ['?confirm=other', 'INVALID_VALUE'],
    ]) {
      const { status, body } = await remove('careful', query);
      expect(status).toBe(400);
      expect(body.error.details).toEqual({ field: 'confirm', expected: 'careful', reason, events: 1, payments: 0 });
      expect(body.error.message).toContain('1 events and 0 payments');
    }
    expect((await metrics('careful')).visitors).toBe(1);
  });

  it('takes everything, revokes the keys of nothing else, and leaves the id free', async () => {
    await collector.website({ id: 'doomed' });
    await collector.website({ id: 'kept' });
    await track('doomed', 'v1');
    await track('kept', 'v1');
    await collector.send('POST', '/api/revenue', {
      key,
      body: { website_id: 'doomed', amount: 1, transaction_id: 't' },
    });
    const body = { event_name: 'signup' };
    await collector.send('POST', '/api/websites/doomed/conversion-events', { key, body });
    const bound = await collector.key({ websites: ['doomed'] });
    const both = await collector.key({ websites: ['doomed', 'kept'] });
    const gone = await remove('doomed', '?confirm=doomed');
    expect(websiteDeleteAnswer.safeParse(gone.body).error).toBeUndefined();
    expect(gone.body).toMatchObject({ website_id: 'doomed', events: 1, payments: 1 });
    expect((await track('doomed', 'v1')).status).toBe(404);
    expect((await track('kept', 'v1', 'page_view', {}, bound.secret)).status).toBe(401);
    expect((await track('kept', 'v1', 'page_view', {}, both.secret)).status).toBe(200);
    expect((await remove('doomed', '?confirm=doomed')).status).toBe(404);
    await collector.website({ id: 'doomed' });
    expect((await track('doomed', 'v1', 'page_view', {}, both.secret)).status).toBe(404);
    expect((await metrics('doomed')).visitors).toBe(0);
    const events = await collector.send('GET', '/api/websites/doomed/conversion-events', { key });
    expect(events.body.conversion_events).toEqual([]);
    expect((await metrics('kept')).visitors).toBe(1);
  });

  it('is not for a test key, which never touches what is live', async () => {
    await collector.website({ id: 'live' });
    const secret = (await collector.key({ test: true })).secret;
    const answer = await collector.send('DELETE', '/api/websites/live?confirm=live', { key: secret });
    expect([answer.status, answer.body.error.details.expected]).toEqual([403, 'a live key']);
    expect((await collector.send('GET', '/api/websites/live', { key })).status).toBe(200);
  });

  it('needs a key of the whole account', async () => {
    await collector.website({ id: 'mine' });
    const bound = (await collector.key({ websites: ['mine'] })).secret;
    expect((await remove('mine', '?confirm=mine', bound)).status).toBe(403);
    expect((await remove('nobody', '?confirm=nobody')).status).toBe(404);
  });
});
