import { isbot } from 'isbot';
import type { Step } from '../step.ts';

/**
 * Programs that browse: judged by how the request names itself, and by what every browser would have said beside it. A
 * server that speaks for no visitor has nothing to be judged by. A bot's event goes on through the pipeline and is kept
 * apart, so that its owner can judge otherwise.
 */
export const bot: Step = (draft, facts) => {
  if (facts.website.settings.bot_filtering && isBot(draft.client?.userAgent ?? null, facts))
    draft.row.exclusion = 'bot';
  return draft;
};

function isBot(userAgent: string | null, { mode, lookups, signs }: Parameters<Step>[1]): boolean {
  // A browser always names itself.
  if (userAgent === null) return mode === 'public';
  if (lookups.isBot(userAgent)) return true;
  if (signs === null) return false;
  // A headless browser whose owner has rewritten its user agent and forgotten the brands it sends beside that.
  if (signs.brands !== null && HEADLESS_BRAND.test(signs.brands)) return true;
  // A library with a browser's user agent pasted in: it has none of the headers that browsers send unasked.
  return signs.isBare && userAgent.startsWith('Mozilla/5.0');
}

const HEADLESS_BRAND = /headless/i;

/** Tools that drive or imitate a browser by names that isbot lets pass. No browser that people use bears one. */
const AUTOMATION = /\b(?:puppeteer|jsdom|happy-?dom|htmlunit|webdriver|zombie\.js|lighthouse)\b/i;

/**
 * Browsers inside Meta's apps, where words of the device's name or the lack of a browser's are taken for a bot's. What fetches
 * links for those apps names no device.
 */
const IN_APP = /\b(?:Barcelona|Instagram) \d[\d.]* (?:Android )?\((?:iPad|iPhone|iPod|\d+\/\d)/;
const CONFESSED = /bot\b|crawl|spider|headless/i;

/** Whether a user agent is that of a crawler, a library or a headless browser. */
export function looksLikeBot(userAgent: string): boolean {
  const isPerson = IN_APP.test(userAgent) && !CONFESSED.test(userAgent);
  return (isbot(userAgent) && !isPerson) || AUTOMATION.test(userAgent);
}
