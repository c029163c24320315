import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../../../../collector/contract/endpoints/index.ts';
import { SOON } from '../../../../support/soon.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const OURS = { Origin: 'https://acme.test' };

let now = Date.parse('2024-01-15T12:00:00Z');
let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => now });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

let websites = 0;
async function newWebsite(fields: Parameters<TestCollector['website']>[0] = {}): Promise<string> {
  websites += 1;
  return (await collector.website({ id: `shop${websites}`, ...fields })).id;
}

const post = (body: object, headers: Record<string, string> = OURS, path = '/api/events') =>
  collector.send('POST', path, { body, headers: { 'User-Agent': CHROME, 'Accept-Language': 'en', ...headers } });
const view = (website_id: string, more: object = {}) => ({
  website_id,
  event_name: 'page_view',
  properties: { page_url: 'https://acme.test/pricing?token=secret' },
  ...more,
});

async function read(id: string, query = '') {
  const { status, body } = await collector.send('GET', `/api/websites/${id}/data-quality?${query}`, { key });
  expect(status).toBe(200);
  return body;
}

/** What is refused is written a moment later, in order: once a refusal can be read, so can all before it. */
async function quality(id: string, query = '') {
  const last = await newWebsite();
  await post({ website_id: last });
  await expect.poll(async () => (await read(last)).totals.refused, SOON).toBe(1);
  return read(id, query);
}

describe('GET …/data-quality', () => {
  it('counts each outcome, and answers what is documented', async () => {
    const id = await newWebsite({ settings: { excluded_paths: ['/admin'], gpc: 'drop' } });
    await post(view(id, { event_id: 'e1' }));
    await post(view(id, { event_id: 'e1' }));
    await post(view(id), { ...OURS, 'User-Agent': BOT });
    await post(view(id), { ...OURS, 'Sec-GPC': '1' });
    await post(view(id, { properties: { page_url: 'https://acme.test/admin' } }));
    await post(view(id), { Origin: 'https://Thief.test:8443' });
    await post({ website_id: id, event_name: 7 });
    // A stop writes at once what was refused.
    await collector.restart();
    const body = await read(id, 'period=today');
    expect(endpoints.getDataQuality.answer.strict().safeParse(body).error).toBeUndefined();
    const counts = {
      accepted: 1,
      duplicate: 1,
      refused: 2,
      bot: 1,
      referrer_spam: 0,
      excluded: 1,
      gpc: 1,
      tracking_disabled: 0,
      lost: 0,
    };
    expect(body.totals).toEqual(counts);
    expect(body.days).toEqual([{ date: '2024-01-15', ...counts }]);
    expect(body.dropped.map(({ reason, count }: { reason: string; count: number }) => [reason, count])).toEqual([
      ['bot', 1],
      ['excluded_path', 1],
      ['gpc', 1],
    ]);
    expect(body.refused).toEqual([
      {
        reason: 'invalid_type:event_name',
        count: 1,
        message: 'The field event_name is of the wrong type. Expected a text of 1 to 64 characters',
      },
      {
        reason: 'origin_not_allowed',
        count: 1,
        message: 'The page’s host is not among the allowed domains of the website',
      },
    ]);
    const last_at = '2024-01-15T12:00:00Z';
    expect(body.hostnames).toHaveLength(3);
    expect(body.hostnames).toEqual(
      expect.arrayContaining([
        { hostname: 'acme.test', allowed: true, outcome: 'accepted', events: 1, last_at },
        { hostname: 'acme.test', allowed: true, outcome: 'refused', events: 1, last_at },
        { hostname: 'thief.test', allowed: false, outcome: 'refused', events: 1, last_at },
      ]),
    );
  });

  it('counts the events of a batch, refused in part, as a whole, or at the door', async () => {
    const id = await newWebsite();
    const good = { event_name: 'a' };
    const late = { event_name: 'a', timestamp: '2020-01-01T00:00:00Z' };
    const batch = (events: unknown[], headers?: Record<string, string>) =>
      post({ website_id: id, events }, headers, '/api/events/batch');
    expect((await batch([good, { event_name: '' }, late])).body.failed).toBe(2);
    expect((await batch([{}, { event_name: 'a', properties: { deep: 'x'.repeat(3000) } }])).status).toBe(400);
    expect((await batch([good, good, good], { Origin: 'https://thief.test' })).status).toBe(403);
    expect((await batch([])).status).toBe(400);
    const { totals, refused } = await quality(id);
    expect([totals.accepted, totals.refused]).toEqual([1, 8]);
    expect(
      Object.fromEntries(refused.map((row: { reason: string; count: number }) => [row.reason, row.count])),
    ).toEqual({
      origin_not_allowed: 3,
      'invalid_value:event_name': 1,
      'invalid_value:timestamp': 1,
      'missing_field:event_name': 1,
      'invalid_value:properties': 1,
      'invalid_value:events': 1,
    });
  });

  it('counts what is refused of a key before its body is read, where the key has one website', async () => {
    const id = await newWebsite();
    const reader = (await collector.key({ websites: [id], scopes: ['analytics:read'] })).secret;
    const spent = (await collector.key({ websites: [id], rateLimit: 1 })).secret;
    const other = (await collector.key({ websites: ['elsewhere'] })).secret;
    const track = (secret: string, body: unknown = view(id)) =>
      collector.send('POST', '/api/events', { key: secret, body });
    expect((await track(reader)).status).toBe(403);
    expect((await track(spent, '{')).status).toBe(400);
    expect((await track(spent)).status).toBe(429);
    expect((await track(other)).status).toBe(404);
    const { refused } = await quality(id);
    expect(refused.map(({ reason }: { reason: string }) => reason)).toEqual([
      'malformed_json',
      'out_of_reach',
      'rate_limited',
      'scope_missing',
    ]);
  });

  it('reads what test keys have sent only when asked to', async () => {
    const id = await newWebsite();
    const secret = (await collector.key({ test: true })).secret;
    await collector.send('POST', '/api/events', { key: secret, body: view(id) });
    await collector.send('POST', '/api/events', { key: secret, body: { website_id: id } });
    expect((await quality(id)).totals).toMatchObject({ accepted: 0, refused: 0 });
    expect((await read(id, 'test=true')).totals).toMatchObject({ accepted: 1, refused: 1 });
  });

  it('sums hours into days of the zone; an hour that straddles midnight is of the day in which it begins', async () => {
    const id = await newWebsite({ timezone: 'Asia/Kolkata' });
    const before = now;
    // Midnight in Kolkata is at 18:30 UTC.
    for (const at of ['2024-01-15T17:59:00Z', '2024-01-15T18:45:00Z', '2024-01-15T19:00:00Z']) {
      now = Date.parse(at);
      await post(view(id));
    }
    const accepted = async (query: string) =>
      (await read(id, query)).days.map(({ date, accepted }: { date: string; accepted: number }) => [date, accepted]);
    expect(await accepted('start_date=2024-01-14&end_date=2024-01-16')).toEqual([
      ['2024-01-14', 0],
      ['2024-01-15', 2],
      ['2024-01-16', 1],
    ]);
    expect(await accepted('start_date=2024-01-15&end_date=2024-01-15&timezone=UTC')).toEqual([['2024-01-15', 3]]);
    now = before;
  });

  it('is a table of days as CSV', async () => {
    const id = await newWebsite();
    await post(view(id));
    const path = `/api/websites/${id}/data-quality?period=today&format=csv`;
    const { body, headers } = await collector.send('GET', path, { key });
    expect(headers.get('content-type')).toContain('text/csv');
    expect(body.trim().split('\n')).toEqual([
      'date,accepted,duplicate,refused,bot,referrer_spam,excluded,gpc,tracking_disabled,lost',
      '2024-01-15,1,0,0,0,0,0,0,0,0',
    ]);
  });

  it('demands its scope and a website within reach, and names a bad parameter', async () => {
    const id = await newWebsite();
    const path = `/api/websites/${id}/data-quality`;
    const writer = (await collector.key({ scopes: ['events:write'] })).secret;
    expect((await collector.send('GET', path, { key: writer })).status).toBe(403);
    const bound = (await collector.key({ websites: ['elsewhere'] })).secret;
    expect((await collector.send('GET', path, { key: bound })).status).toBe(404);
    for (const [query, field] of [
      ['period=fortnight', 'period'],
      ['period=custom', 'start_date'],
      ['start_date=2022-01-01', 'start_date'],
      ['start_date=2024-01-01T00:00:00Z&end_date=nonsense', 'end_date'],
      ['timezone=Mars', 'timezone'],
      ['format=xml', 'format'],
      ['test=yes', 'test'],
      ['filter_country=DE', 'filter_country'],
    ]) {
      const { status, body } = await collector.send('GET', `${path}?${query}`, { key });
      expect([query, status, body.error?.details.field]).toEqual([query, 400, field]);
    }
  });

  it('keeps 200 hosts of a day and an outcome, and one row for the rest: a flood hides no accepted host', async () => {
    const id = await newWebsite();
    for (let index = 0; index < 260; index++) {
      expect((await post(view(id), { Origin: `https://h${index}.thief.test` })).status).toBe(403);
    }
    await post(view(id));
    const events = Array.from({ length: 300 }, (_, index) => ({
      event_name: 'page_view',
      properties: { page_url: `https://h${index}.acme.test/` },
    }));
    await collector.send('POST', '/api/events/batch', { key, body: { website_id: id, events } });
    const { hostnames, totals } = await quality(id);
    expect(totals).toMatchObject({ refused: 260, accepted: 301 });
    for (const [outcome, count] of [
      ['refused', 260],
      ['accepted', 301],
    ]) {
      const rows = hostnames.filter((row: { outcome: string }) => row.outcome === outcome);
      expect(rows).toHaveLength(101);
      expect(rows.reduce((sum: number, row: { events: number }) => sum + row.events, 0)).toBe(count);
      expect(rows.find((row: { hostname: string }) => row.hostname === '(other)').allowed).toBe(null);
    }
    expect(hostnames.some((row: { hostname: string }) => row.hostname === 'acme.test')).toBe(true);
  });

  it('writes down no address, key or content of what it refused', async () => {
    const id = await newWebsite();
    const secret = (await collector.key({ websites: [id] })).secret;
    const hidden = { 'hidden-property-key': 'x'.repeat(3000), other: 'hidden-value' };
    await post(view(id, { properties: hidden }), { ...OURS, 'X-Forwarded-For': '203.0.113.77' });
    await collector.send('POST', '/api/events', { key: secret, body: view(id, { event_name: 7, properties: hidden }) });
    await post(view(id), { Origin: 'https://thief.test', Referer: 'https://thief.test/hidden-path' });
    await collector.restart();
    const stored = ['bizness.db', 'bizness.db-wal']
      .map((file) => readFileSync(join(collector.dataDir, file)).toString('latin1'))
      .join();
    expect(stored).toContain('thief.test');
    for (const word of ['hidden-', '203.0.113.77', '127.0.0.1', secret]) expect(stored).not.toContain(word);
  });
});
