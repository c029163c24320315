import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../../demo-site/seed/api.ts';
import { createInFlight } from '../../../demo-site/seed/in-flight.ts';

type Reply = { status: number; headers?: Record<string, string>; body?: object } | 'hang up';

/** A server that answers so, one after the other, and an API that waits for nothing. */
async function against(...replies: Reply[]) {
  const asked: string[] = [];
  const waits: number[] = [];
  const warnings: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === undefined || reply === 'hang up') return void request.socket.destroy();
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body ?? { success: true, processed: 1, failed: 0, event_ids: [] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const wait = async (ms: number) => waits.push(ms);
  return {
    api: createApi({ url, key: 'bz_live_x', wait, warn: (line) => warnings.push(line) }),
    asked,
    waits,
    warnings,
  };
}

describe('talking to a collector', () => {
  it('sends again what got lost or met a full collector, waiting longer each time', async () => {
    const { api, asked, waits } = await against('hang up', { status: 503 }, { status: 200 });
    expect(await api.sendBatch({})).toEqual({ failed: 0, dropped: 0 });
    expect(asked).toEqual(Array(3).fill('POST /api/events/batch Bearer bz_live_x'));
    expect(waits).toEqual([500, 1000]);
  });

  it('waits as long as it is told, and says so', async () => {
    const { api, waits, warnings } = await against({ status: 429, headers: { 'retry-after': '7' } }, { status: 200 });
    await api.sendPayment({});
    expect(waits).toEqual([7000]);
    expect(warnings.join()).toMatch(/allowance is used up; going on in 7 s/);
  });

  it('does not take being told to wait for a failure, however often', async () => {
    const limited = { status: 429, headers: { 'retry-after': '1' } };
    const { api, waits } = await against(...Array.from({ length: 20 }, () => limited), { status: 200 });
    await api.sendPayment({});
    expect(waits.length).toBe(20);
  });

  it('gives up when nobody answers for long', async () => {
    const { api, asked } = await against('hang up');
    await expect(api.sendBatch({})).rejects.toThrow(/cannot be reached/);
    expect(asked.length).toBe(8);
  });

  it('passes on what the collector says of a mistake, at once', async () => {
    const { api, asked } = await against({ status: 401, body: { error: { message: 'Missing or invalid API key' } } });
    await expect(api.createWebsite({})).rejects.toThrow('answers 401: Missing or invalid API key');
    expect(asked.length).toBe(1);
  });

  it('knows a website that is not there, and tells failures and drops of a batch', async () => {
    const missing = await against({ status: 404 });
    expect(await missing.api.website('none')).toBeNull();
    const body = { success: true, processed: 2, failed: 1, event_ids: [], dropped: [{}, {}] };
    const { api } = await against({ status: 200, body });
    expect(await api.sendBatch({})).toEqual({ failed: 1, dropped: 2 });
  });
});

describe('work in flight', () => {
  it('makes the fast side wait for room, and tells the first failure', async () => {
    const inFlight = createInFlight(2);
    let finishFirst = () => {};
    let failSecond = (_error: Error) => {};
    const first = new Promise<void>((resolve) => {
      finishFirst = resolve;
    });
    const second = new Promise<void>((_resolve, reject) => {
      failSecond = reject;
    });
    await inFlight.add(first);
    let room = false;
    const added = inFlight.add(second).then(() => {
      room = true;
    });
    await Promise.resolve();
    expect(room).toBe(false);
    finishFirst();
    await added;
    failSecond(new Error('no disk'));
    await expect(inFlight.settle()).rejects.toThrow('no disk');
  });
});
