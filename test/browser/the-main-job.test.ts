import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededStore } from '../support/seeded-store.ts';
import { SOON } from '../support/soon.ts';
import { stored, storedNames } from '../support/stored.ts';
import { openVisitor, track, type Visitor } from '../support/visitor.ts';

const DEMO = fileURLToPath(new URL('../../dist/demo-site/demo.js', import.meta.url));

let data: Awaited<ReturnType<typeof seededStore>>;
let demo: ChildProcess;
let visitor: Visitor;
let text: string;
beforeEach(async () => {
  // That the demo makes up a year by itself is tried with the demo.
  data = await seededStore();
  demo = spawn(process.execPath, [DEMO], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', DEMO_PORT: '0', DATA_DIR: data.folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  text = await welcome(demo);
  visitor = await openVisitor();
});
afterEach(async () => {
  await visitor?.close();
  if (demo.exitCode === null) {
    demo.kill('SIGKILL');
    await once(demo, 'exit');
  }
  data.remove();
});

/** Everything the demo prints until it says how to end it. */
async function welcome(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    printed += chunk;
    if (printed.includes('Ctrl-C')) return printed;
  }
  throw new Error(`The demo ended early: ${printed}`);
}

const find = (pattern: RegExp): string => {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not in ${text}`);
  return found;
};

/** Asks as the demo tells its users to, for the last 24 hours, which no midnight cuts. */
async function analytics(params: Record<string, string>) {
  const query = new URLSearchParams({ website_id: 'demo', period: '24h', ...params });
  const response = await fetch(`${new URL(find(/The dashboard +(\S+)/)).origin}/api/analytics?${query}`, {
    headers: { Authorization: find(/'Authorization: (.+)'/) },
  });
  return (await response.json()) as { metrics: Record<string, unknown>; breakdown: Record<string, unknown>[] };
}

describe('the main job', () => {
  it('has a visit, its clicks, its signup and its purchase in the numbers as soon as they are confirmed, each once', async () => {
    const page = await visitor.tab();
    await page.goto(`${find(/demo shop +(\S+)/)}?utm_source=news&utm_medium=email`);
    await page.click('#hero-order');
    await page.click('nav[aria-label=Shop] >> text=My coffee');
    await page.click('#views >> text=Orders');
    await page.waitForURL('**/app/orders');
    await track(page, 'signup', { plan: 'pro' });
    await page.click('nav[aria-label=Shop] >> text=Checkout');
    await page.selectOption('select[name=bean]', 'field');
    await page.click('#buy');
    await page.waitForSelector('#receipt :text("is paid")');

    const expected = [
      ...['button_click', 'button_click', 'form_submit', 'link_click', 'link_click', 'link_click'],
      ...['page_view', 'page_view', 'page_view', 'page_view', 'signup'],
    ];
    await vi.waitFor(async () => {
      const confirmed = await page.locator('#confirmed b').allTextContents();
      // How long one was on a page is not told of every visit.
      expect(confirmed.filter((name) => name !== 'page_leave').sort()).toEqual(expected);
    }, SOON);
    const metrics = 'visitors,sessions,pageviews,events,transactions,revenue';
    const { breakdown } = await analytics({ metrics, dimensions: 'source' });
    expect(breakdown).toMatchObject([
      { source: 'news', visitors: 1, sessions: 1, pageviews: 4, events: 7, transactions: 1, revenue: 17 },
    ]);

    const counted = async (dimension: string, metric: string) => {
      const { breakdown } = await analytics({ metrics: metric, dimensions: dimension });
      return Object.fromEntries(breakdown.map((row) => [row[dimension], row[metric]]));
    };
    expect(await counted('page', 'pageviews')).toEqual({ '/': 1, '/app': 1, '/app/orders': 1, '/checkout.html': 1 });
    expect(await counted('event_name', 'events')).toMatchObject({
      button_click: 2,
      link_click: 3,
      form_submit: 1,
      signup: 1,
    });
    expect(await counted('prop:plan', 'events')).toMatchObject({ pro: 1 });
    expect(await counted('channel', 'revenue')).toEqual({ Email: 17 });
    expect(await counted('product', 'revenue')).toEqual({ 'Long Field': 17 });

    expect(await storedNames(data.folder, 'demo')).toEqual(expected);
    const events = await stored(data.folder, 'demo');
    expect(new Set(events.map(({ visitor_id, session_id }) => `${visitor_id} ${session_id}`)).size).toBe(1);
    expect(events.find(({ event_name }) => event_name === 'signup')?.properties).toMatchObject({ plan: 'pro' });

    await visitor.reopen();
    const again = await visitor.tab();
    await again.goto(`${find(/demo shop +(\S+)/)}pricing.html`);
    await vi.waitFor(
      async () => expect(await storedNames(data.folder, 'demo')).toEqual([...expected, 'page_view'].sort()),
      SOON,
    );
    expect(visitor.complaints).toEqual([]);

    demo.kill('SIGINT');
    expect(await once(demo, 'exit')).toEqual([0, null]);
    expect(await storedNames(data.folder, 'demo')).toHaveLength(expected.length + 1);
  });
});
