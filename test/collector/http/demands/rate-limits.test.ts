import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestCollector, type TestCollector } from '../../../support/start-collector.ts';

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector({ trustProxy: ['127.0.0.1'] });
  await collector.website({ id: 'shop' });
});
afterAll(() => collector.stop());

const track = (key: string) =>
  collector.send('POST', '/api/events', { key, body: { website_id: 'shop', event_name: 'x' } });
const batch = (key: string) =>
  collector.send('POST', '/api/events/batch', { key, body: { website_id: 'shop', events: [{ event_name: 'x' }] } });

async function times(count: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let done = 0; done < count; done += 50) {
    answers.push(...(await Promise.all(Array.from({ length: Math.min(50, count - done) }, ask))));
  }
  return answers;
}

function allowanceOf({ headers }: Answer) {
  const number = (name: string) => Number(headers.get(name));
  return {
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    reset: number('x-ratelimit-reset'),
    ietf: [number('ratelimit-limit'), number('ratelimit-remaining'), number('ratelimit-reset')],
  };
}

describe('the allowance of a key', () => {
  it('is 1,000 ordinary requests an hour: the next is the first 429, with all headers, after a restart too', async () => {
    const { secret } = await collector.key();
    const first = await track(secret);
    const told = allowanceOf(first);
    expect(told).toMatchObject({ limit: 1000, remaining: 999, ietf: [1000, 999, 3600] });
    expect(Math.abs(told.reset - (Date.now() / 1000 + 3600))).toBeLessThan(60);

    const half = await times(499, () => track(secret));
    await collector.restart();
    const rest = await times(500, () => track(secret));
    expect([...half, ...rest].filter(({ status }) => status !== 200)).toEqual([]);

    const refused = await track(secret);
    expect(refused.status).toBe(429);
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(3000);
    expect(retryAfter).toBeLessThanOrEqual(3600);
    expect(refused.body).toEqual({
      success: false,
      error: {
        code: 'RATE_LIMITED',
        message: expect.any(String),
        details: { limit: 1000, window_seconds: 3600, retry_after: retryAfter },
      },
    });
    expect(allowanceOf(refused)).toMatchObject({ limit: 1000, remaining: 0, ietf: [1000, 0, retryAfter] });

    expect(allowanceOf(await batch(secret))).toMatchObject({ limit: 5000, remaining: 4999 });
    await collector.restart();
    expect((await track(secret)).status).toBe(429);
    expect(allowanceOf(await batch(secret)).remaining).toBe(4998);
    const other = await collector.key();
    expect((await track(other.secret)).status).toBe(200);
  });

  it('may be set for a key', async () => {
    const { secret } = await collector.key({ rateLimit: 3, batchRateLimit: 1 });
    expect((await times(4, () => track(secret))).map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
    expect((await times(2, () => batch(secret))).map(({ status }) => status).sort()).toEqual([200, 429]);
  });

  it('is taken from by invalid requests and told on every refusal', async () => {
    const { secret } = await collector.key({ rateLimit: 5, scopes: ['events:write'], websites: ['shop'] });
    const refusals = [
      await collector.send('POST', '/api/events', { key: secret, body: '{' }),
      await collector.send('POST', '/api/events', { key: secret, body: {} }),
      await collector.send('POST', '/api/revenue', { key: secret, body: {} }),
      await collector.send('POST', '/api/events', { key: secret, body: { website_id: 'nobody', event_name: 'x' } }),
      await collector.send('POST', '/api/events', { key: secret, body: '', headers: { 'Content-Type': 'image/png' } }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 403, 404, 415]);
    expect(refusals.map((answer) => allowanceOf(answer).remaining)).toEqual([4, 3, 2, 1, 0]);
    expect((await track(secret)).status).toBe(429);
  });
});

describe('the allowance of a browser', () => {
  const visit = (address: string, website = 'shop', event: object = { event_name: 'x' }) =>
    collector.send('POST', '/api/events', {
      body: { website_id: website, ...event },
      headers: { Origin: 'https://acme.test', 'X-Forwarded-For': address, 'User-Agent': 'Mozilla/5.0 Firefox/128.0' },
    });

  it('is 1,200 a minute for each address and website, and never taken from a key', async () => {
    await collector.website({ id: 'other' });
    const { secret } = await collector.key();
    expect((await visit('203.0.113.7')).status).toBe(200);
    // What is refused for another reason is taken from it too, and costs no write.
    const others = await times(1199, () => visit('203.0.113.7', 'shop', {}));
    expect(others.filter(({ status }) => status !== 400)).toEqual([]);
    const refused = await visit('203.0.113.7');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(refused.body.error.details).toMatchObject({ limit: 1200, window_seconds: 60 });
    expect((await visit('203.0.113.8')).status).toBe(200);
    expect((await visit('203.0.113.7', 'other')).status).toBe(200);
    expect(allowanceOf(await track(secret)).remaining).toBe(999);
  });

  it('is one for a whole /64 of IPv6', async () => {
    await visit('2001:db8:1:2::1');
    expect(allowanceOf(await visit('2001:db8:1:2:ffff::9')).remaining).toBe(1198);
    expect(allowanceOf(await visit('2001:db8:1:3::1')).remaining).toBe(1199);
  });

  it('is shared by all websites that do not exist', async () => {
    await visit('203.0.113.9', 'nobody-1');
    expect(allowanceOf(await visit('203.0.113.9', 'nobody-2')).remaining).toBe(1198);
  });
});

describe('failed authentication', () => {
  const fail = (address: string) =>
    collector.send('GET', '/api/websites', { key: 'wrong', headers: { 'X-Forwarded-For': address } });

  it('is limited by address, and a good key still gets in from there', async () => {
    const answers = await times(300, () => fail('198.51.100.1'));
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    const refused = await fail('198.51.100.1');
    expect([refused.status, refused.body.error.code]).toEqual([429, 'RATE_LIMITED']);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    expect((await fail('198.51.100.2')).status).toBe(401);
    const { secret } = await collector.key();
    const good = await collector.send('GET', '/api/websites', {
      key: secret,
      headers: { 'X-Forwarded-For': '198.51.100.1' },
    });
    expect(good.status).toBe(200);
  });
});
