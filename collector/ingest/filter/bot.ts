import { isbot } from 'isbot';
import { drop, type Step } from '../step.ts';

/** Programs that browse. A browser always names itself; a server that speaks for no visitor has nothing to be judged by. */
export const bot: Step = (draft, facts) => {
  if (!facts.website.settings.bot_filtering) return draft;
  const userAgent = draft.client?.userAgent ?? null;
  if (userAgent === null) return facts.mode === 'public' ? drop('bot') : draft;
  return facts.lookups.isBot(userAgent) ? drop('bot') : draft;
};

/** Whether a user agent is that of a crawler, a library or a headless browser. */
export function looksLikeBot(userAgent: string): boolean {
  return isbot(userAgent);
}
