import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop', settings: { excluded_paths: ['/admin'] } });
  await collector.website({ id: 'empty' });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const send = (events: unknown[], envelope: object = {}, website = 'shop') =>
  collector.send('POST', '/api/events/batch', { key, body: { website_id: website, ...envelope, events } });

describe('a batch', () => {
  it('stores its good events and names the bad ones by index', async () => {
    const { status, body } = await send([
      { event_name: 'a', event_id: 'one' },
      { event_name: '' },
      'nonsense',
      { event_name: 'b', event_id: 'two', timestamp: 'yesterday' },
      { event_name: 'c', event_id: 'three' },
      { properties: {} },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, processed: 2, failed: 4, event_ids: ['one', 'three'] });
    expect(
      body.errors.map(({ index, error }: { index: number; error: { details: { field: string; reason: string } } }) => [
        index,
        error.details.field,
        error.details.reason,
      ]),
    ).toEqual([
      [1, 'events[1].event_name', 'INVALID_VALUE'],
      [2, 'events[2]', 'INVALID_TYPE'],
      [3, 'events[3].timestamp', 'INVALID_VALUE'],
      [5, 'events[5].event_name', 'MISSING_FIELD'],
    ]);
    expect(body.errors[3].error.message).toBe('Missing required field: events[5].event_name');
  });

  it('is refused with 400 and the same fields when all its events are bad', async () => {
    const { status, body } = await send([{ event_name: 5 }, {}], {}, 'empty');
    expect(status).toBe(400);
    expect(body).toMatchObject({
      success: false,
      error: { code: 'INVALID_REQUEST', details: { field: 'events[0].event_name', reason: 'INVALID_TYPE' } },
      processed: 0,
      failed: 2,
      event_ids: [],
    });
    expect(body.errors).toHaveLength(2);
    const report = await collector.send('GET', '/api/analytics?website_id=empty', { key });
    expect(report.body.metrics.events).toBe(0);
  });

  it('takes 500 events', async () => {
    const { body } = await send(Array.from({ length: 500 }, () => ({ event_name: 'x' })));
    expect(body).toMatchObject({ processed: 500, failed: 0 });
    expect(new Set(body.event_ids).size).toBe(500);
  });

  it('refuses only the event that is over 32 KB', async () => {
    const properties = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, 'x'.repeat(1900)]));
    const { body } = await send([{ event_name: 'x', properties }, { event_name: 'y' }]);
    expect(body).toMatchObject({ processed: 1, failed: 1 });
    expect(body.errors[0].error.details).toMatchObject({
      field: 'events[0]',
      expected: 'event of at most 32768 bytes',
    });
  });

  it('warns of unknown fields wherever they are', async () => {
    const { body } = await send([{ event_name: 'x' }, { event_name: 'x', colour: 'red' }], { shape: 'round' });
    expect(body.processed).toBe(2);
    expect(body.warnings).toEqual([
      { code: 'UNKNOWN_FIELD', field: 'shape', message: expect.any(String) },
      { code: 'UNKNOWN_FIELD', field: 'events[1].colour', message: expect.any(String) },
    ]);
  });

  it('answers a repeat with the same ids and counts it once', async () => {
    const events = [
      { event_name: 'r', event_id: 'r1', timestamp: '2024-01-01T00:00:00Z' },
      { event_name: 'r', message_id: 'r2' },
    ];
    const first = await send(events, {}, 'empty');
    const again = await send(events, {}, 'empty');
    expect(again.body).toEqual(first.body);
    expect(again.body.event_ids).toEqual(['r1', 'r2']);
    const report = await collector.send('GET', '/api/analytics?website_id=empty&period=all', { key });
    expect(report.body.metrics.events).toBe(2);
  });

  it('warns of a repeat with other content', async () => {
    await send([{ event_name: 'd', event_id: 'd1' }]);
    const { body } = await send([{ event_name: 'x' }, { event_name: 'other', event_id: 'd1' }]);
    expect(body).toMatchObject({ processed: 2, failed: 0 });
    expect(body.warnings).toMatchObject([{ code: 'DUPLICATE_DIFFERS', field: 'events[1].event_id' }]);
  });

  it('tells a keyed caller which events were dropped and why', async () => {
    const { body } = await send([
      { event_name: 'page_view', properties: { page_url: 'https://acme.test/admin' } },
      { event_name: 'page_view', event_id: 'kept', properties: { page_url: 'https://acme.test/' } },
    ]);
    expect(body).toEqual({
      success: true,
      processed: 2,
      failed: 0,
      event_ids: ['kept'],
      dropped: [{ index: 0, event_id: null, dropped: 'excluded_path' }],
    });
    const single = await collector.send('POST', '/api/events', {
      key,
      body: { website_id: 'shop', event_name: 'page_view', properties: { page_url: 'https://acme.test/admin' } },
    });
    expect(single.body).toMatchObject({ success: true, event_id: null, dropped: 'excluded_path' });
  });
});
