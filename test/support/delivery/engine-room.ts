import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Browser, Engine, OpenOptions, Tab } from '../engines/engine.ts';
import { openSite, type Site, type SitePage } from '../site.ts';
import { startTestCollector, type TestCollector } from '../start-collector.ts';
import { openWire, type Wire } from '../wire.ts';

/** What the browser tests of one engine share: a browser, a collector that knows two websites, and a line between them. */
export interface EngineRoom {
  browser: Browser;
  tab: Tab;
  wire: Wire;
  site: Site;
  dataDir: string;
  /** Opens a site of these pages and its first one. */
  visit(pages: (wire: Wire) => Record<string, SitePage>, path?: string): Promise<void>;
  /** Loads another page of the site, and begins to listen anew. */
  goto(path: string): Promise<void>;
}

/** All rooms of a file share it: each test looks at its own line to it. */
let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector();
  for (const id of ['shop', 'blog'])
    await collector.website({ id, domain: `${id}.test`, allowed_domains: ['127.0.0.1'] });
});
afterAll(() => collector?.stop());

/** To be called in a `describe`: sets everything up before its tests and takes it down after them. */
export function engineRoom(engine: Engine, options: OpenOptions = {}): EngineRoom {
  const room = {} as EngineRoom;
  beforeAll(async () => {
    room.dataDir = collector.dataDir;
    room.browser = await engine.open(options);
  });
  afterAll(() => room.browser?.close());
  beforeEach(async () => {
    room.wire = await openWire(() => collector.url);
    room.tab = await room.browser.tab();
    room.browser.complaints.length = 0;
  });
  afterEach(async () => {
    await room.tab.close();
    await room.site?.close();
    await room.wire.close();
  });
  room.visit = async (pages, path = '/') => {
    room.site = await openSite(pages(room.wire));
    await room.tab.goto(room.site.url + path);
  };
  room.goto = (path) => room.tab.goto(room.site.url + path);
  return room;
}
