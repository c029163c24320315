import { drop, type Step } from '../step.ts';

/** The owner has switched the website off. */
export const trackingDisabled: Step = (draft, facts) =>
  facts.website.settings.tracking_enabled ? draft : drop('tracking_disabled');
