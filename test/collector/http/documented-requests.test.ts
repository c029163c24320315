import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchAnswer, eventAnswer } from '../../../collector/contract/event.ts';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'your-website-id', domain: 'yourdomain.com' });
  key = (await collector.key({ websites: ['your-website-id'] })).secret;
});
afterAll(() => collector.stop());

describe('the requests printed in the API reference', () => {
  it('tracks one event and answers exactly the documented keys', async () => {
    const { status, body } = await collector.send('POST', '/api/events', {
      key,
      body: {
        website_id: 'your-website-id',
        event_name: 'button_click',
        visitor_id: 'optional-visitor-id',
        properties: { button_text: 'Sign Up', page_url: 'https://yourdomain.com/pricing', value: 29.99 },
        timestamp: '2024-01-15T10:30:00Z',
      },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      event_id: expect.stringMatching(/^evt_\w+$/),
      timestamp: '2024-01-15T10:30:00Z',
    });
    expect(Object.keys(body)).toEqual(['success', 'event_id', 'timestamp']);
    expect(eventAnswer.safeParse(body).success).toBe(true);
  });

  it('tracks the event of the first example, which names no visitor', async () => {
    const { status, body } = await collector.send('POST', '/api/events', {
      key,
      body: {
        website_id: 'your-website-id',
        event_name: 'custom_event',
        properties: { value: 99.99, category: 'purchase' },
      },
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['success', 'event_id', 'timestamp']);
  });

  it('tracks a batch and answers exactly the documented keys', async () => {
    const { status, body } = await collector.send('POST', '/api/events/batch', {
      key,
      body: {
        website_id: 'your-website-id',
        events: [
          {
            event_name: 'page_view',
            properties: { page_url: 'https://yourdomain.com/home', page_title: 'Homepage' },
            timestamp: '2024-01-15T10:30:00Z',
          },
          {
            event_name: 'button_click',
            properties: { button_text: 'Learn More', section: 'hero' },
            timestamp: '2024-01-15T10:30:15Z',
          },
        ],
      },
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['success', 'processed', 'failed', 'event_ids']);
    expect(body).toMatchObject({ success: true, processed: 2, failed: 0 });
    expect(new Set(body.event_ids).size).toBe(2);
    expect(batchAnswer.safeParse(body).success).toBe(true);
  });

  it('refuses an event without website_id in the documented words', async () => {
    const { status, body } = await collector.send('POST', '/api/events', { key, body: { event_name: 'x' } });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      success: false,
      error: {
        code: 'INVALID_REQUEST',
        message: 'Missing required field: website_id',
        details: { field: 'website_id', expected: 'string' },
      },
    });
  });
});
