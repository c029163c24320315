import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../support/command.ts';
import { documentedTag, type ProxyName, type RunningProxy, startProxy } from '../support/first-party-proxy.ts';
import { html, openSite, type Site } from '../support/site.ts';
import { SOON } from '../support/soon.ts';
import { storedNames } from '../support/stored.ts';
import { openVisitor, track, type Visitor } from '../support/visitor.ts';
import { openWire, type Wire } from '../support/wire.ts';

const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; img-src data:; script-src 'self'; connect-src 'self'",
  'Set-Cookie': 'session=secret',
};

let data: ReturnType<typeof temporaryFolder>;
let collector: RunningCollector;
let wire: Wire;
let site: Site;
let proxy: RunningProxy;
let visitor: Visitor;
beforeEach(async () => {
  data = temporaryFolder();
  await biznessOk(['website', 'add', '127.0.0.1', '--id', 'shop', '--data-dir', data.folder]);
  collector = await startBizness(data.folder, ['--trust-proxy', '127.0.0.1']);
  wire = await openWire(() => collector.url);
  const page = { html: html(documentedTag('shop')), headers: HEADERS };
  site = await openSite({ '/': page, '/next': page });
  visitor = await openVisitor();
});
afterEach(async () => {
  await visitor?.close();
  await proxy?.stop();
  await site?.close();
  await wire?.close();
  await collector?.stop();
  data.remove();
});

describe.each<ProxyName>(['nginx', 'caddy'])('a site that serves the tag itself, by %s', (name) => {
  it('is counted under a policy that allows nothing but itself, and keeps its cookies', async () => {
    proxy = await startProxy(name, { collector: wire.url, site: site.url });
    const page = await visitor.tab();
    await page.goto(`${proxy.url}/`);
    await vi.waitFor(() => expect(wire.batches()).toHaveLength(1), SOON);
    // Leaves with the page, and brings the cookies of where it goes.
    await track(page, 'signup');
    await page.goto(`${proxy.url}/next`);
    await vi.waitFor(
      async () => expect(await storedNames(data.folder, 'shop')).toEqual(['page_view', 'page_view', 'signup']),
      SOON,
    );
    expect(wire.passed.some(({ path }) => path === '/bizness.js')).toBe(true);
    expect(wire.passed.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });
});
