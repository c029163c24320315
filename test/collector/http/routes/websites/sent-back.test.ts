import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUp, type Visitor } from '../../../../support/people.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let owner: Visitor;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop', name: 'Shop' });
  key = (await collector.key()).secret;
  owner = await setUp(collector);
});
afterAll(() => collector.stop());

/** What is read, where it is changed, and the name under which an answer tells it. */
const PAIRS: [
  what: string,
  make: () => Promise<{ path: string; read: () => Promise<Record<string, unknown>>; name: string }>,
][] = [
  [
    'a website',
    async () => ({
      path: '/api/websites/shop',
      read: async () => (await owner.send('GET', '/api/websites/shop')).body.website,
      name: 'website',
    }),
  ],
  [
    'a conversion event',
    async () => {
      const list = '/api/websites/shop/conversion-events';
      const made = await owner.send('POST', list, { body: { event_name: 'signup', value: 5 } });
      const read = async () => (await owner.send('GET', list)).body.conversion_events[0];
      return { path: `${list}/${made.body.conversion_event_id}`, read, name: 'conversion_event' };
    },
  ],
  [
    'a conversion event with its figures',
    async () => {
      const list = '/api/websites/shop/conversion-events';
      const made = await owner.send('POST', list, { body: { event_name: 'signup', value: 5 } });
      const read = async () => (await owner.send('GET', `${list}?include=stats`)).body.conversion_events[0];
      return { path: `${list}/${made.body.conversion_event_id}`, read, name: 'conversion_event' };
    },
  ],
  [
    'an annotation',
    async () => {
      const list = '/api/websites/shop/annotations';
      const made = await owner.send('POST', list, { body: { date: '2024-01-15', text: 'Launch' } });
      const read = async () => (await owner.send('GET', list)).body.annotations[0];
      return { path: `${list}/${made.body.annotation.id}`, read, name: 'annotation' };
    },
  ],
  [
    'a person',
    async () => ({
      path: `/api/people/${owner.id}`,
      read: async () => (await owner.send('GET', '/api/people')).body.people[0],
      name: 'person',
    }),
  ],
  [
    'oneself',
    async () => ({
      path: '/api/session/profile',
      read: async () => (await owner.send('GET', '/api/session')).body.person,
      name: 'person',
    }),
  ],
];

/** What moves by itself. */
const still = ({ last_seen_at, last_event_at, ...rest }: Record<string, unknown>) => rest;

describe.each(PAIRS)('%s sent back as it was read', (_, make) => {
  it('changes nothing: alone, and as the whole answer', async () => {
    const { path, read, name } = await make();
    const before = await read();
    const alone = await owner.send('PUT', path, { body: before });
    expect([alone.status, alone.body.error]).toEqual([200, undefined]);
    const whole = await owner.send('PUT', path, { body: alone.body });
    expect([whole.status, whole.body.error]).toEqual([200, undefined]);
    expect(still(whole.body[name])).toEqual(still(alone.body[name]));
    expect(still(await read())).toEqual(still(before));
  });

  it.each(['id'])('is refused with another %s', async (field) => {
    const { path, read, name } = await make();
    const told = { ...(await read()), [field]: 'another' };
    for (const body of [told, { success: true, [name]: told }]) {
      const answer = await owner.send('PUT', path, { body });
      expect([answer.status, answer.body.error?.details.field]).toEqual([400, field]);
    }
  });

  it('is refused with a field that nobody knows, beside it or within', async () => {
    const { path, read, name } = await make();
    const told = await read();
    for (const body of [
      { ...told, colour: 'red' },
      { success: true, [name]: { ...told, colour: 'red' } },
      { [name]: told, colour: 'red' },
    ]) {
      const answer = await owner.send('PUT', path, { body });
      expect([answer.status, answer.body.error?.details]).toMatchObject([
        400,
        { field: 'colour', reason: 'UNKNOWN_FIELD' },
      ]);
    }
  });
});

describe('GET /api/websites/{id}', () => {
  const get = (headers: Record<string, string> = {}) => collector.send('GET', '/api/websites/shop', { key, headers });

  it('is 304 to the tag it gave, strong or weak, while it would tell the same', async () => {
    const tag = (await get()).headers.get('etag') ?? '';
    for (const asked of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { status, body, headers } = await get({ 'If-None-Match': asked });
      expect([status, body, headers.get('etag')]).toEqual([304, '', tag]);
    }
    expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('is 200 when an event has arrived since, which forbids no edit', async () => {
    const tag = (await get()).headers.get('etag') ?? '';
    await collector.send('POST', '/api/events', { key, body: { website_id: 'shop', event_name: 'x' } });
    const again = await get({ 'If-None-Match': tag });
    expect([again.status, again.body.website.last_event_at]).not.toEqual([304, null]);
    const put = (name: string, match: string) =>
      collector.send('PUT', '/api/websites/shop', { key, body: { name }, headers: { 'If-Match': match } });
    expect((await put('Edited', tag)).status).toBe(200);
    expect((await put('Edited again', tag)).status).toBe(409);
  });
});
