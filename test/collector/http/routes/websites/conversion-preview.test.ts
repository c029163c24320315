import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversionPreviewAnswer } from '../../../../../collector/contract/account/conversion-event.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const NOW = Date.parse('2024-01-20T12:00:00Z');
let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => NOW });
  key = (await collector.key()).secret;
  await collector.website({ id: 'acme' });
  const event = (visitor_id: string, event_name: string, day: string, properties = {}) => ({
    visitor_id,
    event_name,
    timestamp: `2024-01-${day}T10:00:00Z`,
    properties,
  });
  const page = (path: string) => ({ page_url: `https://acme.test${path}` });
  const events = [
    event('v1', 'page_view', '15', page('/docs/a')),
    event('v1', 'signup', '15', { plan: 'pro', price: 20 }),
    event('v2', 'page_view', '16', page('/docs/b')),
    event('v2', 'page_view', '16', page('/docs/b')),
    event('v2', 'signup', '16', { plan: 'free' }),
    event('v3', 'page_view', '16', page('/pricing')),
  ];
  await collector.send('POST', '/api/events/batch', { key, body: { website_id: 'acme', events } });
});
afterAll(() => collector.stop());

const base = '/api/websites/acme/conversion-events';
const preview = (body: object) => collector.send('POST', `${base}/preview`, { key, body });

describe('POST conversion-events/preview', () => {
  it('counts what an event would count, says what it meets and when, and creates nothing', async () => {
    const { status, body } = await preview({ event_name: 'signup', value: 5, value_property: 'price', period: '7d' });
    expect(status).toBe(200);
    expect(conversionPreviewAnswer.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({
      period: { start: '2024-01-14T00:00:00+00:00', timezone: 'UTC', interval: 'day' },
      conversions: 2,
      converting_visitors: 2,
      conversion_rate: 66.67,
      conversion_value: 25,
      events: [{ event_name: 'signup', count: 2 }],
    });
    expect(body.timeseries.map(({ conversions }: { conversions: number }) => conversions)).toEqual([
      0, 1, 1, 0, 0, 0, 0,
    ]);
    expect(body.timeseries[1]).toEqual({ date: '2024-01-15', conversions: 1 });
    expect((await collector.send('GET', base, { key })).body.conversion_events).toEqual([]);
  });

  it('lists the pages that a pattern meets, the commonest first', async () => {
    const { body } = await preview({ page_path: '/docs/*', count: 'once_per_session' });
    expect(body).toMatchObject({ conversions: 2, conversion_value: null });
    expect(body.events).toEqual([
      { page: '/docs/b', count: 2 },
      { page: '/docs/a', count: 1 },
    ]);
  });

  it('shows nothing, plainly, where nothing is met', async () => {
    const { body } = await preview({ event_name: 'signup', properties: { plan: 'gold' } });
    expect(body).toMatchObject({ conversions: 0, conversion_rate: 0, events: [] });
  });

  it('shows the figures that the created event then has', async () => {
    const definition = { page_path: '/docs/**', value: 3 };
    const { body: foreseen } = await preview({ ...definition, period: '30d' });
    await collector.send('POST', base, { key, body: definition });
    const { body } = await collector.send('GET', `${base}?include=stats&period=30d`, { key });
    const { conversions, converting_visitors, conversion_rate, conversion_value } = foreseen;
    expect(body.conversion_events).toMatchObject([
      { conversions, converting_visitors, conversion_rate, conversion_value },
    ]);
    expect(conversions).toBe(3);
  });

  it.each([
    [{}, 'event_name'],
    [{ event_name: 'a', page_path: '/b' }, 'page_path'],
    [{ event_name: 'a', period: 'custom' }, 'period'],
    [{ event_name: 'a', period: 'ever' }, 'period'],
    [{ event_name: 'a', currency: 'QQQ' }, 'currency'],
    [{ event_name: 'a', dates: 1 }, 'dates'],
  ])('refuses %j by the name of the field', async (body, field) => {
    const answer = await preview(body);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });
});
