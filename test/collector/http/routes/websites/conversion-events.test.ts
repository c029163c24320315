import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  conversionEventAnswer,
  conversionEventsAnswer,
} from '../../../../../collector/contract/account/conversion-event.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const path = (site: string, rest = '') => `/api/websites/${site}/conversion-events${rest}`;
const create = (site: string, body: object) => collector.send('POST', path(site), { key, body });
const list = (site: string, query = '') => collector.send('GET', path(site) + query, { key });

describe('POST conversion-events', () => {
  it('creates once and finds the same definition again', async () => {
    await collector.website({ id: 'a' });
    const first = await create('a', { event_name: 'signup', value: 5 });
    expect(first.status).toBe(200);
    expect(conversionEventAnswer.safeParse(first.body).error).toBeUndefined();
    expect(first.body).toMatchObject({
      success: true,
      conversion_event_id: expect.stringMatching(/^cev_/),
      created: true,
      conversion_event: { name: 'signup', type: 'event', event_name: 'signup', page_path: null, active: true },
    });
    const again = await create('a', { event_name: 'signup', value: 5, type: 'event', match: 'exact' });
    expect(again.body).toEqual({ ...first.body, created: false });
  });

  it('refuses the same name for another definition with 409', async () => {
    await collector.website({ id: 'b' });
    await create('b', { name: 'Sale', event_name: 'buy' });
    const other = await create('b', { name: 'Sale', page_path: '/thanks' });
    expect([other.status, other.body.error.code]).toEqual([409, 'CONFLICT']);
    expect((await list('b')).body.conversion_events).toHaveLength(1);
  });

  it('creates one when the same definition comes many times at once', async () => {
    await collector.website({ id: 'c' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('c', { event_name: 'rush' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.conversion_event_id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.created)).toHaveLength(1);
  });
});

describe('PUT and DELETE conversion-events', () => {
  it('changes, archives and brings back', async () => {
    await collector.website({ id: 'd' });
    const { body } = await create('d', { event_name: 'signup' });
    const one = path('d', `/${body.conversion_event_id}`);
    const changed = await collector.send('PUT', one, { key, body: { name: 'Sign-up', value: 3 } });
    expect(changed.body).toMatchObject({
      created: false,
      conversion_event: { name: 'Sign-up', value: 3, event_name: 'signup' },
    });
    const moved = await collector.send('PUT', one, { key, body: { event_name: null, page_path: '/a/*' } });
    expect(moved.body.conversion_event).toMatchObject({ type: 'page', page_path: '/a/*', match: 'wildcard', value: 3 });
    const archived = await collector.send('DELETE', one, { key });
    expect(archived.body).toMatchObject({ success: true, conversion_event: { active: false } });
    expect((await collector.send('DELETE', one, { key })).status).toBe(200);
    expect((await list('d')).body.conversion_events).toEqual([]);
    await create('d', { name: 'Sign-up', event_name: 'other' });
    const back = await collector.send('PUT', one, { key, body: { active: true } });
    expect([back.status, back.body.error.code]).toEqual([409, 'CONFLICT']);
    const renamed = await collector.send('PUT', one, { key, body: { active: true, name: 'Visit' } });
    expect(renamed.body.conversion_event.active).toBe(true);
  });

  it('answers 404 for an unknown one, and for one of another website', async () => {
    await collector.website({ id: 'e' });
    await collector.website({ id: 'f' });
    const { body } = await create('e', { event_name: 'x' });
    for (const address of [path('f', `/${body.conversion_event_id}`), path('f', '/cev_unknown')]) {
      const answer = await collector.send('DELETE', address, { key });
      expect([answer.status, answer.body.error.code]).toEqual([404, 'NOT_FOUND']);
    }
  });
});

describe('GET conversion-events', () => {
  it('lists page by page, with figures on request', async () => {
    await collector.website({ id: 'g' });
    for (const event_name of ['one', 'two', 'three']) await create('g', { event_name, value: 2 });
    const event = { website_id: 'g', event_name: 'one', visitor_id: 'v' };
    await collector.send('POST', '/api/events', { key, body: { ...event, event_name: 'page_view' } });
    await collector.send('POST', '/api/events', { key, body: event });
    const first = await list('g', '?limit=2&include=stats&period=7d');
    expect(conversionEventsAnswer.safeParse(first.body).error).toBeUndefined();
    expect(first.body.conversion_events).toMatchObject([
      { name: 'one', conversions: 1, converting_visitors: 1, conversion_rate: 100, conversion_value: 2 },
      { name: 'two', conversions: 0, converting_visitors: 0, conversion_rate: 0 },
    ]);
    const second = await list('g', `?limit=2&cursor=${first.body.pagination.next_cursor}`);
    expect(second.body.conversion_events.map(({ name }: { name: string }) => name)).toEqual(['three']);
    expect(second.body.conversion_events[0]).not.toHaveProperty('conversions');
    expect((await list('g', '?include=stats&period=custom')).body.error.details.field).toBe('period');
    expect((await list('g', '?include=colours')).status).toBe(400);
  });
});
