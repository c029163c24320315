import { z } from 'zod';

/** What every report says about itself. */
export const reportMeta = z.object({
  fresh_as_of: z.string(),
  /** Absent, like the next two, for a share link with filters: it is of the whole website. */
  bots_excluded: z.int().optional(),
  /** Events of visits that came from an address known for referrer spam. */
  referrer_spam_excluded: z.int().optional(),
  /** Events that visitors' browsers gave up before they could be sent. */
  given_up_events: z.int().optional(),
  /** `daily` when ids live a day, so that a person of two days is two visitors. */
  visitor_scope: z.enum(['range', 'daily']),
  warnings: z.array(z.string()),
});
export type ReportMeta = z.infer<typeof reportMeta>;

/** The resolved range, half-open, with the zone's offsets. */
export const reportPeriod = z.object({ start: z.string(), end: z.string(), timezone: z.string() });

/** Percent with two decimals; null of nothing. */
export const percentage = z.number().nullable();
