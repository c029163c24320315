import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { CHROMIUM_FLAGS, findChromium, VISITOR_USER_AGENT } from '../../gates/find-chromium.mjs';
import { type RunningCollector, startBizness, temporaryFolder } from '../command.ts';
import { seededStore } from '../seeded-store.ts';
import { SOON } from '../soon.ts';

/* A collector with its dashboard, and people who look at it in a real Chromium. */

/** The owner that `createOwner` makes. */
export const OWNER = { email: 'ada@quayside.example', name: 'Ada', password: 'a harbour in the morning' };

export interface DashboardRoom {
  collector: RunningCollector;
  dataDir: string;
  url: string;
  /** The one-time link the collector has printed. */
  setupUrl: string;
  browser: Looker;
  /** Makes the owner's account by the setup link, without a page. Resolves with the cookie of the session. */
  createOwner(): Promise<string>;
  /** Asks the API as whoever has the cookie. */
  ask<T = Record<string, unknown>>(cookie: string, method: string, path: string, body?: unknown): Promise<Answered<T>>;
  close(): Promise<void>;
}

export interface Answered<T> {
  status: number;
  body: T;
}

export interface Looker {
  /** A new tab; with a cookie, of somebody who has logged in. */
  page(cookie?: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  /** What went wrong in any of its pages: uncaught errors, what the console shows in red, what the policy had to stop. */
  complaints: string[];
  /** Takes the statuses that the browser itself complains of out of the complaints: what a test has provoked. */
  refusals(): number[];
  close(): Promise<void>;
}
type Browser = Awaited<ReturnType<typeof chromium.launch>>;

/** Starts a collector on a store with a year in it, or on an empty one, and opens a browser. */
export async function openDashboard({ seeded }: { seeded: boolean }): Promise<DashboardRoom> {
  const data = seeded ? await seededStore() : temporaryFolder();
  const collector = await startBizness(data.folder);
  const { url } = collector;
  const setupUrl = await collector.complaint(/\S+\/setup#\S+/);
  const browser = await openLooker(url);
  return {
    collector,
    dataDir: data.folder,
    url,
    setupUrl,
    browser,
    async createOwner() {
      const token = setupUrl.split('#')[1] ?? '';
      const { email, name, password } = OWNER;
      const response = await fetch(`${url}/api/invitations/accept`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
        body: JSON.stringify({ token, email, name, password }),
      });
      if (!response.ok) throw new Error(await response.text());
      return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    async ask(cookie, method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: { Cookie: cookie, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as never };
    },
    async close() {
      await browser.close();
      await collector.stop();
      data.remove();
    },
  };
}

let launched: Promise<Browser> | undefined;
/** The one Chromium of this process; Playwright ends it with the process. If it has died, another is started. */
async function openChromium(): Promise<Browser> {
  const open = await launched?.catch(() => undefined);
  if (open?.isConnected()) return open;
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium. See: npm run browser');
  // Whoever looks may visit a website too, and bots are not counted.
  const args = [...CHROMIUM_FLAGS, `--user-agent=${VISITOR_USER_AGENT}`];
  launched = chromium.launch({ executablePath, args });
  return launched;
}

/** Looks at pages with Chromium. Each tab is a person of their own. */
export async function openLooker(url: string): Promise<Looker> {
  const browser = await openChromium();
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    complaints,
    refusals() {
      const told = complaints.map((complaint) =>
        Number(/the server responded with a status of (\d+)/.exec(complaint)?.[1]),
      );
      for (let place = told.length - 1; place >= 0; place -= 1) if (told[place]) complaints.splice(place, 1);
      return told.filter(Boolean);
    },
    async page(cookie, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      context.setDefaultTimeout(SOON.timeout);
      if (cookie !== undefined) await logIn(context, url, cookie);
      await listen(context, complaints);
      return context.newPage();
    },
    async close() {
      for (const context of contexts) await context.close();
    },
  };
}

async function logIn(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
}

async function listen(context: BrowserContext, complaints: string[]): Promise<void> {
  context.on('weberror', (problem) => complaints.push(`uncaught: ${problem.error().message}`));
  context.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  await context.exposeFunction('tellViolation', (text: string) => complaints.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const tell = (globalThis as unknown as { tellViolation(text: string): void }).tellViolation;
      tell(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

/** Takes a tab to a nearly empty page, so that the next address is loaded even if only its part after # differs. */
export async function leave(tab: Page): Promise<void> {
  const { origin } = new URL(tab.url());
  // On the same server: for any other origin the browser would start another process.
  if (origin !== 'null') await tab.goto(`${origin}/api/health`);
}

/**
 * One tab for tests that run one after the other, because opening a browser context costs more than most of them do. Each
 * finds it empty, with nothing stored by the page before. After a test that failed, the next one gets a new tab.
 */
export function tabInTurn(open: () => Promise<Page>): () => Promise<Page> {
  let tab: Page | undefined;
  const close = async () => {
    await tab?.context().close();
    tab = undefined;
  };
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await close();
  });
  afterAll(close);
  return async () => {
    if (tab === undefined) tab = await open();
    await leave(tab);
    if (tab.url() !== 'about:blank')
      await tab.evaluate(() => [localStorage, sessionStorage].map((kept) => kept.clear()));
    return tab;
  };
}

/** By default Playwright looks on every frame, which makes the page draw sixty times a second. */
const OFTEN = { polling: SOON.interval };

/** Resolves when nothing is asked for any more and nothing on the page is of yesterday's question. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('.stale, .skeleton, .progress') === null,
    null,
    OFTEN,
  );
}

/** Does what makes the page ask for a path anew, and resolves when the page shows the answer. */
export async function answered(page: Page, path: string, act: () => Promise<unknown>): Promise<void> {
  const answer = page.waitForResponse(
    (response) => new URL(response.url()).pathname === path && response.status() < 400,
  );
  await Promise.all([answer, act()]);
  await page.waitForFunction(() => document.querySelector('.stale, .skeleton, .progress') === null, null, OFTEN);
}
