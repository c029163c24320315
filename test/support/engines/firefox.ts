import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFirefox } from '../../gates/find-engines.mjs';
import { openBrowser } from './browser.ts';
import type { Engine } from './engine.ts';
import { launchByPuppeteer } from './puppeteer-browser.ts';

/** Beside what was built, and gone with it. */
const PREPARED = fileURLToPath(new URL('../../../dist/.firefox', import.meta.url));

export const firefox: Engine = {
  name: 'firefox',
  cannot: {
    prerender: 'Firefox does not prerender pages',
  },
  async open({ denyStorage = false, gpc = false } = {}) {
    const executablePath = findFirefox();
    if (executablePath === null) throw new Error('There is no Firefox. See: npm run browser');
    preparing ??= prepareProfile(executablePath);
    const prepared = await preparing;
    return openBrowser((profile, complaints) => {
      if (!existsSync(path.join(profile, 'prefs.js'))) cpSync(prepared, profile, { recursive: true });
      const options = settings(executablePath, profile, { denyStorage, gpc });
      return launchByPuppeteer({ options, cannot: firefox.cannot }, complaints);
    });
  },
};

function settings(executablePath: string, userDataDir: string, { denyStorage = false, gpc = false }) {
  const extraPrefsFirefox = {
    // 5 is what Firefox comes with, and its driver changes; 2 is "block all cookies", which covers every storage.
    'network.cookie.cookieBehavior': denyStorage ? 2 : 5,
    'privacy.globalprivacycontrol.enabled': gpc,
    'privacy.globalprivacycontrol.functionality.enabled': gpc,
    // Spare processes, ready for more tabs than a test opens.
    'dom.ipc.processPrelaunch.enabled': false,
  };
  return { browser: 'firefox', executablePath, userDataDir, extraPrefsFirefox } as const;
}

/** Several browsers may be opened at once: one of them prepares, the others wait. */
let preparing: Promise<string> | undefined;

/**
 * A profile that Firefox has started with once, to be copied. A new one costs it three seconds of a core at its first start,
 * every time: caches of its own scripts, its add-ons, its search engines.
 */
async function prepareProfile(executablePath: string): Promise<string> {
  const ready = path.join(PREPARED, String(statSync(executablePath).mtimeMs));
  if (existsSync(ready)) return ready;
  const making = path.join(PREPARED, `making-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const run = await launchByPuppeteer({ options: settings(executablePath, making, {}), cannot: firefox.cannot }, []);
  await (await run.tab()).goto('about:blank');
  await run.quit();
  rmSync(path.join(making, 'lock'), { force: true });
  if (existsSync(ready)) rmSync(making, { recursive: true });
  else renameSync(making, ready);
  return ready;
}
