import { type Step, textProperty } from '../step.ts';

/** The visitor's time zone by its IANA name, such as `Europe/Paris`. */
export const timezone: Step = (draft, facts) => {
  const given = textProperty(draft, 'timezone');
  if (given !== null) draft.row.timezone = facts.lookups.timezone(given).name;
  return draft;
};
