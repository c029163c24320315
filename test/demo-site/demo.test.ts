import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

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
async function welcome(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    text += chunk;
    if (text.includes('Ctrl-C')) return text;
  }
  throw new Error(`The demo ended early: ${text}`);
}

describe('npm run demo', () => {
  it('prints where to look, answers the pasted question, counts a sale, and leaves nothing behind', async () => {
    const child = launch({ PORT: '0', DEMO_PORT: '0' });
    const text = await welcome(child);
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

  it.each(['PORT', 'DEMO_PORT'])('says which port is taken and how to choose another: %s', async (variable) => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const child = launch({ PORT: '0', DEMO_PORT: '0', [variable]: String(port) });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      complaint += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    squatter.close();
    expect(complaint).toMatch(
      new RegExp(`^Port ${port} is in use\\. Choose another: ${variable}=\\d+ npm run demo\\n$`),
    );
  });

  it('sells only what it has, and shows no file but its own', async () => {
    const shop = find(await welcome(launch({ PORT: '0', DEMO_PORT: '0' })), /demo shop +(\S+)/);
    const order = (body: string) => fetch(`${shop}buy`, { method: 'POST', body });
    expect((await order('{"bean":"__proto__"}')).status).toBe(400);
    expect((await order('not json')).status).toBe(400);
    for (const address of ['demo.ts', 'nothing.html', '..%2fpackage.json', 'tsconfig.json']) {
      expect((await fetch(shop + address)).status).toBe(404);
    }
  });
});

function find(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in ${text}`);
  return found;
}
