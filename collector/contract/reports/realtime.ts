import { z } from 'zod';
import { REALTIME_MAX_ROWS } from '../limits.ts';
import { eventFilters, sessionFilters, text, websiteQuery } from './analytics-query.ts';
import { reportMeta, reportPeriod } from './report.ts';

/** The parameters of `GET /api/realtime` as they are documented. */
export const realtimeQuery = z.object({
  ...websiteQuery,
  ...sessionFilters,
  ...eventFilters,
  limit: text(`Rows of each list: 1 to ${REALTIME_MAX_ROWS}. Default 20`),
});

const visitors = z.int();

/** Answer of `GET /api/realtime`. */
export const realtimeAnswer = z.object({
  success: z.literal(true),
  website_id: z.string(),
  /** The minutes told. */
  period: reportPeriod,
  /** Distinct visitors of the last five minutes. */
  visitors,
  /** The last 30 minutes of the clock, the running one included. */
  minutes: z.array(z.object({ date: z.string(), pageviews: z.int(), events: z.int() })),
  /** Where these visitors are: the page of their latest event that names one. */
  pages: z.array(z.object({ page: z.string(), visitors })),
  sources: z.array(z.object({ source: z.string(), visitors })),
  countries: z.array(z.object({ country: z.string(), visitors })),
  devices: z.array(z.object({ device: z.string(), visitors })),
  /** The latest of these minutes, `page_leave` left out. */
  latest_events: z.array(
    z.object({
      event_name: z.string(),
      page: z.string(),
      source: z.string(),
      country: z.string(),
      timestamp: z.string(),
    }),
  ),
  meta: reportMeta,
});
export type RealtimeAnswer = z.infer<typeof realtimeAnswer>;
