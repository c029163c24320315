import type { Agent } from '../lookups.ts';
import type { Draft, Facts, Step } from '../step.ts';
import { brandOf, systemVersion } from './client-hints.ts';

/** Browser, system and kind of device. The user agent itself goes no further. */
export const userAgent: Step = (draft, facts) => {
  const text = draft.client?.userAgent;
  if (typeof text === 'string') Object.assign(draft.row, agentOf(text, draft, facts));
  return draft;
};

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

/** The widest iPad, in CSS pixels; a Mac's screen is hardly ever as narrow. Told upright, however it is held. */
const IPAD_WIDTH = 1032;
/** Safari and what is built on it, as both say it on a Mac and on an iPad. */
const LIKE_IPAD = /^Mozilla\/5\.0 \(Macintosh;(?!.*\b(?:Chrome|Firefox)\/).*\bAppleWebKit\//;
