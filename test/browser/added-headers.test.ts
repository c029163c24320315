import { describe, expect, it, vi } from 'vitest';
import { engineRoom } from '../support/delivery/engine-room.ts';
import { ENGINES } from '../support/engines/index.ts';
import { tagged, tagOf } from '../support/sent.ts';
import { SOON } from '../support/soon.ts';
import { stored } from '../support/stored.ts';

/* Pages whose own scripts add headers to every request, as those for tracing and signing in do. */

const adding = (headers: object) => `<script>{
  const { fetch } = window;
  const added = ${JSON.stringify(headers)};
  window.fetch = (url, options = {}) => fetch(url, { ...options, headers: { ...options.headers, ...added } });
}</script>`;

describe.each(ENGINES)('events of a page arrive from $name', { retry: 0 }, (engine) => {
  const room = engineRoom(engine);

  it.each<[string, Record<string, string>]>([
    ['for tracing', { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'X-Own': '1' }],
    ['that sign in to its own server', { Authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln', 'X-CSRF-Token': '1' }],
    ['that sign in nobody', { Authorization: '' }],
  ])('though it adds headers %s', async (what, headers) => {
    const name = `${engine.name}: headers ${what}`.slice(0, 64);
    await room.visit((wire) => ({ '/': tagged(tagOf(wire, 'shop'), '', adding(headers)) }));
    await room.tab.evaluate((name: string) => window.bizness?.track(name), name);
    const waits = () => room.tab.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':evt_')));
    await vi.waitFor(async () => expect(await waits()).toEqual([]), SOON);
    const own = (await stored(room.dataDir, 'shop')).filter(({ event_name }) => event_name === name);
    expect(own).toHaveLength(1);
    const asked = room.wire.batches().flatMap(({ headers }) => headers.authorization ?? []);
    expect(asked.every((authorization) => authorization === headers.Authorization)).toBe(true);
  });
});
