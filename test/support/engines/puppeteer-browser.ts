import { rmSync } from 'node:fs';
import puppeteer, { type LaunchOptions, type Browser as PuppeteerBrowser } from 'puppeteer-core';
import { temporaryFolder } from '../command.ts';
import type { Browser } from './engine.ts';
import { killGroup } from './processes.ts';
import { puppeteerTab } from './puppeteer-tab.ts';

export interface Settings {
  launch: LaunchOptions;
  /** Writes settings into the new profile. */
  prepare?: (profile: string) => void;
  /** Source text that runs in each page before its own scripts. */
  script?: string;
}

/** A browser with a profile of its own that puppeteer starts. */
export async function openPuppeteerBrowser({ launch, prepare, script }: Settings): Promise<Browser> {
  const { folder } = temporaryFolder();
  prepare?.(folder);
  const complaints: string[] = [];
  let running: PuppeteerBrowser;
  const start = async () => {
    // A page may be any size: the driver's default would be told to pages as an emulated screen.
    running = await puppeteer.launch({ defaultViewport: null, ...launch, userDataDir: folder });
  };
  const kill = () => killGroup(running.process()?.pid);
  const quit = async () => {
    // The drivers' own way to close tells no page that it ends.
    const [, ...pages] = await running.pages();
    for (const page of pages) await page.close();
    await running.close();
  };
  await start();
  return {
    version: await running!.version(),
    complaints,
    async tab() {
      // The one page from the start stays: it is what covers a tab that hides.
      const [cover] = await running.pages();
      const page = await running.newPage();
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error instanceof Error ? error.message : error}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url ?? ''})`);
      });
      if (script !== undefined) await page.evaluateOnNewDocument(script);
      return puppeteerTab(page, cover!);
    },
    quit,
    kill,
    start,
    async reopen() {
      await quit();
      await start();
    },
    async close() {
      await kill();
      // What a killed browser wrote last may still be on its way to the disk.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
