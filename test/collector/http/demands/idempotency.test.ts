import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestCollector, type TestCollector } from '../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
let clock = Date.parse('2026-03-01T12:00:00Z');
beforeAll(async () => {
  collector = await startTestCollector({ now: () => clock });
  await collector.website({ id: 'shop' });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const post = (path: string, body: unknown, idempotencyKey: string, by = key): Promise<Answer> =>
  collector.send('POST', path, { key: by, body, headers: { 'Idempotency-Key': idempotencyKey } });
const event = (name = 'x') => ({ website_id: 'shop', event_name: name });

async function eventsNamed(name: string): Promise<number> {
  const { body } = await collector.send(
    'GET',
    `/api/analytics?website_id=shop&metrics=events&filter_event_name=${name}`,
    { key },
  );
  return body.metrics.events;
}

describe('a request with an Idempotency-Key', () => {
  it.each([
    ['/api/events', event('once')],
    ['/api/events/batch', { website_id: 'shop', events: [{ event_name: 'twice' }, { event_name: 5 }] }],
    ['/api/revenue', { website_id: 'shop', amount: 5 }],
    ['/api/websites', { domain: 'new.test' }],
    ['/api/websites/shop/conversion-events', { event_name: 'signup' }],
  ])('is answered once and then replayed: POST %s', async (path, body) => {
    const first = await post(path, body, `key ${path}`);
    const again = await post(path, body, `key ${path}`);
    expect(first.status).toBe(200);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(again.headers.get('x-ratelimit-remaining')).not.toBe(first.headers.get('x-ratelimit-remaining'));
  });

  it('stores its event once', async () => {
    await post('/api/events', event('single'), 'k1');
    await post('/api/events', event('single'), 'k1');
    expect(await eventsNamed('single')).toBe(1);
  });

  it('is refused with 409 when the key was used for another body or path', async () => {
    await post('/api/events', event(), 'k2');
    for (const other of [await post('/api/events', event('y'), 'k2'), await post('/api/revenue', event(), 'k2')]) {
      expect([other.status, other.body.error.code]).toEqual([409, 'CONFLICT']);
      expect(other.body.error.details.field).toBe('Idempotency-Key');
    }
  });

  it('is its own for each API key', async () => {
    const other = (await collector.key()).secret;
    const [mine, theirs] = [await post('/api/events', event(), 'k3'), await post('/api/events', event(), 'k3', other)];
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(theirs.body.event_id).not.toBe(mine.body.event_id);
  });

  it('is not remembered when it was refused', async () => {
    expect((await post('/api/events', { website_id: 'shop' }, 'k4')).status).toBe(400);
    const good = await post('/api/events', event(), 'k4');
    expect([good.status, good.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });

  it('waits for its twin when both come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/api/events', event('crowd'), 'k5')));
    expect(new Set(answers.map(({ body }) => body.event_id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await eventsNamed('crowd')).toBe(1);
  });

  it('mints the same ids again when the collector fell over before it could remember the answer', async () => {
    const remember = collector.registry.rememberAnswer;
    collector.registry.rememberAnswer = () => Promise.reject(new Error('power cut'));
    const broken = [
      await post('/api/events', event('crash'), 'k6'),
      await post('/api/revenue', { website_id: 'shop', amount: 77 }, 'k7'),
    ];
    collector.registry.rememberAnswer = remember;
    expect(broken.map(({ status }) => status)).toEqual([500, 500]);
    expect((await post('/api/events', event('crash'), 'k6')).status).toBe(200);
    expect(await eventsNamed('crash')).toBe(1);
    expect((await post('/api/revenue', { website_id: 'shop', amount: 77 }, 'k7')).body.duplicate).toBe(true);
  });

  it('may be 255 characters long, not more', async () => {
    expect((await post('/api/events', event(), 'k'.repeat(255))).status).toBe(200);
    const long = await post('/api/events', event(), 'k'.repeat(256));
    expect([long.status, long.body.error.details.field]).toEqual([400, 'Idempotency-Key']);
  });

  it('survives a restart and is forgotten after 24 hours', async () => {
    const first = await post('/api/revenue', { website_id: 'shop', amount: 9 }, 'k8');
    await collector.restart();
    clock += 23 * 3_600_000;
    expect((await post('/api/revenue', { website_id: 'shop', amount: 9 }, 'k8')).body).toEqual(first.body);
    clock += 2 * 3_600_000;
    const later = await post('/api/revenue', { website_id: 'shop', amount: 10 }, 'k8');
    expect([later.status, later.headers.get('idempotency-replayed')]).toEqual([200, null]);
  });
});
