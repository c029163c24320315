import { z } from 'zod';
import { SESSION_DIMENSIONS } from '../dimensions.ts';
import { FUNNEL_MAX_STEPS, FUNNEL_MAX_WINDOW_DAYS, FUNNEL_MIN_STEPS } from '../limits.ts';
import { pageQuery, pagination } from '../lists.ts';
import { FUNNEL_SCOPES } from '../vocabulary.ts';
import { scopeQuery, sessionFilters, text } from './analytics-query.ts';
import { percentage, reportMeta, reportPeriod } from './report.ts';

/** The parameters of `GET /api/funnels` as they are documented. */
export const funnelQuery = z.object({
  ...scopeQuery,
  step: z
    .array(z.string())
    .min(FUNNEL_MIN_STEPS)
    .max(FUNNEL_MAX_STEPS)
    .describe(
      'Once for each step, in order: `page:/path` (`*` is one segment, `**` any depth), `event:name` or ' +
        '`conversion:<id or name>`. Conditions on properties: `event:purchase;plan=pro;seats=2`',
    ),
  window: text(
    `Longest time from the first step to the last: \`30m\`, \`12h\`, up to \`${FUNNEL_MAX_WINDOW_DAYS}d\`. Default \`7d\``,
  ),
  scope: z.enum(FUNNEL_SCOPES).describe('`session` demands all steps within one session. Default `visitor`').optional(),
  dimension: z.enum(SESSION_DIMENSIONS).describe('Rows by an attribute of the session of the first step').optional(),
  ...sessionFilters,
  ...pageQuery,
});

const step = z.object({
  /** 1 for the first. */
  step: z.int(),
  /** As it was asked for; a conversion event by its name. */
  name: z.string(),
  /** Visitors who came at least this far. */
  visitors: z.int(),
  share_of_first: percentage,
  /** Null for the first step. */
  share_of_previous: percentage,
  /** Visitors of the previous step who did not come this far; null for the first. */
  drop_off: z.int().nullable(),
  /** Between the previous step and this one, of those who came this far. */
  median_seconds: z.int().nullable(),
});
export type FunnelStepAnswer = z.infer<typeof step>;

/** Answer of `GET /api/funnels`. */
export const funnelAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  period: reportPeriod,
  scope: z.enum(FUNNEL_SCOPES),
  window_seconds: z.int(),
  steps: z.array(step),
  /** The same by the asked dimension, most visitors first. */
  breakdown: z.array(z.object({ label: z.string(), steps: z.array(step) })).optional(),
  pagination: pagination.optional(),
  meta: reportMeta,
});
export type FunnelAnswer = z.infer<typeof funnelAnswer>;
