import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeList, writeStep } from '../../../collector/contract/grammar.ts';
import { startTestCollector, type TestCollector } from '../../support/start-collector.ts';

/** Names that every object has something under, and what a JSON path, SQL or a list could take for more than a name. */
const KEYS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'],
  ...['a"b', "it's", 'a.b', '$.a', '[0]', 'a\\', 'Company, Inc', 'é', '🙂', '%', 'a\nb'],
];

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop' });
  key = (await collector.key({ rateLimit: 100_000 })).secret;
  for (const [place, name] of KEYS.entries()) {
    await post('/api/events', event(`with ${place}`, `{${JSON.stringify(name)}: "x", "worth": 1}`));
  }
  await post('/api/events', event('without', '{}'));
});
afterAll(() => collector.stop());

/** As text: in a literal `__proto__` would be no key. */
const event = (visitor: string, properties: string) =>
  `{"website_id": "shop", "event_name": "page_view", "visitor_id": ${JSON.stringify(visitor)}, "properties": ${properties}}`;

async function post(path: string, body: string) {
  const answer = await collector.send('POST', path, { key, body, headers: { 'Content-Type': 'application/json' } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
async function get(path: string, params: [string, string][]) {
  const query = new URLSearchParams([['website_id', 'shop'], ['period', 'today'], ...params]);
  const answer = await collector.send('GET', `${path}?${query}`, { key });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const preview = async (properties: string) =>
  (
    await post(
      '/api/websites/shop/conversion-events/preview',
      `{"event_name": "page_view", "properties": ${properties}}`,
    )
  ).conversions;

describe.each(KEYS)('a property named %j', (name) => {
  it('is one row of a breakdown, and kept by its filter', async () => {
    const { breakdown } = await get('/api/analytics', [
      ['dimensions', writeList([`prop:${name}`])],
      ['metrics', 'pageviews'],
    ]);
    expect(breakdown).toContainEqual({ [`prop:${name}`]: 'x', pageviews: 1 });
    expect(breakdown).toContainEqual({ [`prop:${name}`]: '(not set)', pageviews: KEYS.length });
    const { metrics } = await get('/api/analytics', [
      [`filter_prop:${name}`, 'is:x'],
      ['metrics', 'pageviews'],
    ]);
    expect(metrics.pageviews).toBe(1);
  });

  it('meets a condition of a conversion event by its value, and without it the condition that it be absent', async () => {
    expect(await preview(`{${JSON.stringify(name)}: "x"}`)).toBe(1);
    expect(await preview(`{${JSON.stringify(name)}: "y"}`)).toBe(0);
    expect(await preview(`{${JSON.stringify(name)}: null}`)).toBe(KEYS.length);
  });

  it('meets a condition of a step by its value, and without it the condition that it be absent', async () => {
    const visitors = async (value: string | null) => {
      const step = writeStep({ kind: 'event', subject: 'page_view', conditions: [[name, value]] });
      return (
        await get('/api/funnels', [
          ['step', step],
          ['step', step],
        ])
      ).steps[0].visitors;
    };
    expect([await visitors('x'), await visitors('y'), await visitors(null)]).toEqual([1, 0, KEYS.length]);
  });

  it('is among the properties of the website, once', async () => {
    const { body } = await collector.send('GET', '/api/websites/shop/properties', { key });
    expect(body.properties.filter((one: { key: string }) => one.key === name)).toEqual([{ key: name, events: 1 }]);
  });

  it('comes back in a stored definition as it was sent', async () => {
    const sent = `{"name": ${JSON.stringify(`Has ${name}`)}, "event_name": "page_view", "properties": {${JSON.stringify(name)}: "x"}}`;
    const { conversion_event: stored } = await post('/api/websites/shop/conversion-events', sent);
    expect(Object.entries(stored.properties)).toEqual([[name, 'x']]);
    expect((await post('/api/websites/shop/conversion-events', sent)).created).toBe(false);
  });

  it('locks a share link', async () => {
    const filters = `{${JSON.stringify(`prop:${name}`)}: "is:x"}`;
    const { share_link: made } = await post('/api/websites/shop/share-links', `{"name": "one", "filters": ${filters}}`);
    const query = 'website_id=shop&period=today&metrics=pageviews';
    const answer = await collector.send('GET', `/api/analytics?${query}`, { key: made.path.split('#')[1] });
    expect(answer.body.metrics?.pageviews, JSON.stringify(answer.body)).toBe(1);
  });
});

describe('a key that is no dimension', () => {
  it.each(KEYS)('%j is refused as a filter of a share link, not left out', async (name) => {
    const body = `{"name": "all", "filters": {${JSON.stringify(name)}: "is:x"}}`;
    const headers = { 'Content-Type': 'application/json' };
    const answer = await collector.send('POST', '/api/websites/shop/share-links', { key, body, headers });
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.field).toBe(`filters.${name}`);
  });
});
