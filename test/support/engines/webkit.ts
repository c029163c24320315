import { findWebKit } from '../../gates/find-engines.mjs';
import { openBrowser } from './browser.ts';
import type { Engine } from './engine.ts';
import { DECLARE_GPC, REFUSE_STORAGE } from './imitations.ts';
import { launchWebKit } from './webkit-browser.ts';

export const webkit: Engine = {
  name: 'webkit',
  cannot: {
    gpc: 'WebKit has no Global Privacy Control: a script in every page declares it, and no header is sent',
    denyStorage: 'WebKitGTK has no such setting: a script in every page makes touching a storage throw, as in Safari',
    offline: 'WebKitGTK believes what the machine says about its network and cannot be cut off alone',
    prerender: 'WebKit does not prerender pages',
  },
  open({ denyStorage = false, gpc = false } = {}) {
    const parts = findWebKit();
    if (parts === null) throw new Error('There is no WebKit. See: npm run browser');
    const scripts = [...(gpc ? [DECLARE_GPC] : []), ...(denyStorage ? [REFUSE_STORAGE] : [])];
    return openBrowser((profile, complaints) =>
      launchWebKit({ parts, profile, scripts, cannot: webkit.cannot }, complaints),
    );
  },
};
