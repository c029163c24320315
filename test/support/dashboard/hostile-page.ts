import { expect, vi } from 'vitest';
import type { Engine, OpenOptions, Tab } from '../engines/engine.ts';
import { type SentEvent, tagOf } from '../sent.ts';
import { html, openSite, type SitePage } from '../site.ts';
import { SOON } from '../soon.ts';
import type { TestCollector } from '../start-collector.ts';
import { stored } from '../stored.ts';
import { openWire } from '../wire.ts';

/** What stands at hand to build a page from: the tag, where it comes from, and the parts every page has. */
export interface Parts {
  tag: string;
  collector: string;
  integrity: string;
  witness: string;
  body: string;
}

/** A page that the snippet may meet, and exactly what is to be seen of it. */
export interface Scenario {
  name: string;
  /** What the page's own script has done before the tag comes, and does once the button has been clicked. */
  before?: string;
  after?: string;
  /** HTML before the button. */
  body?: string;
  /** The page, if it is not built as usual, and what else stands in its folder. */
  pages?: (parts: Parts) => Record<string, SitePage>;
  /** Plays the visitor where the page's own script may not. */
  visit?: (tab: Tab, sent: () => string[]) => Promise<void>;
  /** Events on the wire but `page_leave`, in order, each once; ` of nobody` without a visitor, ` @page` from another page. */
  sent?: string[];
  /** Those of them that are stored, and where, if it is not all of them. */
  stored?: string[];
  /** What the page's script has noticed but for its own click and its own request: errors, the console, what it notes. */
  noticed?: string[];
  /** The browser's own complaints that come with it. */
  complains?: RegExp;
  /** How many requests carried them, where that is told. */
  requests?: number;
}

export const FINE = ['page_view', 'button_click'];
/** Milliseconds for which the visitor stays when all is done: longer than events gather. */
const STAY_MS = 200;

/** Notices what goes wrong, and keeps for the page what it needs whatever is done to the browser's own functions. */
const WITNESS = `<script>
  const own = (() => {
    const [ask, later, { origin }] = [fetch.bind(window), setTimeout.bind(window), window];
    const note = (what) => {
      if (parent === window) name += what + '\\n';
      else parent.postMessage(what, '*');
    };
    addEventListener('error', (event) => note('uncaught ' + event.message));
    addEventListener('unhandledrejection', (event) => note('unhandled ' + event.reason));
    addEventListener('message', (event) => note('framed: ' + event.data));
    for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir', 'table', 'assert', 'group'])
      console[level] = (what) => note('console ' + what);
    return { ask, later, origin, note, stay: ${STAY_MS}, act: () => {} };
  })();
</script>`;

/** A button, the page's own script for it, and the visitor who clicks it and leaves. In a frame the page does not lead away. */
const BODY = `<button>Like</button><script>
  const left = () => own.later(() => { location.href = own.origin + '/left' }, own.stay);
  document.querySelector('button').addEventListener('click', () => {
    own.note('clicked');
    if (origin !== 'null') own.ask(own.origin + '/asked').then(({ status }) => {
      own.note('asked ' + status);
      if (parent === window) left();
    });
  });
  addEventListener('load', () => {
    document.querySelector('button').click();
    own.act();
  });
</script>`;

const OF_NOBODY = ' of nobody';
export type Walk = Awaited<ReturnType<typeof openWalk>>;

let walks = 0;

/** A browser that walks through such pages, one at a time. */
export async function openWalk(engine: Engine, collector: TestCollector, options: OpenOptions = {}) {
  const website = `${engine.name}-${++walks}`;
  await collector.website({ id: website, allowed_domains: ['127.0.0.1'] });
  const { integrity } = (await collector.send('GET', '/api/snippet')).body;
  const wire = await openWire(() => collector.url);
  const pages: Record<string, SitePage> = { '/left': html(''), '/asked': '' };
  const site = await openSite(pages);
  const browser = await engine.open(options);
  const tab = await browser.tab();
  await tab.goto(`${site.url}/left`);
  const played: { scenario: Scenario; path: string }[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  const relative = (url: unknown, path: string) => String(url).replace(site.url + path, '');
  const at = (page: string) => page && ` @${page}`;
  /** Batches that came before the walk got to a page are none of it. */
  const sent = (path: string, from = 0) => {
    const events = wire
      .batches()
      .slice(from)
      .flatMap(({ body }) => (JSON.parse(body) as { events: SentEvent[] }).events)
      .filter(({ event_name }) => event_name !== 'page_leave')
      .filter(({ properties: { page_url } }) => !String(page_url).startsWith('http') || `${page_url}`.includes(path));
    const byId = new Map(events.map((event) => [event.event_id, event]));
    return [...byId.keys()].sort().map((id) => {
      const { event_name, visitor_id, properties } = byId.get(id)!;
      return `${event_name}${visitor_id ? '' : OF_NOBODY}${at(relative(properties.page_url, path))}`;
    });
  };

  async function play(scenario: Scenario): Promise<void> {
    const path = `/${scenario.name.replace(/\W+/g, '-')}/`;
    const tag = tagOf(wire, website);
    const own = html(
      `${WITNESS}<script>${scenario.before ?? ''}; own.act = () => { ${scenario.after ?? ''} };</script>${tag}`,
      (scenario.body ?? '') + BODY,
    );
    const parts = { tag, collector: wire.url, integrity, witness: WITNESS, body: BODY };
    for (const [name, page] of Object.entries(scenario.pages?.(parts) ?? { '': own })) pages[path + name] = page;
    const known = ['/asked', '/left', ...Object.keys(pages)];
    const [batches, complaints, requests] = [wire.batches().length, browser.complaints.length, site.requests.length];
    const lefts = () => site.requests.filter((request) => request.path === '/left').length;
    const before = lefts();
    played.push({ scenario, path });
    await tab.evaluate(
      `(() => { try { localStorage.clear() } catch {} name = ''; setTimeout(() => { location.href = '${path}' }) })()`,
    );
    await scenario.visit?.(tab, () => sent(path, batches));
    await vi.waitFor(() => expect(lefts()).toBe(before + 1), SOON);
    let noticed: string[] = [];
    await vi.waitFor(async () => {
      const [where, state, notes] = await tab.evaluate(
        () => [location.pathname, document.readyState, window.name] as const,
      );
      expect([where, state]).toEqual(['/left', 'complete']);
      noticed = notes.split('\n').filter((note) => note !== '');
    }, SOON);
    const usual = scenario.visit ? [] : ['clicked', 'asked 200'];
    await vi.waitFor(
      () =>
        expect({
          sent: sent(path, batches),
          noticed: noticed.sort(),
          complaints: browser.complaints.slice(complaints).filter((complaint) => !scenario.complains?.test(complaint)),
          strays: site.requests.slice(requests).filter((request) => !known.includes(request.path)),
          requests: wire.batches().length - batches,
        }).toEqual({
          sent: scenario.sent ?? FINE,
          noticed: [...usual, ...(scenario.noticed ?? [])].sort(),
          complaints: [],
          // Such as reports of what a policy has forbidden.
          strays: [],
          requests: scenario.requests ?? expect.any(Number),
        }),
      SOON,
    );
  }

  return {
    /** Sees a page when those before it have been seen. */
    play(scenario: Scenario): Promise<void> {
      const end = turn.then(() => play(scenario));
      turn = end.catch(() => {});
      return end;
    },
    /** Expects that nothing has come late, neither events nor complaints, and that the collector has stored each event once. */
    async settle(): Promise<void> {
      for (const { scenario, path } of played)
        expect([path, ...sent(path).filter((name) => !/@about:/.test(name))]).toEqual([
          path,
          ...(scenario.sent ?? FINE).filter((name) => !/@about:/.test(name)),
        ]);
      const expected = played.flatMap(({ scenario, path }) =>
        (scenario.stored ?? scenario.sent ?? FINE).map((name) => {
          const [event, page = ''] = name.replace(OF_NOBODY, '').split(' @');
          return `${event} @${page === 'null' ? page : site.url + path + page}`;
        }),
      );
      const kept = async () =>
        (await stored(collector.dataDir, website))
          .filter(({ event_name }) => event_name !== 'page_leave')
          .map(({ event_name, properties }) => `${event_name} @${properties.page_url ?? null}`)
          .sort();
      // What has passed by is stored a moment later.
      await vi.waitFor(async () => expect(await kept()).toEqual(expected.sort()), SOON);
      const allowed = played.flatMap(({ scenario }) => scenario.complains ?? []);
      expect(browser.complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
      const asked = new Set(wire.passed.map((request) => `${request.method} ${request.path}`));
      expect([...asked].sort()).toEqual(['GET /bizness.js', 'POST /api/events/batch']);
    },
    async close(): Promise<void> {
      await browser.close();
      await site.close();
      await wire.close();
    },
  };
}
