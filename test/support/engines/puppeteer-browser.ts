import puppeteer, { type LaunchOptions, type Page } from 'puppeteer-core';
import type { Run } from './browser.ts';
import { uncaught } from './complaints.ts';
import type { Engine } from './engine.ts';
import { findShown, isNotPrerendered } from './prerendered.ts';
import { groupEnds, killGroup } from './processes.ts';
import { puppeteerTab } from './puppeteer-tab.ts';

export interface Settings {
  options: LaunchOptions;
  /** Source text that runs in each page before its own scripts. */
  script?: string;
  cannot: Engine['cannot'];
}

/** Starts a browser that puppeteer drives. */
export async function launchByPuppeteer({ options, script, cannot }: Settings, complaints: string[]): Promise<Run> {
  // The driver's default is an emulated screen; a visitor's is what it is.
  const browser = await puppeteer.launch({ defaultViewport: null, targetFilter: isNotPrerendered, ...options });
  const watch = (page: Page) => {
    page.on('pageerror', (error) => complaints.push(uncaught(error instanceof Error ? error.message : String(error))));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url ?? ''})`);
    });
  };
  // The page from the start stays: it is what covers a tab that hides.
  const [cover] = await browser.pages();
  const inTabs = new Set([cover!]);
  return {
    version: (await browser.version()).replace(/^\w+\//, ''),
    async tab() {
      let page = await browser.newPage();
      watch(page);
      if (script !== undefined) await page.evaluateOnNewDocument(script);
      inTabs.add(page);
      const shown = async () => {
        if (page.isClosed() || !page.mainFrame().detached) return page;
        inTabs.delete(page);
        page = await findShown(
          browser,
          [...inTabs].filter((other) => !other.isClosed()),
        );
        inTabs.add(page);
        watch(page);
        return page;
      };
      const tab = puppeteerTab(shown, cover!, cannot);
      await tab.show();
      return tab;
    },
    async quit() {
      // The drivers' own way to close tells no page that it ends.
      const [, ...pages] = await browser.pages();
      for (const page of pages) await page.close();
      const leader = browser.process()?.pid;
      await browser.close();
      // Until the last of its processes is gone, it may write to its profile, and nobody else may start with it.
      if (leader !== undefined) await groupEnds(leader);
    },
    kill: () => killGroup(browser.process()?.pid),
  };
}
