import { engagement } from './enrich/engagement.ts';
import { geo } from './enrich/geo.ts';
import { language } from './enrich/language.ts';
import { screen } from './enrich/screen.ts';
import { source } from './enrich/source.ts';
import { timezone } from './enrich/timezone.ts';
import { url } from './enrich/url.ts';
import { userAgent } from './enrich/user-agent.ts';
import { utm } from './enrich/utm.ts';
import { visitor } from './enrich/visitor.ts';
import { bot } from './filter/bot.ts';
import { excludedCountry } from './filter/excluded-country.ts';
import { excludedIp } from './filter/excluded-ip.ts';
import { excludedPath } from './filter/excluded-path.ts';
import { gpc } from './filter/gpc.ts';
import { referrerSpam } from './filter/referrer-spam.ts';
import { trackingDisabled } from './filter/tracking-disabled.ts';
import { type Draft, type Drop, type Facts, isDrop, type Step } from './step.ts';

/** What happens to every event, in this order. The first drop ends it. */
const STEPS: readonly Step[] = [
  trackingDisabled,
  gpc,
  excludedIp,
  bot, // a judgement: it drops nothing, so that the owner's own exclusions come before it
  url, // page and campaign tags
  excludedPath, // after url: judges the cleaned path
  geo,
  excludedCountry, // after geo
  source, // after url: the page's host tells internal referrers
  utm, // after source: tags of the website's own links are none
  referrerSpam, // after source
  userAgent,
  language,
  screen,
  timezone,
  engagement,
  visitor, // last: of what is dropped, no id is ever made; what is kept apart needs one for its sessions
];

/** Runs one event through the steps. */
export function runPipeline(draft: Draft, facts: Facts): Draft | Drop {
  let current = draft;
  for (const step of STEPS) {
    const outcome = step(current, facts);
    if (isDrop(outcome)) return outcome;
    current = outcome;
  }
  return current;
}
