import type { Agent } from '../lookups.ts';
import { majorMinor } from './parse-agent.ts';

/** Browsers that call themselves Chrome, and who they are in `Sec-CH-UA` alone. */
const HIDDEN_BRANDS: Record<string, string> = {
  Brave: 'Brave',
  DuckDuckGo: 'DuckDuckGo',
  Opera: 'Opera',
  'Opera GX': 'Opera GX',
  Vivaldi: 'Vivaldi',
  'Microsoft Edge': 'Edge',
  'Samsung Internet': 'Samsung Internet',
  YaBrowser: 'Yandex',
  Yandex: 'Yandex',
  'Avast Secure Browser': 'Avast Secure Browser',
  'AVG Secure Browser': 'AVG Secure Browser',
  'Norton Private Browser': 'Norton Private Browser',
};

/** `"Chromium";v="126", "Brave";v="126", "Not/A)Brand";v="8"` is Brave 126. */
export function brandOf(brands: string): Pick<Agent, 'browser' | 'browser_version'> | null {
  for (const [, brand = '', version] of brands.matchAll(/"([^"]*)"\s*;\s*v="([^"]*)"/g)) {
    if (Object.hasOwn(HIDDEN_BRANDS, brand)) {
      return { browser: HIDDEN_BRANDS[brand] as string, browser_version: majorMinor(version) };
    }
  }
  return null;
}

/** The version in `Sec-CH-UA-Platform-Version`, which Windows counts in its own way; null where it says nothing. */
export function systemVersion(os: string | null, hint: string): string | null {
  const version = /^"?(\d+(?:\.\d+)*)"?$/.exec(hint.trim())?.[1];
  if (version === undefined) return null;
  const major = Number.parseInt(version, 10);
  if (os === 'Windows') return major >= 13 ? '11' : major > 0 ? '10' : null;
  return os === 'macOS' || os === 'Android' || os === 'Chrome OS' ? majorMinor(version) : null;
}
