import { z } from 'zod';
import {
  ATTRIBUTION_MODELS,
  COMPARISONS,
  EVENT_DIMENSIONS,
  INTERVALS,
  METRICS,
  PERIODS,
  REVENUE_DIMENSIONS,
  SESSION_DIMENSIONS,
} from './vocabulary.ts';

const oneOf = (words: readonly string[]) => words.join(', ');
const DIMENSIONS = [...SESSION_DIMENSIONS, ...EVENT_DIMENSIONS, ...REVENUE_DIMENSIONS];
const text = (description: string) => z.string().describe(description).optional();

const filters = Object.fromEntries(
  DIMENSIONS.map((dimension) => [
    `filter_${dimension}`,
    text(
      'Values, any of which may match: `US,CA`. Prefixes: `is:`, `is_not:`, `contains:`, `not_contains:`, `starts_with:`',
    ),
  ]),
);

/**
 * The parameters of `GET /api/analytics` as they are documented. What they mean together is judged by the query room,
 * whose refusals name what is allowed; `filter_prop:<key>` cannot be listed here.
 */
export const analyticsQuery = z.object({
  website_id: text('Required unless the key is bound to one website'),
  period: z.enum(PERIODS).describe('Default `30d`').optional(),
  start_date: text('Inclusive day in the time zone, or an instant'),
  end_date: text('Inclusive day in the time zone, or an instant, then exclusive'),
  timezone: text("IANA time zone. Default: the website's"),
  interval: z.enum(INTERVALS).optional(),
  metrics: text(`Comma list of: ${oneOf(METRICS)}`),
  dimensions: text(`Up to two of: ${oneOf(DIMENSIONS)}, prop:<key>`),
  ...filters,
  compare: z.enum(COMPARISONS).optional(),
  compare_start_date: text('With `compare_end_date`: a range to compare with'),
  compare_end_date: text('With `compare_start_date`'),
  attribution: z.enum(ATTRIBUTION_MODELS).optional(),
  lookback_days: text('1 to 365. Default 30'),
  conversion_event: text('Id or name: counts conversions of this one only'),
  currency: text('ISO 4217'),
  sort: text('A metric or dimension, `-` before it for descending. Default `-visitors`'),
  limit: text('1 to 1000. Default 100'),
  cursor: text('`pagination.next_cursor` of the page before'),
  include: text('Comma list of: timeseries, comparison, realtime, total_rows'),
  format: z.enum(['json', 'csv']).optional(),
  test: z.enum(['true', 'false']).describe('`true` reads what test keys have written').optional(),
});
