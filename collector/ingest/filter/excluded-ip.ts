import { drop, type Step } from '../step.ts';

/** The owner's own addresses, and whatever else is listed. */
export const excludedIp: Step = (draft, facts) => {
  const address = draft.client?.address;
  return typeof address === 'string' && facts.rules.excludesAddress(address) ? drop('excluded_ip') : draft;
};
