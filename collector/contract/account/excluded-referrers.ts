import { z } from 'zod';
import { oneOf } from '../fields.ts';
import { reportPeriod } from '../reports/report.ts';
import { ATTRIBUTION_MODELS, PERIODS } from '../vocabulary.ts';
import { referrerPatterns } from './website.ts';

/** Body of `POST /api/websites/{id}/excluded-referrers/preview`. */
export const excludedReferrersPreviewBody = z.strictObject(
  { excluded_referrers: referrerPatterns, period: oneOf(PERIODS).optional() },
  'object',
);

/** What the setting would change, by the website's attribution model and look-back, in its currency. */
export const excludedReferrersPreviewAnswer = z.object({
  success: z.literal(true),
  period: reportPeriod,
  attribution: z.enum(ATTRIBUTION_MODELS),
  currency: z.string(),
  /** Sessions of the period that would lose their source, or have it back. */
  sessions: z.int(),
  /** Net, of the period. */
  revenue: z.number(),
  /** Of it, what would be credited to another source than now. */
  revenue_moved: z.number(),
  /** Percent; null without revenue. */
  share_moved: z.number().nullable(),
  /** The hundred sources whose revenue changes most. */
  sources: z.array(z.object({ source: z.string(), revenue_before: z.number(), revenue_after: z.number() })),
  warnings: z.array(z.string()),
});
export type ExcludedReferrersPreview = z.infer<typeof excludedReferrersPreviewAnswer>;
