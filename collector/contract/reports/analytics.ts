import { z } from 'zod';
import { pagination } from '../lists.ts';
import { ATTRIBUTION_MODELS, INTERVALS, METRICS } from '../vocabulary.ts';
import { reportMeta, reportPeriod } from './report.ts';

/** A metric's value; a ratio with a zero denominator is null. */
const metricValue = z.number().nullable();
const metrics = z.partialRecord(z.enum(METRICS), metricValue);
const period = reportPeriod.extend({ interval: z.enum(INTERVALS) });

/** Answer of `GET /api/analytics`. */
export const analyticsAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  /** The resolved range, half-open, with the zone's offsets. */
  period,
  /** Over the whole range. Money in major units of `currency`. */
  metrics: metrics.and(z.object({ currency: z.string().optional() })),
  comparison: z
    .object({
      period: z.object({ start: z.string(), end: z.string() }),
      metrics,
      /** Percent against the earlier range; null on a zero base. */
      change: metrics,
    })
    .optional(),
  timeseries: z.array(z.object({ date: z.string() }).catchall(metricValue)).optional(),
  breakdown: z.array(z.record(z.string(), z.union([z.string(), metricValue]))).optional(),
  pagination: pagination.optional(),
  /** Distinct visitors of the last five minutes. */
  realtime: z.object({ visitors: z.int() }).optional(),
  meta: reportMeta.extend({
    /**
     * Where an earlier range is compared: when the website's first event or payment happened, with the zone's offset; null
     * without any. A comparison that begins before is of less than it seems. Absent for a share link with filters.
     */
    recorded_since: z.string().nullable().optional(),
    /** These three are absent for a share link that tells nothing of money. */
    attribution: z.enum(ATTRIBUTION_MODELS).optional(),
    lookback_days: z.int().optional(),
    /** Null where filters are by events, of which money knows nothing. */
    unattributed_revenue: z.number().nullable().optional(),
  }),
});
export type AnalyticsAnswer = z.infer<typeof analyticsAnswer>;
