import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startShop } from '../../demo-site/server.ts';
import { temporaryFolder } from '../support/command.ts';

const DEMO = fileURLToPath(new URL('../../dist/demo-site/demo.js', import.meta.url));

let demo: ChildProcess | null = null;
afterEach(() => {
  if (demo?.exitCode === null) demo.kill('SIGKILL');
});

function launch(env: Record<string, string>): ChildProcess {
  demo = spawn(process.execPath, [DEMO], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return demo;
}

/** Everything printed until the demo says how to end it. */
const welcome = (child: ChildProcess) => printedUntil(child, 'Ctrl-C ends');

async function printedUntil(child: ChildProcess, end: string): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    text += chunk;
    if (text.includes(end)) return text;
  }
  throw new Error(`The demo ended early: ${text}`);
}

describe('npm run demo', () => {
  // In one, because a year takes its time.
  it('asks for patience until the year is made up, then prints where to look, answers the pasted question, counts a sale, and leaves nothing behind', async () => {
    const ports = [await freePort(), await freePort()];
    const child = launch({ PORT: String(ports[0]), DEMO_PORT: String(ports[1]) });
    const visit = () => Promise.all(ports.map((port) => fetch(`http://127.0.0.1:${port}/`)));
    await printedUntil(child, 'Making up a year');
    for (const early of await visit()) {
      expect([early.status, await early.text()]).toEqual([503, expect.stringContaining('making up a year of visits')]);
    }
    const text = await welcome(child);
    expect((await visit()).map(({ status }) => status)).toEqual([200, 200]);
    const shop = find(text, /demo shop +(\S+)/);
    const folder = find(text, /Events live in (\S+)/);
    expect(await (await fetch(shop)).text()).toMatch(
      /<script defer src="http:\S+\/bizness\.js" data-website-id="demo">/,
    );

    const order = { bean: 'field', visitor_id: 'vis_of_a_test' };
    const sale = await fetch(`${shop}buy`, { method: 'POST', body: JSON.stringify(order) });
    expect(await sale.json()).toMatchObject({ success: true, product: 'Long Field', amount: 17, currency: 'EUR' });

    const answer = await fetch(find(text, /curl -s '(\S+)'/), {
      headers: { Authorization: find(text, /'Authorization: (.+)'/) },
    });
    expect(await answer.json()).toMatchObject({ success: true, metrics: { revenue: 17, currency: 'EUR' } });
    const dashboard = find(text, /The dashboard +(\S+)/);
    expect(await (await fetch(dashboard)).text()).toContain('<div id="app">');

    const lastMonth = await fetch(find(text, /curl -s '(\S+last_month\S+)'/), {
      headers: { Authorization: find(text, /'Authorization: (.+)'/) },
    });
    const [header, first] = (await lastMonth.text()).split('\n');
    expect(header).toBe('source,visitors,revenue,revenue_per_visitor');
    expect(Number(first?.split(',')[2])).toBeGreaterThan(0);

    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(folder)).toBe(false);
  });

  it.each(['PORT', 'DEMO_PORT'])('says which port is taken, before it makes up anything: %s', async (variable) => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const data = temporaryFolder();
    const child = launch({ PORT: '0', DEMO_PORT: '0', [variable]: String(port), DATA_DIR: data.folder });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      complaint += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    squatter.close();
    expect(complaint).toMatch(
      new RegExp(`^Port ${port} is in use\\. Choose another: ${variable}=\\d+ npm run demo\\n$`),
    );
    expect(readdirSync(data.folder)).toEqual([]);
    data.remove();
  });
});

describe('the shop', () => {
  it('sells only what it has, and shows no file but its own', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const shop = await startShop({
      port: 0,
      host: '127.0.0.1',
      collectorUrl: nowhere,
      websiteId: 'demo',
      revenueKey: 'none',
    });
    const order = (body: string) => fetch(`${shop.url}/buy`, { method: 'POST', body });
    expect((await order('{"bean":"__proto__"}')).status).toBe(400);
    expect((await order('not json')).status).toBe(400);
    for (const address of ['demo.ts', 'nothing.html', '..%2fpackage.json', 'tsconfig.json']) {
      expect((await fetch(`${shop.url}/${address}`)).status).toBe(404);
    }
    await shop.stop();
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function find(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in ${text}`);
  return found;
}
