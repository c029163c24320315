import { z } from 'zod';
import { SESSION_DIMENSIONS } from '../dimensions.ts';
import { pageQuery, pagination } from '../lists.ts';
import { COHORT_INTERVALS } from '../vocabulary.ts';
import { scopeQuery, sessionFilters, text } from './analytics-query.ts';
import { percentage, reportMeta, reportPeriod } from './report.ts';

/** The parameters of `GET /api/retention` as they are documented. */
export const retentionQuery = z.object({
  ...scopeQuery,
  cohort: z.enum(['first_visit']).describe('What a cohort shares. Default `first_visit`').optional(),
  interval: z.enum(COHORT_INTERVALS).describe('Default by length; a week starts on Monday').optional(),
  dimension: z.enum(SESSION_DIMENSIONS).describe('Parts cohorts by an attribute of the first session').optional(),
  currency: text("ISO 4217. Default: the website's"),
  ...sessionFilters,
  ...pageQuery,
});

const period = z.object({
  /** 0 is the one of the first visit. */
  period: z.int(),
  /** Its first day. */
  date: z.string(),
  visitors: z.int(),
  /** Of the cohort, percent. */
  share: percentage,
  /** Net, major units. */
  revenue: z.number(),
  /** Net since the first visit. */
  cumulative_revenue: z.number(),
  /** False where the range cuts the period off, or it has not ended. */
  complete: z.boolean(),
});

const cohort = z.object({
  /** First day of the period in which its visitors first came. */
  cohort: z.string(),
  /** Of the asked dimension. */
  label: z.string().optional(),
  visitors: z.int(),
  /** False where the range cuts the cohort off, or it still grows. */
  complete: z.boolean(),
  periods: z.array(period),
});

/** Answer of `GET /api/retention`. */
export const retentionAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  period: reportPeriod.extend({ interval: z.enum(COHORT_INTERVALS) }),
  currency: z.string(),
  cohorts: z.array(cohort),
  /** Net revenue of the range in three parts that sum to the whole. */
  revenue: z.object({
    /** Of the cohorts of all pages. */
    cohorts: z.number(),
    /** Of visitors who first came outside the range, or whom the filters leave out. */
    other_visitors: z.number(),
    /** Of payers who have never been seen. */
    unknown_payers: z.number(),
  }),
  pagination,
  meta: reportMeta,
});
export type RetentionAnswer = z.infer<typeof retentionAnswer>;
