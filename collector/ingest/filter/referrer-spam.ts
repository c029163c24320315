import { cleanHost } from '../../model/match/host-name.ts';
import type { Step } from '../step.ts';
import { REFERRER_SPAM_HOSTS } from './referrer-spam-hosts.ts';

/**
 * Visits that exist to put an address into the owner's reports. Kept apart as bots are. What was judged a bot stays
 * one: that says more of it.
 */
export const referrerSpam: Step = (draft, facts) => {
  const host = draft.referrer?.host ?? null;
  if (host === null || draft.row.exclusion !== null || !facts.website.settings.bot_filtering) return draft;
  if (isReferrerSpam(host)) draft.row.exclusion = 'referrer_spam';
  return draft;
};

const listed = new Set(REFERRER_SPAM_HOSTS.map(cleanHost));

/** Whether a host, or one above it, is on the list: `semalt.com` stands for `7.semalt.com` too. */
export function isReferrerSpam(host: string): boolean {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    if (listed.has(name)) return true;
  }
  return false;
}
