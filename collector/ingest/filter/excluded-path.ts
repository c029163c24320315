import { drop, type Step } from '../step.ts';

/** Pages the owner does not count, such as `/admin/**`. */
export const excludedPath: Step = (draft, facts) =>
  draft.row.page !== null && facts.rules.excludesPath(draft.row.page) ? drop('excluded_path') : draft;
