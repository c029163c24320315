import { UAParser } from 'ua-parser-js';
import type { Agent } from '../lookups.ts';

/** Reads a user agent. What the library gets wrong is put right here; docs/enrichment.md names it. */
export function parseAgent(text: string): Agent {
  const { browser, os, device } = new UAParser(text).getResult();
  const threads = /\bBarcelona (\d[\d.]*)/.exec(text);
  const name = threads !== null ? 'Threads' : browser.name === undefined ? null : nameBrowser(browser.name);
  const system = IPAD.test(text) ? 'iOS' : os.name === undefined || JAVA_PHONE.test(text) ? null : nameSystem(os.name);
  const agent: Agent = {
    browser: name,
    browser_version: majorMinor(threads === null ? browser.version : threads[1]),
    os: system,
    os_version: honestVersion(system, majorMinor(os.version), text),
    device: IPAD.test(text) ? 'tablet' : deviceOf(device.type, system, text, name ?? system),
  };
  return MAC_LIKE_IPAD.test(text) ? { ...agent, os: 'iOS', os_version: null, device: 'tablet' } : agent;
}

/** `(iPad; …` of Safari, `(iPad12,1; …` of apps. */
const IPAD = /\(iPad[\d,]*;/;

/** Telephones that run Java programs, and have no system that anybody knows. */
const JAVA_PHONE = /\bJ2ME\/MIDP\b/;

/** Browsers of iPads that ask for the pages of a desktop: no Mac has these. */
const MAC_LIKE_IPAD = /^Mozilla\/5\.0 \(Macintosh;.*\b(?:CriOS|FxiOS|EdgiOS|Mobile)\//;

/** Names as reports say them, by how they are written elsewhere. */
const BROWSER_NAMES: Record<string, string> = {
  chrome: 'Chrome',
  'google chrome': 'Chrome',
  safari: 'Safari',
  firefox: 'Firefox',
  edge: 'Edge',
  'microsoft edge': 'Edge',
  opera: 'Opera',
  brave: 'Brave',
  'samsung internet': 'Samsung Internet',
};
const SYSTEM_NAMES: Record<string, string> = {
  'mac os': 'macOS',
  'mac os x': 'macOS',
  'os x': 'macOS',
  macos: 'macOS',
  'chromium os': 'Chrome OS',
  'chrome os': 'Chrome OS',
  chromeos: 'Chrome OS',
  windows: 'Windows',
  android: 'Android',
  ios: 'iOS',
  ipados: 'iOS',
  linux: 'Linux',
};

const named = (names: Record<string, string>, text: string): string => {
  const folded = text.toLowerCase();
  return Object.hasOwn(names, folded) ? (names[folded] as string) : text;
};
export const nameBrowser = (text: string): string => named(BROWSER_NAMES, text.trim().replace(/^Mobile /i, ''));
export const nameSystem = (text: string): string => named(SYSTEM_NAMES, text.trim());

/** `120.0.6099.71` → `120.0`: builds beyond that would tell people apart rather than browsers. */
export function majorMinor(version: string | undefined): string | null {
  return version?.trim().split('.').slice(0, 2).join('.') || null;
}

/** Browsers stopped saying which version of a system they run on: what they say since then is where they stopped. */
function honestVersion(os: string | null, version: string | null, text: string): string | null {
  // Apps say in brackets of their own what system they run on: `(iPhone14,7; iOS 26_2; …`.
  const app = os === 'iOS' ? / (?:iOS|iPadOS) (\d+)[_.](\d+)/.exec(text) : null;
  if (app !== null) return `${app[1]}.${app[2]}`;
  if (version === null) return null;
  if (os === 'Windows') return version === '10' ? '10 or 11' : version;
  if (os === 'macOS') return version === '10.15' ? '10.15 or later' : version;
  if (os === 'Android') return / Android 10; K\)/.test(text) ? '10 or later' : version;
  if (os === 'Chrome OS') return version === '14541.0' ? null : version;
  // From 26 on Safari says its own version and an old one of iOS; it comes with its system and has the same version.
  const safari = os === 'iOS' ? majorMinor(/ Version\/(\d[\d.]*)/.exec(text)?.[1]) : null;
  return safari !== null && Number.parseInt(safari, 10) > Number.parseInt(version, 10) ? safari : version;
}

function deviceOf(type: string | undefined, os: string | null, text: string, anything: string | null): Agent['device'] {
  if (type === 'mobile' || type === 'wearable' || /\bOpera (?:Mini|Mobi)\b/.test(text)) return 'mobile';
  if (type === 'tablet') return 'tablet';
  // Tablets leave out that they are mobile.
  if (type === undefined && os === 'Android') return /\bMobi/.test(text) ? 'mobile' : 'tablet';
  // Desktop browsers don't say so; televisions and consoles are nearer to them than to telephones.
  return anything === null && type === undefined ? null : 'desktop';
}
