import type { Browser, Engine, OpenOptions, Tab } from '../engines/engine.ts';
import { eventually } from '../engines/eventually.ts';
import { html, openSite, type Site } from '../site.ts';
import type { TestCollector } from '../start-collector.ts';
import { stored } from '../stored.ts';
import { openWire, type Passed, type Wire } from '../wire.ts';

/** A visitor, a website and a collector, with a line between them that can be made to fail. */
export interface Scene {
  browser: Browser;
  wire: Wire;
  /** A new tab on the website's page. */
  open(): Promise<Tab>;
  /** A new tab on a page of the same origin without the tag. */
  openBare(): Promise<Tab>;
  /** Batches that came by since a moment (ms). */
  batchesSince(moment: number): Passed[];
  /** Resolves when the collector has stored so many events made by `track`; fails when one is stored twice. */
  stores(count: number): Promise<void>;
  /** Names of the stored events made by `track`, sorted. */
  names(): Promise<string[]>;
  /** How many events the collector was told to be given up. */
  lost(): Promise<number>;
  /** How many of those came to the collector again after it had them. */
  repeats(): number;
  close(): Promise<void>;
}

const OWN = /^e\d+$/;
/** Longer than a wait that has doubled a few times, on any machine. */
const POLL = { patience: 400_000, pause: 500 };

export async function openScene(
  engine: Engine,
  collector: TestCollector,
  website: string,
  options: OpenOptions = {},
): Promise<Scene> {
  const { id } = await collector.website({ id: website, allowed_domains: ['127.0.0.1'] });
  const { secret } = await collector.key({ websites: [id], rateLimit: 1_000_000 });
  const wire = await openWire(() => collector.url);
  const tag = `<script defer src="${wire.url}/bizness.js" data-website-id="${id}"></script>`;
  const site: Site = await openSite({ '/': html(tag), '/bare': html('') });
  const browser = await engine.open(options);
  const openPath = async (path: string) => {
    const tab = await browser.tab();
    await tab.goto(site.url + path);
    return tab;
  };
  const report = async (params: string) =>
    (await collector.send('GET', `/api/analytics?website_id=${id}&period=24h&${params}`, { key: secret })).body;
  const counted = async () => {
    const { breakdown } = await report('metrics=events&dimensions=event_name&limit=1000');
    const rows = breakdown as { event_name: string; events: number }[];
    return rows.filter((row) => OWN.test(row.event_name)).reduce((sum, row) => sum + row.events, 0);
  };
  return {
    browser,
    wire,
    open: () => openPath('/'),
    openBare: () => openPath('/bare'),
    batchesSince: (moment) => wire.batches().filter(({ at }) => at >= moment),
    async stores(count) {
      await eventually(`${count} events are stored`, async () => (await counted()) >= count, POLL);
    },
    async names() {
      const events = await stored(collector.dataDir, id);
      const names = events.map(({ event_name }) => event_name).filter((name) => OWN.test(name));
      if (new Set(events.map(({ event_id }) => event_id)).size < events.length) throw new Error('one is stored twice');
      return names.sort();
    },
    async lost() {
      const { meta } = await report('metrics=events');
      return Number(meta.given_up_events);
    },
    repeats: () => {
      const delivered = wire.batches().filter(({ fate }) => fate === 'deliver' || fate === 'cut');
      const ids = delivered
        .flatMap(({ body }) => (JSON.parse(body) as { events: { event_id: string; event_name: string }[] }).events)
        .filter(({ event_name }) => OWN.test(event_name))
        .map(({ event_id }) => event_id);
      return ids.length - new Set(ids).size;
    },
    async close() {
      await browser.close();
      await site.close();
      await wire.close();
    },
  };
}

/** Has the page count events e<from> … e<from + count − 1>. */
export const track = (tab: Tab, from: number, count: number): Promise<void> =>
  tab.evaluate(
    (from: number, count: number) => {
      for (let i = from; i < from + count; i++) window.bizness?.track(`e${i}`);
    },
    from,
    count,
  );

/** The names of events e<from> … as they sort. */
export const named = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, i) => `e${from + i}`).sort();
