import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { biznessOk, type RunningCollector, startBizness, temporaryFolder } from '../command.ts';
import type { Browser, Engine, OpenOptions, Tab } from '../engines/engine.ts';
import { openSite, type Site, type SitePage } from '../site.ts';
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

/** To be called in a `describe`: sets everything up before its tests and takes it down after them. */
export function engineRoom(engine: Engine, options: OpenOptions = {}): EngineRoom {
  const room = {} as EngineRoom;
  let data: ReturnType<typeof temporaryFolder>;
  let collector: RunningCollector;
  beforeAll(async () => {
    data = temporaryFolder();
    room.dataDir = data.folder;
    for (const id of ['shop', 'blog'])
      await biznessOk(['website', 'add', `${id}.test`, '--id', id, '--allow', '127.0.0.1', '--data-dir', data.folder]);
    collector = await startBizness(data.folder);
    room.browser = await engine.open(options);
  });
  afterAll(async () => {
    await room.browser?.close();
    await collector?.stop();
    data.remove();
  });
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
