import { findFirefox } from '../../gates/find-engines.mjs';
import type { Engine } from './engine.ts';
import { openPuppeteerBrowser } from './puppeteer-browser.ts';

export const firefox: Engine = {
  name: 'firefox',
  cannot: {
    prerender: 'Firefox does not prerender pages',
  },
  open({ denyStorage = false, gpc = false } = {}) {
    const executablePath = findFirefox();
    if (executablePath === null) throw new Error('There is no Firefox. See: npm run browser');
    return openPuppeteerBrowser({
      launch: {
        browser: 'firefox',
        executablePath,
        extraPrefsFirefox: {
          // The number for "block all cookies", which covers every storage of a page.
          ...(denyStorage && { 'network.cookie.cookieBehavior': 2 }),
          ...(gpc && {
            'privacy.globalprivacycontrol.enabled': true,
            'privacy.globalprivacycontrol.functionality.enabled': true,
          }),
        },
      },
    });
  },
};
