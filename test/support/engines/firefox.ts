import { findFirefox } from '../../gates/find-engines.mjs';
import { openBrowser } from './browser.ts';
import type { Engine } from './engine.ts';
import { launchByPuppeteer } from './puppeteer-browser.ts';

export const firefox: Engine = {
  name: 'firefox',
  cannot: {
    prerender: 'Firefox does not prerender pages',
  },
  open({ denyStorage = false, gpc = false } = {}) {
    const executablePath = findFirefox();
    if (executablePath === null) throw new Error('There is no Firefox. See: npm run browser');
    const preferences = {
      // 5 is what Firefox comes with, and its driver changes; 2 is "block all cookies", which covers every storage.
      'network.cookie.cookieBehavior': denyStorage ? 2 : 5,
      'privacy.globalprivacycontrol.enabled': gpc,
      'privacy.globalprivacycontrol.functionality.enabled': gpc,
      // Spare processes, ready for more tabs than a test opens.
      'dom.ipc.processPrelaunch.enabled': false,
    };
    return openBrowser((profile, complaints) => {
      const options = {
        browser: 'firefox',
        executablePath,
        userDataDir: profile,
        extraPrefsFirefox: preferences,
      } as const;
      return launchByPuppeteer({ options, cannot: firefox.cannot }, complaints);
    });
  },
};
