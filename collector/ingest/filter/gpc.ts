import { drop, type Step } from '../step.ts';

/**
 * The browser asks for privacy with `Sec-GPC: 1` and the website honours it by not counting at all. The milder answer,
 * counting without any brought id, is given where the visitor is told.
 */
export const gpc: Step = (draft, facts) =>
  facts.gpc && facts.mode === 'public' && facts.website.settings.gpc === 'drop' ? drop('gpc') : draft;
