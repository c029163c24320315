import { findExecutable } from './find-executable.mjs';

const FIREFOX_PLACES = ['/Applications/Firefox.app/Contents/MacOS/firefox', '/snap/bin/firefox'];

/** Path of an installed Firefox, `FIREFOX_PATH` first; null when there is none. */
export const findFirefox = (environment = process.env) =>
  findExecutable(['firefox-esr', 'firefox'], {
    chosen: environment.FIREFOX_PATH,
    otherPlaces: FIREFOX_PLACES,
    environment,
  });

/**
 * Paths of what WebKit needs: its driver, `WEBKIT_DRIVER_PATH` first, the interpreter of the small browser around it,
 * and a screen that nobody sees. Null when one is missing.
 */
export function findWebKit(environment = process.env) {
  const driver = findExecutable(['WebKitWebDriver'], { chosen: environment.WEBKIT_DRIVER_PATH, environment });
  const interpreter = findExecutable(['gjs'], { environment });
  const screen = findExecutable(['Xvfb'], { environment });
  return driver === null || interpreter === null || screen === null ? null : { driver, interpreter, screen };
}
