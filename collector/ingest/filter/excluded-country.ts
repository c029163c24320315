import { drop, type Step } from '../step.ts';

/** Countries the owner does not count. */
export const excludedCountry: Step = (draft, facts) =>
  draft.row.country !== null && facts.rules.excludedCountries.has(draft.row.country) ? drop('excluded_country') : draft;
