import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VISITOR_USER_AGENT } from '../gates/find-chromium.mjs';
import { biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../support/command.ts';
import { type ProxyName, type RunningProxy, startProxy } from '../support/first-party-proxy.ts';
import { html, openSite, type Site } from '../support/site.ts';
import { type StoredEvent, stored } from '../support/stored.ts';
import { openWire, type Wire } from '../support/wire.ts';

const SCRIPT = '/lib/acme.js';
const EVENTS = '/lib/acme';
/** Linux has all of 127.0.0.0/8: visitors who are not the proxy. */
const [ANNA, BERT, CLARA] = ['127.0.0.2', '127.0.0.3', '127.0.0.4'] as const;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The visitor's address. */
  from?: string;
}

/** A request of which nothing is unpacked or added. */
function ask(url: string, { method = 'GET', headers = {}, body, from = ANNA }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, localAddress: from, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .once('error', reject)
      .end(body);
  });
}

describe.each<ProxyName>(['nginx', 'caddy'])('the documented recipe for %s', (name) => {
  let data: ReturnType<typeof temporaryFolder>;
  let collector: RunningCollector;
  let wire: Wire;
  let site: Site;
  let proxy: RunningProxy;

  beforeAll(async () => {
    data = temporaryFolder();
    await addWebsite('acme', data.folder);
    collector = await startBizness(data.folder, ['--trust-proxy', '127.0.0.1']);
    wire = await openWire(() => collector.url);
    site = await openSite({ '/': html('', 'The site'), '/sorry.html': html('', 'Sorry') });
    proxy = await startProxy(name, { collector: wire.url, site: site.url });
  });
  afterAll(async () => {
    await proxy?.stop();
    await site?.close();
    await wire?.close();
    await collector?.stop();
    data.remove();
  });

  const addWebsite = (id: string, dataDir = data.folder) =>
    biznessOk(['website', 'add', 'acme.com', '--id', id, '--data-dir', dataDir]);

  /** An event as the tag sends it from a page of the site, of a visitor who brings no id. */
  const send = (
    event: string,
    { website = 'acme', pad = 0, ...asked }: Asked & { website?: string; pad?: number } = {},
  ) =>
    ask(proxy.url + EVENTS, {
      method: 'POST',
      body: JSON.stringify({ website_id: website, events: [{ event_name: event }] }) + ' '.repeat(pad),
      ...asked,
      headers: {
        Origin: 'https://acme.com',
        'Content-Type': 'text/plain;charset=UTF-8',
        'User-Agent': VISITOR_USER_AGENT,
        'Accept-Language': 'en',
        ...asked.headers,
      },
    });

  const json = ({ status, body }: Answer) => ({ status, ...JSON.parse(body.toString()) });
  const named = (events: StoredEvent[], name: string) => events.find(({ event_name }) => event_name === name);

  it('leaves the rest of the site alone', async () => {
    expect((await ask(`${proxy.url}/`)).body.toString()).toContain('The site');
  });

  it.each(['identity', 'br', 'gzip, deflate, br'])(
    'serves the script under its new name as the collector does: %s',
    async (encoding) => {
      const headers = { 'Accept-Encoding': encoding };
      const own = await ask(`${collector.url}/bizness.js`, { headers, from: '127.0.0.1' });
      const served = await ask(`${proxy.url}${SCRIPT}?id=acme`, { headers });
      expect(served.status).toBe(200);
      expect(served.body.equals(own.body)).toBe(true);
      expect(served.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : 'br');
      for (const header of ['cache-control', 'etag', 'vary', 'content-type', 'content-length']) {
        expect(own.headers[header]).toBeTruthy();
        expect([header, served.headers[header]]).toEqual([header, own.headers[header]]);
      }
      const again = await ask(proxy.url + SCRIPT, { headers: { ...headers, 'If-None-Match': `${own.headers.etag}` } });
      expect(again.status).toBe(304);
    },
  );

  it('brings events to the collector, and its answer back', async () => {
    expect(json(await send('arrived'))).toMatchObject({ status: 200, success: true, processed: 1, failed: 0 });
    expect(named(await stored(data.folder, 'acme'), 'arrived')).toBeDefined();
    expect((await send('elsewhere', { headers: { Origin: 'https://evil.test' } })).status).toBe(403);
  });

  it('passes on what the collector judges by, and nothing of what is the site’s own', async () => {
    wire.passed.length = 0;
    const shown = { 'accept-language': 'de-AT', 'sec-gpc': '1', 'user-agent': VISITOR_USER_AGENT };
    const secret = { Cookie: 'session=secret', Authorization: 'Basic c2VjcmV0', 'X-Forwarded-For': '203.0.113.9' };
    const headers = { ...shown, Referer: 'https://acme.com/a', ...secret };
    expect((await ask(proxy.url + SCRIPT, { headers })).status).toBe(200);
    expect((await send('judged', { headers })).status).toBe(200);

    const [script, events] = wire.passed;
    expect(script?.path).toBe('/bizness.js');
    expect(events?.headers).toMatchObject({ ...shown, referer: 'https://acme.com/a', origin: 'https://acme.com' });
    expect(events?.headers['x-forwarded-for']).toBe(ANNA);
    for (const passed of [script, events]) {
      expect(passed?.headers.host).toBe(new URL(wire.url).host);
      expect(JSON.stringify(passed)).not.toMatch(/secret|cookie|authorization/i);
    }
  });

  it('shows the collector each visitor’s own address, whatever they write', async () => {
    await send('anna');
    await send('bert', { from: BERT });
    await send('bert_as_anna', { from: BERT, headers: { 'X-Forwarded-For': ANNA, 'X-Real-IP': ANNA } });
    const events = await stored(data.folder, 'acme');
    const [anna, bert, disguised] = ['anna', 'bert', 'bert_as_anna'].map((name) => named(events, name)?.visitor_id);
    expect(anna).toMatch(/./);
    expect(bert).not.toBe(anna);
    expect(disguised).toBe(bert);
  });

  it('makes all visitors one, with one allowance, for a collector that is not told of its proxy', async () => {
    const trusting = collector;
    const other = temporaryFolder();
    await addWebsite('acme', other.folder);
    collector = await startBizness(other.folder);
    try {
      const left = [await send('anna'), await send('bert', { from: BERT })].map(({ headers }) =>
        Number(headers['x-ratelimit-remaining']),
      );
      expect(left[1]).toBe(Number(left[0]) - 1);
      const events = await stored(other.folder, 'acme');
      expect(events).toHaveLength(2);
      expect(named(events, 'bert')?.visitor_id).toBe(named(events, 'anna')?.visitor_id);
    } finally {
      await collector.stop();
      other.remove();
      collector = trusting;
    }
  });

  it('lets Sec-GPC be heard', async () => {
    await addWebsite('discreet');
    const place = ['--data-dir', data.folder, '--json'];
    const made = await biznessOk(['key', 'create', '--website', 'discreet', '--scope', 'websites:write', ...place]);
    const changed = await fetch(`${collector.url}/api/websites/discreet`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${JSON.parse(made).key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ settings: { gpc: 'drop' } }),
    });
    expect(changed.status).toBe(200);

    const answers = [
      await send('asked_not_to', { website: 'discreet', headers: { 'Sec-GPC': '1' } }),
      await send('did_not_ask', { website: 'discreet' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await stored(data.folder, 'discreet')).map(({ event_name }) => event_name)).toEqual(['did_not_ask']);
  });

  it.each([429, 503])('hands on a %d with its Retry-After', async (status) => {
    wire.fate = () => ({ status, headers: { 'Retry-After': '7', 'Content-Type': 'application/json' } });
    const answer = await send('in_vain');
    wire.fate = () => 'deliver';
    expect(json(answer)).toEqual({ status, success: false });
    expect(answer.headers['retry-after']).toBe('7');
  });

  it('takes all that the collector takes, and leaves it to the collector to refuse more', async () => {
    const most = 512 * 1024 - JSON.stringify({ website_id: 'acme', events: [{ event_name: 'heavy' }] }).length;
    expect(json(await send('heavy', { pad: most }))).toMatchObject({ status: 200, processed: 1 });
    const refused = { status: 413, error: { code: 'PAYLOAD_TOO_LARGE' } };
    expect(json(await send('heavy', { pad: most + 1 }))).toMatchObject(refused);
  });

  it('writes down no visitor’s address', async () => {
    await ask(proxy.url + SCRIPT, { from: CLARA });
    // As much as the tag ever sends at once: what does not fit in memory would also leave a line.
    expect((await send('clara', { from: CLARA, pad: 60_000 })).status).toBe(200);
    expect(named(await stored(data.folder, 'acme'), 'clara')).toBeDefined();
    expect(proxy.written()).not.toContain(CLARA);
  });
});
