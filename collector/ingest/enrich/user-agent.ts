import { UAParser } from 'ua-parser-js';
import type { Agent } from '../lookups.ts';
import type { Step } from '../step.ts';

/** Browser, system and kind of device. The user agent itself goes no further. */
export const userAgent: Step = (draft, facts) => {
  const text = draft.client?.userAgent;
  if (typeof text === 'string') Object.assign(draft.row, facts.lookups.agent(text));
  return draft;
};

export function parseAgent(text: string): Agent {
  const { browser, os, device } = new UAParser(text).getResult();
  return {
    browser: browser.name?.replace(/^Mobile /, '') ?? null,
    browser_version: majorMinor(browser.version),
    os: os.name === undefined ? null : (SYSTEM_NAMES[os.name] ?? os.name),
    os_version: majorMinor(os.version),
    device: deviceOf(device.type, browser.name ?? os.name),
  };
}

const SYSTEM_NAMES: Record<string, string> = { 'Mac OS': 'macOS', 'Chromium OS': 'Chrome OS' };

/** `120.0.6099.71` → `120.0`: builds beyond that would tell people apart rather than browsers. */
function majorMinor(version: string | undefined): string | null {
  return version?.split('.').slice(0, 2).join('.') || null;
}

function deviceOf(type: string | undefined, anything: string | undefined): Agent['device'] {
  if (type === 'mobile' || type === 'wearable') return 'mobile';
  if (type === 'tablet') return 'tablet';
  // Desktop browsers don't say so; televisions and consoles are nearer to them than to telephones.
  return anything === undefined && type === undefined ? null : 'desktop';
}
