import { chromium } from 'playwright-core';
import { findExecutable } from './find-executable.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL_PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/snap/bin/chromium'];

/**
 * Popups of the address bar, which nobody sees here: Chromium loads a page for each of them with every window, and that takes
 * longer than to load any page of ours.
 */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** What Playwright turns off by a flag of its own. Only the last flag of its name counts, which is ours. */
const OFF_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Flags for a quiet Chromium that also runs as root and calls nobody. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** For a Chromium that Playwright drives. */
export const CHROMIUM_FLAGS = [...QUIET, `--disable-features=${[...UNSEEN, ...OFF_BY_PLAYWRIGHT]}`];
/** For one that Puppeteer drives, which adds what it turns off itself. */
export const PUPPETEER_FLAGS = [...QUIET, `--disable-features=${UNSEEN}`];

/** An ordinary visitor's user agent. Chromium's own headless one is a bot's, and bots are not counted. */
export const VISITOR_USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Path of an installed Chromium, `CHROMIUM_PATH` first; null when there is none. */
export const findChromium = (environment = process.env) =>
  findExecutable(NAMES, {
    chosen: environment.CHROMIUM_PATH,
    otherPlaces: [...USUAL_PLACES, chromium.executablePath()],
    environment,
  });
