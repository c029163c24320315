import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findChromium, PUPPETEER_FLAGS, VISITOR_USER_AGENT } from '../../gates/find-chromium.mjs';
import { openBrowser } from './browser.ts';
import type { Engine } from './engine.ts';
import { DECLARE_GPC } from './imitations.ts';
import { launchByPuppeteer } from './puppeteer-browser.ts';

/** What the driver turns off and visitors have: the back/forward cache, and slow timers in hidden tabs. */
const UNLIKE_A_VISITOR = [
  '--disable-back-forward-cache',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

export const chromium: Engine = {
  name: 'chromium',
  cannot: {
    gpc: 'Chromium has no Global Privacy Control: a script in every page declares it, and no header is sent',
    blur: 'every window of a Chromium without a screen has the focus: a page loses it only by being hidden',
  },
  open({ denyStorage = false, gpc = false } = {}) {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error('There is no Chromium. See: npm run browser');
    return openBrowser((profile, complaints) => {
      if (denyStorage) blockAllCookies(profile);
      const options = {
        executablePath,
        userDataDir: profile,
        // By flag: what the driver would emulate is not said in beacons.
        args: [...PUPPETEER_FLAGS, `--user-agent=${VISITOR_USER_AGENT}`],
        ignoreDefaultArgs: UNLIKE_A_VISITOR,
      };
      return launchByPuppeteer({ options, cannot: chromium.cannot, ...(gpc && { script: DECLARE_GPC }) }, complaints);
    });
  },
};

/** Chromium's own setting of that name. It covers every storage of a page. */
function blockAllCookies(profile: string): void {
  mkdirSync(path.join(profile, 'Default'), { recursive: true });
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(settings));
}
