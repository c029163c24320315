import { z } from 'zod';
import { EVENT_DIMENSIONS, NAMED_DIMENSIONS, REVENUE_DIMENSIONS, SESSION_DIMENSIONS } from '../dimensions.ts';
import { pageQuery } from '../lists.ts';
import { ATTRIBUTION_MODELS, COMPARISONS, INTERVALS, METRICS, PERIODS } from '../vocabulary.ts';

const oneOf = (words: readonly string[]) => words.join(', ');
export const text = (description: string) => z.string().describe(description).optional();

const filter = z
  .array(z.string())
  .describe(
    'Values, any of which may match: `US,CA`. Prefixes: `is:`, `is_not:`; in any case `contains:`, `not_contains:`, ' +
      '`starts_with:`; of events `none:`, which keeps visits without any such event. ' +
      'A comma, a backslash or a blank at an end that belongs to a value has a backslash before it; `is:` alone is an ' +
      'empty property. Given several times, all hold: `filter_page=starts_with:/docs&filter_page=is_not:/docs/old`',
  )
  .optional();
const filtersBy = (dimensions: readonly string[]) =>
  Object.fromEntries(dimensions.map((dimension) => [`filter_${dimension}`, filter]));
export const sessionFilters = filtersBy(SESSION_DIMENSIONS);
export const eventFilters = filtersBy(EVENT_DIMENSIONS);

/** What every report takes. */
export const websiteQuery = {
  website_id: text('Required unless the key is bound to one website'),
  timezone: text("IANA time zone. Default: the website's"),
  format: z.enum(['json', 'csv']).describe('`csv` without `limit` answers every row').optional(),
  test: z.enum(['true', 'false']).describe('`true` reads what test keys have written').optional(),
};

export const periodQuery = {
  period: z.enum(PERIODS).describe('Default `30d`').optional(),
  start_date: text('Inclusive day in the time zone, or an instant'),
  end_date: text('Inclusive day in the time zone, or an instant, then exclusive'),
};

/** What every report about a period takes. */
export const scopeQuery = { ...websiteQuery, ...periodQuery };

/**
 * The parameters of `GET /api/analytics` as they are documented. What they mean together is judged by the query room,
 * whose refusals name what is allowed; `filter_prop:<key>` cannot be listed here.
 */
export const analyticsQuery = z.object({
  ...scopeQuery,
  interval: z.enum(INTERVALS).optional(),
  metrics: text(`Comma list of: ${oneOf(METRICS)}. Default: all but scroll_depth`),
  dimensions: text(`Up to two of: ${oneOf(NAMED_DIMENSIONS)}, prop:<key>; a comma in a key as \`\\,\``),
  ...sessionFilters,
  ...eventFilters,
  ...filtersBy(REVENUE_DIMENSIONS),
  compare: z.enum(COMPARISONS).optional(),
  compare_start_date: text('With `compare_end_date`: a range to compare with'),
  compare_end_date: text('With `compare_start_date`'),
  attribution: z.enum(ATTRIBUTION_MODELS).optional(),
  lookback_days: text('1 to 365. Default 30'),
  conversion_event: text('Id or name: counts conversions of this one only'),
  currency: text('ISO 4217'),
  sort: text('A metric or dimension, `-` before it for descending. Default `-visitors`'),
  ...pageQuery,
  include: text('Comma list of: timeseries, comparison, realtime, total_rows'),
});
