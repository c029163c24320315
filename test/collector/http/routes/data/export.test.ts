import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { biznessOk } from '../../../../support/command.ts';
import { SOON } from '../../../../support/soon.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  key = (await collector.key()).secret;
  await collector.website({ id: 'acme', domain: 'acme.com', timezone: 'Europe/Paris' });
  const events = Array.from({ length: 480 }, (_, index) => ({
    event_id: `e${index}`,
    event_name: index === 0 ? '=1+1' : 'page_view',
    visitor_id: `v${index % 7}`,
    timestamp: new Date(Date.parse('2024-01-15T22:59:59Z') + index * 1000).toISOString(),
    properties: { page_url: 'https://acme.com/', filler: 'x'.repeat(100) },
  }));
  // Two pieces of an export.
  for (let batch = 0; batch < 2; batch++) {
    const body = {
      website_id: 'acme',
      events: events.map((event) => ({ ...event, event_id: `${event.event_id}-${batch}` })),
    };
    expect((await collector.send('POST', '/api/events/batch', { key, body })).status).toBe(200);
  }
  for (const [transaction_id, timestamp] of [
    ['t1', '2024-01-15T10:00:00Z'],
    ['t2', '2024-02-15T10:00:00Z'],
  ]) {
    const body = { website_id: 'acme', amount: 12.5, transaction_id, customer_email: 'ann@acme.com', timestamp };
    expect((await collector.send('POST', '/api/revenue', { key, body })).status).toBe(200);
  }
});
afterAll(() => collector.stop());

const path = '/api/websites/acme/export';
const exported = (query = '', by = key) => collector.send('GET', path + query, { key: by });
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Asks, and leaves before there can be an answer. */
const askAndLeave = (address: string) =>
  new Promise<void>((resolve) => {
    const request = get(collector.url + address, { headers: { Authorization: `Bearer ${key}` } });
    request.on('error', () => resolve());
    request.on('finish', () => request.destroy());
  });

/** Begins a download and hands it over unread. */
const begin = (address: string) =>
  new Promise<IncomingMessage>((resolve) => {
    get(collector.url + address, { headers: { Authorization: `Bearer ${key}` } }, resolve);
  });

describe('GET /api/backup', () => {
  const partials = () => readdirSync(collector.dataDir).filter((name) => name.includes('partial'));

  it('is a sound store that holds what was acknowledged, and leaves nothing behind', async () => {
    const response = await fetch(`${collector.url}/api/backup`, { headers: { Authorization: `Bearer ${key}` } });
    expect(response.headers.get('content-type')).toBe('application/vnd.sqlite3');
    expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="bizness-\d{4}-\d\d-\d\d\.db"/);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length);
    const file = join(collector.dataDir, 'copy.db');
    writeFileSync(file, bytes);
    const copy = new Database(file);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('select count(*) from events').pluck().get()).toBe(960);
    copy.close();
    expect(partials()).toEqual([]);
  });

  it('leaves nothing behind when the client goes, or a collector was killed on the way', async () => {
    (await begin('/api/backup')).destroy();
    await expect.poll(partials, SOON).toEqual([]);
    writeFileSync(join(collector.dataDir, 'backup-00ff.partial'), 'half');
    writeFileSync(join(collector.dataDir, 'backup-00ff.partial-journal'), 'half');
    await collector.restart();
    expect(partials()).toEqual([]);
    expect(statSync(join(collector.dataDir, 'bizness.db')).size).toBeGreaterThan(0);
  });

  it('is not made for whoever has gone, and not for a crowd', async () => {
    const made = () => collector.send('GET', '/api/backup', { key }).then(({ status, headers }) => [status, headers]);
    const crowd = await Promise.all(Array.from({ length: 12 }, made));
    const refused = crowd.filter(([status]) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(crowd.every(([status]) => status === 200 || status === 429)).toBe(true);
    await Promise.all(Array.from({ length: 8 }, () => askAndLeave('/api/backup')));
    await expect.poll(async () => (await made())[0], SOON).toBe(200);
    expect(partials()).toEqual([]);
  });

  it('needs a key of the whole account that may both export and write', async () => {
    for (const choices of [
      { websites: ['acme'] },
      { scopes: ['export:read' as const] },
      { scopes: ['websites:write' as const] },
    ]) {
      const { secret } = await collector.key(choices);
      expect((await collector.send('GET', '/api/backup', { key: secret })).status).toBe(403);
    }
  });
});

describe('GET /api/websites/{id}/export', () => {
  it('gives the rows of `bizness export`, to keep', async () => {
    const { status, headers, body } = await exported();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    expect(headers.get('content-disposition')).toBe('attachment; filename="acme.com-events.ndjson"');
    expect(headers.get('x-ratelimit-limit')).toBe('1000');
    expect(lines(body)).toHaveLength(960);
    expect(body).toBe(await biznessOk(['export', '--website', 'acme', '--data-dir', collector.dataDir]));
    const csv = await exported('?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [heading, first] = parse(csv.body);
    expect(heading?.slice(0, 2)).toEqual(['event_id', 'event_name']);
    expect(first?.[1]).toBe("'=1+1");
    expect(csv.body).toBe(
      await biznessOk(['export', '--website', 'acme', '--format', 'csv', '--data-dir', collector.dataDir]),
    );
  });

  it('takes only the days that are asked for, in the website’s zone', async () => {
    const count = async (query: string) => lines((await exported(query)).body).length;
    expect(await count('?start_date=2024-01-16&end_date=2024-01-16')).toBe(958);
    expect(await count('?start_date=2024-01-15&end_date=2024-01-15&timezone=UTC')).toBe(960);
    expect(await count('?end_date=2024-01-15')).toBe(2);
    expect(await count('?end_date=2024-01-16T00:00:00%2B01:00')).toBe(2);
  });

  it('gives every payment without the hash of an address, also by `bizness export --payments`', async () => {
    const { body, headers } = await exported('?kind=payments');
    expect(headers.get('content-disposition')).toContain('acme.com-payments.ndjson');
    const listed = await collector.send('GET', '/api/revenue?website_id=acme&period=all', { key });
    const told = listed.body.payments.map(({ attribution, ...payment }: Record<string, unknown>) => payment);
    expect(lines(body)).toEqual(told.reverse());
    expect(body).not.toContain('hash');
    expect(lines((await exported('?kind=payments&start_date=2024-02-01&end_date=2024-02-29')).body)).toMatchObject([
      { transaction_id: 't2', amount: 12.5 },
    ]);
    const command = ['export', '--website', 'acme', '--payments', '--data-dir', collector.dataDir];
    expect(body).toBe(await biznessOk(command));
    const csv = await exported('?kind=payments&format=csv');
    expect(csv.body).toBe(await biznessOk([...command, '--format', 'csv']));
    expect(parse(csv.body, { columns: true })).toMatchObject([{ transaction_id: 't1', amount: '12.5' }, {}]);
  });

  it('keeps test data apart', async () => {
    expect((await exported('?test=true')).body).toBe('');
    expect((await exported('?test=true&kind=payments&format=csv')).body.trimEnd().split('\n')).toHaveLength(1);
    expect((await exported('?kind=excluded')).body).toBe('');
  });

  it('ends when the client has gone, so that others find room', async () => {
    // More than the buffers of a connection hold, in few events: each takes time to store.
    await collector.website({ id: 'big' });
    const properties = Object.fromEntries(Array.from('abcd', (name) => [name, 'x'.repeat(2000)]));
    const events = Array.from({ length: 60 }, () => ({ event_name: 'import', properties }));
    for (let batch = 0; batch < 20; batch++) {
      const { status } = await collector.send('POST', '/api/events/batch', {
        key,
        body: { website_id: 'big', events },
      });
      expect(status).toBe(200);
    }
    const downloads = await Promise.all(Array.from({ length: 4 }, () => begin('/api/websites/big/export')));
    expect(downloads.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    const refused = await exported();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    for (const download of downloads) download.destroy();
    await expect.poll(async () => (await exported()).status, SOON).toBe(200);
  });

  it('ends when the client has gone before the first row was there', async () => {
    await Promise.all(Array.from({ length: 4 }, () => askAndLeave(path)));
    await expect.poll(async () => (await exported()).status, SOON).toBe(200);
  });

  it.each([
    ['?format=xml', 'format'],
    ['?kind=sessions', 'kind'],
    ['?start_date=2024-02-30', 'start_date'],
    ['?end_date=2024-02-30', 'end_date'],
    ['?end_date=soon', 'end_date'],
    ['?start_date=2024-01-15&timezone=Mars', 'timezone'],
    ['?limit=1', 'limit'],
  ])('refuses %s', async (query, field) => {
    const answer = await exported(query);
    expect([answer.status, answer.body.error.details.field]).toEqual([400, field]);
  });

  it('needs export:read', async () => {
    const reader = (await collector.key({ scopes: ['analytics:read'] })).secret;
    expect((await exported('', reader)).status).toBe(403);
  });
});
