import type { Agent } from '../lookups.ts';
import type { Draft, Facts, Step } from '../step.ts';
import { brandOf, systemVersion } from './client-hints.ts';
import { majorMinor, nameBrowser, nameSystem } from './parse-agent.ts';
import { withStated } from './stated.ts';

/** Browser, system and kind of device. The user agent itself goes no further. */
export const userAgent: Step = (draft, facts) => {
  const { client, row } = draft;
  if (client === null) return draft;
  const found = client.userAgent === null ? NO_AGENT : agentOf(client.userAgent, draft, facts);
  Object.assign(row, found);
  if (client.stated === null) return draft;
  const { browser, browser_version, os, os_version, device } = client.stated;
  const stated = {
    browser: browser === undefined ? null : nameBrowser(browser),
    browser_version: majorMinor(browser_version),
    os: os === undefined ? null : nameSystem(os),
    os_version: majorMinor(os_version),
    device,
  };
  for (const parts of TOGETHER) Object.assign(row, withStated<keyof Agent>(found, stated, parts));
  return draft;
};

const TOGETHER = [['browser', 'browser_version'], ['os', 'os_version'], ['device']] as const;
const NO_AGENT: Agent = Object.freeze({
  browser: null,
  browser_version: null,
  os: null,
  os_version: null,
  device: null,
});

/** What the user agent says, corrected by what came with it. */
function agentOf(text: string, { properties }: Draft, { lookups, signs }: Facts): Agent {
  const agent = lookups.agent(text);
  const width = Object.hasOwn(properties, 'screen_width') ? properties.screen_width : null;
  if (typeof width === 'number' && width > 0 && width <= IPAD_WIDTH && LIKE_IPAD.test(text)) {
    // Safari comes with its system and has the same version.
    const version = agent.browser === 'Safari' ? agent.browser_version : null;
    return { ...agent, os: 'iOS', os_version: version, device: 'tablet' };
  }
  const { brands = null, platformVersion = null } = signs ?? {};
  const brand = agent.browser === 'Chrome' && brands !== null ? brandOf(brands) : null;
  const version = platformVersion === null ? null : systemVersion(agent.os, platformVersion);
  if (brand === null && version === null) return agent;
  return { ...agent, ...brand, ...(version === null ? {} : { os_version: version }) };
}

/** The widest iPad, in CSS pixels; a Mac's screen is hardly ever as narrow. It is the upright width, however it is held. */
const IPAD_WIDTH = 1032;
/** Safari and what is built on it, as both say it on a Mac and on an iPad. */
const LIKE_IPAD = /^Mozilla\/5\.0 \(Macintosh;(?!.*\b(?:Chrome|Firefox)\/).*\bAppleWebKit\//;
