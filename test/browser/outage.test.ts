import { createServer } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../support/command.ts';
import { html, openSite, type Site } from '../support/site.ts';
import { SOON } from '../support/soon.ts';
import { stored, storedNames } from '../support/stored.ts';
import { openVisitor, track, type Visitor, waiting } from '../support/visitor.ts';
import { namesIn, openWire, type Wire } from '../support/wire.ts';

let data: ReturnType<typeof temporaryFolder>;
let port: string;
let collector: RunningCollector;
/** Each test has a website of its own. */
let website: string;
let websites = 0;
let wire: Wire;
let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  data = temporaryFolder();
  port = String(await freePort());
});
beforeEach(async () => {
  website = `shop${++websites}`;
  await biznessOk(['website', 'add', 'shop.test', '--id', website, '--allow', '127.0.0.1', '--data-dir', data.folder]);
  if (!runs()) collector = await start();
  wire = await openWire(() => collector.url);
  const page = (tag: string) => html(tag, '<button>Like</button> <a href="/next">Next</a> <a href="/">Home</a>');
  const tag = (url: string) => `<script defer src="${url}/bizness.js" data-website-id="${website}"></script>`;
  // The home page speaks to the collector itself; /wired goes by the wire.
  const [direct, wired] = [page(tag(collector.url)), page(tag(wire.url))];
  site = await openSite({ '/': direct, '/next': direct, '/wired': wired, '/blank': html('') });
  visitor = await openVisitor();
});
afterEach(async () => {
  await visitor?.close();
  await site?.close();
  await wire?.close();
});
afterAll(async () => {
  if (runs()) await kill();
  data.remove();
});

/** A test may leave the collector as it has killed it. */
const runs = () => collector?.process.exitCode === null && collector.process.signalCode === null;

/** Always at the same address: pages remember only that one. */
const start = () => startBizness(data.folder, ['--port', port, '--log-level', 'info']);

async function kill(): Promise<void> {
  const ended = new Promise((resolve) => collector.process.once('exit', resolve));
  collector.process.kill('SIGKILL');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });
}

async function open(path: string): Promise<Page> {
  const page = await visitor.tab();
  await page.goto(site.url + path);
  return page;
}

const allSent = (page: Page) => vi.waitFor(async () => expect(await waiting(page)).toEqual([]), SOON);
const names = () => storedNames(data.folder, website);
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);
const errors = () => visitor.complaints.filter((complaint) => complaint.startsWith('uncaught'));

describe('an outage', { retry: 0 }, () => {
  it('costs no event and bothers no page, though the browser is closed and opened again meanwhile', async () => {
    let page = await open('/');
    await allSent(page);
    expect(await collector.stop()).toBe(0);

    await page.click('button');
    await page.click('text=Next');
    await page.waitForURL('**/next');
    await track(page, 'signup', { plan: 'pro' });
    await page.click('text=Home');
    await page.waitForURL(`${site.url}/`);
    await page.click('button');
    const sevenKept = ['button_click', 'link_click', 'page_view', 'signup', 'link_click', 'page_view', 'button_click'];
    const kept = async () => (await waiting(page)).filter((name) => name !== 'page_leave');
    expect(await kept()).toEqual(sevenKept);
    expect(await names()).toEqual(['page_view']);

    await visitor.reopen();
    page = await open('/');
    await track(page, 'back again');
    expect(await kept()).toEqual([...sevenKept, 'page_view', 'back again']);

    collector = await start();
    await allSent(page);
    expect(await names()).toEqual(['page_view', ...sevenKept, 'page_view', 'back again'].sort());
    expect(errors()).toEqual([]);
  });

  it('is over for what was kept when the next visit begins', async () => {
    const page = await open('/');
    await allSent(page);
    await collector.stop();
    await track(page, 'unheard');
    expect(await waiting(page)).toContain('unheard');
    await visitor.reopen();
    collector = await start();
    const next = await open('/next');
    await allSent(next);
    expect(await names()).toEqual(['page_view', 'page_view', 'unheard']);
  });

  it.each([0, 2, 5, 20])('loses nothing to a collector killed %i ms after a batch has left', async (ms) => {
    const page = await open('/wired');
    await allSent(page);
    let dead: Promise<void> | null = null;
    wire.fate = () => {
      dead ??= new Promise((resolve) => setTimeout(resolve, ms)).then(kill);
      return 'deliver';
    };
    await page.evaluate(() => {
      for (let i = 0; i < 30; i++) window.bizness?.track(`e${i}`);
    });
    await vi.waitFor(() => expect(dead).not.toBeNull(), SOON);
    await dead;
    await track(page, 'after');
    collector = await start();
    await allSent(page);
    expect(await names()).toEqual([...numbered('e', 30), 'after', 'page_view'].sort());
    await expect(biznessOk(['check', '--data-dir', data.folder])).resolves.toContain('is sound');
    expect(errors()).toEqual([]);
  });

  it('sends again what was stored when its answer was lost, and it counts once', async () => {
    let lost = 0;
    wire.fate = () => (lost++ < 2 ? 'cut' : 'deliver');
    const page = await open('/wired');
    await track(page, 'signup');
    await vi.waitFor(async () => expect(await names()).toEqual(['page_view', 'signup']), SOON);
    expect(await waiting(page)).toContain('signup');
    await allSent(page);
    expect(namesIn(wire.batches()).filter((name) => name === 'signup').length).toBeGreaterThan(1);
    expect(await names()).toEqual(['page_view', 'signup']);
  });

  it('is not made worse: a collector that asks for time is given it, by all tabs and pages together', async () => {
    const [first, second] = [await open('/wired'), await open('/wired')];
    await allSent(first);
    const before = wire.batches().length;
    wire.fate = () => ({ status: 503, headers: { 'Retry-After': '3' } });
    const busy = async (from: number) => {
      for (let i = from; i < from + 10; i++) {
        await track(first, `a${i}`);
        await track(second, `b${i}`);
      }
    };
    await busy(0);
    await vi.waitFor(
      async () => expect(await first.evaluate((id) => localStorage[`bizness:${id}:retry`], website)).toMatch(/503/),
      SOON,
    );
    await first.reload();
    await busy(10);
    await vi.waitFor(() => expect(wire.batches().length).toBeGreaterThanOrEqual(before + 3), SOON);
    const refused = wire.batches().slice(before);
    const gaps = refused.slice(1).map(({ at }, i) => at - (refused[i]?.at ?? 0));
    expect(Math.min(...gaps), JSON.stringify(gaps)).toBeGreaterThanOrEqual(2950);
    wire.fate = () => 'deliver';
    await allSent(first);
    expect(await names()).toEqual(
      [...numbered('a', 20), ...numbered('b', 20), 'page_view', 'page_view', 'page_view'].sort(),
    );
    expect(wire.crowd).toBe(1);
  });

  it('keeps the events of two tabs apart, and each is stored once', async () => {
    const tabs = [await open('/'), await open('/')] as const;
    await allSent(tabs[0]);
    await kill();
    for (let i = 0; i < 20; i++) await Promise.all([track(tabs[0], `a${i}`), track(tabs[1], `b${i}`)]);
    // One tab's storage learns of the other's a moment later.
    await vi.waitFor(async () => expect(await waiting(tabs[0])).toHaveLength(40), SOON);
    collector = await start();
    await allSent(tabs[1]);
    expect(await names()).toEqual([...numbered('a', 20), ...numbered('b', 20), 'page_view', 'page_view'].sort());
  });

  it('is not needed to lose a page: what is tracked in its last moment arrives without another visit', async () => {
    const page = await open('/wired');
    await allSent(page);
    await page.evaluate(() => {
      window.bizness?.track('last words');
      location.href = '/blank';
    });
    await vi.waitFor(async () => expect(await names()).toContain('last words'), SOON);
    await page.close();
    // Nobody could read an answer, so the next page says it again.
    const next = await open('/wired');
    await allSent(next);
    expect((await names()).filter((name) => name === 'last words')).toHaveLength(1);
    const modes = wire.batches().filter((batch) => namesIn([batch]).includes('last words'));
    // Where it was sent in time as well, nobody heard the answer.
    expect(modes.map(({ headers }) => headers['sec-fetch-mode']).slice(-2)).toEqual(['cors', 'cors']);
  });

  it('does not hold up a tab that is closed in the very moment something was tracked', async () => {
    const page = await open('/wired');
    await allSent(page);
    await Promise.all([track(page, 'goodbye'), page.close()]);
    await vi.waitFor(async () => expect(await names()).toEqual(['goodbye', 'page_view']), SOON);
    const events = await stored(data.folder, website);
    expect(new Set(events.map(({ visitor_id }) => visitor_id)).size).toBe(1);
  });
});
