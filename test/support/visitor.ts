import { rmSync } from 'node:fs';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium, VISITOR_USER_AGENT } from '../gates/find-chromium.mjs';
import { temporaryFolder } from './command.ts';
import { SOON } from './soon.ts';

/** A person at a real browser. What the browser keeps outlives its closing, as it does on their own machine. */
export interface Visitor {
  /** A new tab. */
  tab(): Promise<Page>;
  /** What went wrong in pages: errors nobody caught, and whatever the console shows in red. */
  complaints: string[];
  /** Closes the browser as a person does, and opens it again with the same profile. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** Opens Chromium with a profile of its own. */
export async function openVisitor(): Promise<Visitor> {
  const { folder } = temporaryFolder();
  const complaints: string[] = [];
  let context = await launch(folder, complaints);
  return {
    tab: () => context.newPage(),
    complaints,
    async reopen() {
      await context.close();
      context = await launch(folder, complaints);
    },
    async close() {
      await context.close();
      // The browser's helpers may still be writing into it.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function launch(profile: string, complaints: string[]): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium. See: npm run browser');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    // By flag: what the driver would emulate is not said in beacons.
    args: [...CHROMIUM_FLAGS, `--user-agent=${VISITOR_USER_AGENT}`],
    // The driver turns the back/forward cache off; visitors have it.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    acceptDownloads: true,
  });
  context.setDefaultTimeout(SOON.timeout);
  context.on('weberror', (problem) => complaints.push(`uncaught: ${problem.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return context;
}

/** Names of the events that wait in a page's localStorage, oldest first. */
export function waiting(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => /^bizness:.*:evt_/.test(key))
      .sort()
      .map((key) => JSON.parse(localStorage.getItem(key) ?? '').event_name as string),
  );
}

/** Has the page count something: what its own script or the console would do. */
export function track(page: Page, name: string, properties?: Record<string, unknown>): Promise<void> {
  return page.evaluate(([name, properties]) => window.bizness?.track(name, properties), [name, properties] as const);
}
