import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { mintKey } from '../../../collector/account/key.ts';
import { createWebsite } from '../../../collector/account/website.ts';
import { createApp } from '../../../collector/http/app.ts';
import type { Dependencies } from '../../../collector/http/dependencies.ts';
import { type Listening, listen } from '../../../collector/http/listen.ts';
import { createArrivals } from '../../../collector/http/routes/quality/latest-arrivals.ts';
import { StoreUnavailable } from '../../../collector/store/event-store.ts';

/* What cannot be had from a healthy collector: the rooms below it fail. */

const NOW = Date.parse('2026-03-01T12:00:00Z');
const { key, secret } = mintKey({}, NOW);
const website = { number: 1, ...createWebsite({ id: 'shop', domain: 'acme.test' }, NOW) };
const allowance = { limit: 10, remaining: 9, resetMs: 1000, windowSeconds: 3600, exceeded: false };

let server: Listening;
let logged: string[] = [];
afterEach(() => server.close());

async function trackWith(failing: Partial<Dependencies>): Promise<Response> {
  logged = [];
  const dependencies = {
    now: () => NOW,
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
    registry: { keyByHash: () => key, keyUsed: () => {}, website: () => website },
    arrivals: createArrivals(NOW),
    refusals: { count: () => {} },
    limits: { key: async () => allowance },
    trustProxy: [],
    snippetDir: '/nowhere',
    dashboardDir: '/nowhere',
    ready: () => true,
    ...failing,
  };
  server = await listen(createApp(dependencies as unknown as Dependencies), { host: '127.0.0.1', port: 0 });
  return fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ website_id: 'shop', event_name: 'x' }),
  });
}

describe('a store that takes no writes', () => {
  it('is answered 503 with Retry-After, and the words of the store stay in the log', async () => {
    const response = await trackWith({ ingest: () => Promise.reject(new StoreUnavailable('SQLITE_FULL at /data')) });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(response.headers.get('x-ratelimit-remaining')).toBe('9');
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ success: false, error: { code: 'SERVICE_UNAVAILABLE' } });
    expect(body).not.toMatch(/SQLITE|\/data/);
    expect(logged.join('')).toContain('SQLITE_FULL');
  });

  it('is told by /api/health/ready, while /api/health still answers', async () => {
    await trackWith({ ready: () => false, ingest: async () => [] });
    const ready = await fetch(`${server.url}/api/health/ready`);
    expect([ready.status, ready.headers.has('retry-after')]).toEqual([503, true]);
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  });
});

describe('a mistake of ours', () => {
  it('is answered 500 without a word of it, and logged with the request id', async () => {
    const response = await trackWith({ ingest: () => Promise.reject(new Error('select * from secrets')) });
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ success: false, error: { code: 'INTERNAL_ERROR' } });
    expect(body).not.toContain('secrets');
    expect(logged.join('')).toContain('select * from secrets');
    expect(logged.join('')).toContain(response.headers.get('x-request-id'));
  });
});

describe('a snippet that has not been built', () => {
  it('is answered 404', async () => {
    await trackWith({ ingest: async () => [] });
    for (const path of ['/bizness.js', '/api/snippet']) expect((await fetch(server.url + path)).status).toBe(404);
  });
});
