import { z } from 'zod';
import { oneOf, timeZone } from '../fields.ts';
import { LINK_FLAWS, PERIODS } from '../vocabulary.ts';
import { reportPeriod } from './report.ts';

export const dataQualityQuery = z.strictObject({
  period: oneOf(PERIODS).describe('Default `30d`').optional(),
  start_date: z.string().describe('Inclusive day in the time zone, or an instant').optional(),
  end_date: z.string().describe('Inclusive day in the time zone, or an instant, then exclusive').optional(),
  timezone: timeZone.describe("IANA time zone. Default: the website's").optional(),
  format: z.enum(['json', 'csv'], 'json or csv').describe('As CSV: the days').optional(),
  test: z.enum(['true', 'false'], 'true or false').describe('`true` reads what test keys have sent').optional(),
});

const counts = {
  /** Stored and counted. */
  accepted: z.int(),
  /** Sent again under an id that was stored already. */
  duplicate: z.int(),
  /** Turned away, each attempt counted. */
  refused: z.int(),
  bot: z.int(),
  referrer_spam: z.int(),
  /** By the website's excluded addresses, paths and countries, and by `bizness excluded`. */
  excluded: z.int(),
  /** Dropped because the browser asked not to be tracked, where the website is set so. */
  gpc: z.int(),
  tracking_disabled: z.int(),
  /** Given up by visitors' browsers before they could be sent. */
  lost: z.int(),
};
export const DATA_QUALITY_COUNTS = Object.keys(counts) as (keyof typeof counts)[];

const reasons = z.array(z.object({ reason: z.string(), message: z.string(), count: z.int() }));

/** Answer of `GET /api/websites/{website_id}/data-quality`. Events are counted when they arrive, not when they happened. */
export const dataQualityAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  period: reportPeriod,
  /** Every day of the period. */
  days: z.array(z.object({ date: z.string(), ...counts })),
  totals: z.object(counts),
  /** Most first, as are those dropped. */
  refused: reasons,
  dropped: reasons,
  /** Hosts of pages whose events were accepted, and hosts that refused events came from; most events first. */
  hostnames: z.array(
    z.object({
      /** `(other)` is what came beyond the first 200 of a day, or the first 100 of this list. */
      hostname: z.string(),
      /** Whether `allowed_domains` names it; null for `(other)`. */
      allowed: z.boolean().nullable(),
      outcome: z.enum(['accepted', 'refused']),
      events: z.int(),
      last_at: z.string(),
    }),
  ),
  /** The currency of `revenue` below: the website's. */
  currency: z.string(),
  /**
   * Hosts that revenue of the period is credited to, by the website's attribution, and that may be pages to pay or to sign
   * in: by their `name`, or because most of these payers had come from elsewhere within a day (`returns`). The setting
   * `excluded_referrers` makes them no source.
   */
  no_source_candidates: z.array(
    z.object({
      host: z.string(),
      reason: z.enum(['name', 'returns']),
      message: z.string(),
      revenue: z.number(),
      /** Percent of all revenue; null without any. */
      share: z.number().nullable(),
      transactions: z.int(),
    }),
  ),
  /** Campaign links that visitors of the period came by, with something wrong; fifty of each flaw. */
  campaign_links: z.array(
    z.object({
      flaw: z.enum(LINK_FLAWS),
      message: z.string(),
      /** The address of the page, as it is stored. */
      link: z.string(),
      views: z.int(),
      last_at: z.string(),
      /** Of an `own_link` what it would be credited with, if its tags counted; else null. */
      revenue: z.number().nullable(),
    }),
  ),
});
export type DataQualityAnswer = z.infer<typeof dataQualityAnswer>;
export type DataQualityCounts = DataQualityAnswer['totals'];
