import type { Step } from '../step.ts';

/** The campaign tags as the founder wrote them; merging spellings is the source's work. */
export const utm: Step = (draft) => {
  const { row, tags } = draft;
  if (tags === null) return draft;
  row.utm_source = tags.source;
  row.utm_medium = tags.medium;
  row.utm_campaign = tags.campaign;
  row.utm_content = tags.content;
  row.utm_term = tags.term;
  return draft;
};
