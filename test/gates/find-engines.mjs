import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const FIREFOX_NAMES = ['firefox-esr', 'firefox'];
const FIREFOX_PLACES = ['/Applications/Firefox.app/Contents/MacOS/firefox', '/snap/bin/firefox'];

/** Path of an installed Firefox, `FIREFOX_PATH` first; null when there is none. */
export const findFirefox = (environment = process.env) =>
  find(FIREFOX_NAMES, environment.FIREFOX_PATH, environment, FIREFOX_PLACES);

/** Path of WebKit's driver, `WEBKIT_DRIVER_PATH` first; null when there is none. */
export const findWebKitDriver = (environment = process.env) =>
  find(['WebKitWebDriver'], environment.WEBKIT_DRIVER_PATH, environment);

function find(names, chosen, environment, otherPlaces = []) {
  if (chosen !== undefined && chosen !== '') return runnable(chosen) ? chosen : null;
  const folders = (environment.PATH ?? '').split(path.delimiter).concat('/usr/bin', '/usr/local/bin');
  const candidates = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...otherPlaces];
  return candidates.find(runnable) ?? null;
}

function runnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
