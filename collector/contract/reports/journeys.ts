import { z } from 'zod';
import { JOURNEY_MAX_STEPS } from '../limits.ts';
import { pageQuery, pagination } from '../lists.ts';
import { eventFilters, scopeQuery, sessionFilters, text } from './analytics-query.ts';
import { percentage, reportMeta, reportPeriod } from './report.ts';

/** The parameters of `GET /api/journeys` as they are documented. */
export const journeysQuery = z.object({
  ...scopeQuery,
  from: text('Paths on from a page, `*` and `**` allowed, from `(entry)` or from `(not set)`. Default `(entry)`'),
  to: text('Paths to a page, or to `(exit)`; instead of `from`'),
  steps: text(`Pages beyond it: 1 to ${JOURNEY_MAX_STEPS}. Default 5`),
  ...sessionFilters,
  ...eventFilters,
  ...pageQuery,
});

/** Answer of `GET /api/journeys`. A step is a page's distance from the anchor, which is 0; negative before it. */
export const journeysAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  period: reportPeriod,
  /** Sessions that met the anchor. */
  sessions: z.int(),
  /** Whole paths in order of time, the commonest first. */
  paths: z.array(z.object({ path: z.array(z.string()), sessions: z.int(), share: percentage })),
  /** Pages by their step, over all paths; of each step at most `limit`, the commonest first. */
  nodes: z.array(z.object({ step: z.int(), page: z.string(), sessions: z.int() })),
  /** From a page to the next; `step` is that of the page it leads from. At most `limit` a step. */
  links: z.array(z.object({ step: z.int(), from: z.string(), to: z.string(), sessions: z.int() })),
  pagination,
  meta: reportMeta,
});
export type JourneysAnswer = z.infer<typeof journeysAnswer>;
