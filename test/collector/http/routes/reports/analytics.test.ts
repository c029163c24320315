import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticsAnswer } from '../../../../../collector/contract/reports/analytics.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
let bound: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  await collector.website({ id: 'blog' });
  key = (await collector.key()).secret;
  bound = (await collector.key({ websites: ['shop'] })).secret;
  const events = ['=cmd()', '-formula', 'plain'].map((event_name) => ({ event_name }));
  await collector.send('POST', '/api/events/batch', { key, body: { website_id: 'shop', events } });
  await collector.send('POST', '/api/revenue', { key, body: { website_id: 'shop', amount: -5, product: '+plan' } });
});
afterAll(() => collector.stop());

const ask = (query: string, headers: Record<string, string> = {}, by = key) =>
  collector.send('GET', `/api/analytics?${query}`, { key: by, headers });

describe('GET /api/analytics', () => {
  it('answers in its documented shape', async () => {
    const { status, body } = await ask(
      'website_id=shop&dimensions=event_name&include=timeseries,comparison,realtime,total_rows',
    );
    expect(status).toBe(200);
    expect(analyticsAnswer.safeParse(body).error).toBeUndefined();
    expect(body.metrics.events).toBe(3);
  });

  it('needs no website_id from a key of one website', async () => {
    expect((await ask('period=today', {}, bound)).body.website_id).toBe('shop');
    const { status, body } = await ask('period=today');
    expect([status, body.error.message]).toEqual([400, 'Missing required field: website_id']);
    const two = (await collector.key({ websites: ['shop', 'blog'] })).secret;
    expect((await ask('', {}, two)).status).toBe(400);
  });

  it('answers the breakdown as CSV that no spreadsheet executes', async () => {
    const { status, body, headers } = await ask(
      'website_id=shop&dimensions=event_name&metrics=events&format=csv&sort=event_name',
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(body.trim().split('\n').sort()).toEqual(["'-formula,1", "'=cmd(),1", 'event_name,events', 'plain,1']);
    const money = await ask('website_id=shop&dimensions=product&metrics=revenue&format=csv');
    expect(money.body).toBe("product,revenue\n'+plan,-5\n");
  });

  it('answers CSV to who accepts only that, the time series without dimensions', async () => {
    const { body } = await ask('website_id=shop&period=7d&metrics=events', { Accept: 'text/csv' });
    const lines = body.trim().split('\n');
    expect([lines[0], lines.length]).toEqual(['date,events', 8]);
    const json = await ask('website_id=shop&format=json', { Accept: 'text/csv' });
    expect(json.body.success).toBe(true);
  });

  it('answers CSV with a header alone when there is nothing', async () => {
    const { body } = await ask('website_id=blog&dimensions=country&metrics=visitors&format=csv');
    expect(body).toBe('country,visitors\n');
  });
});
