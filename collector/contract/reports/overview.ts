import { z } from 'zod';
import { PANELS } from '../dimensions.ts';
import { OVERVIEW_MAX_ROWS } from '../limits.ts';
import { PANEL_METRICS } from '../vocabulary.ts';
import { analyticsAnswer } from './analytics.ts';
import { analyticsQuery, text } from './analytics-query.ts';

/** The parameters of `GET /api/overview` as they are documented. */
export const overviewQuery = analyticsQuery
  .omit({ metrics: true, dimensions: true, include: true, cursor: true, format: true })
  .extend({
    panels: text(`Comma list of: ${PANELS.join(', ')}. Default: all`),
    limit: text(`Rows of each panel: 1 to ${OVERVIEW_MAX_ROWS}. Default 9`),
    sort: text(
      `One of ${PANEL_METRICS.join(', ')}, \`-\` before it for descending. Default \`-visitors\`. ` +
        'A panel that does not tell it is sorted by the first metric it tells, most first',
    ),
  });

const value = z.number().nullable();
const { success, website_id, period, metrics, comparison, meta } = analyticsAnswer.shape;

/** Answer of `GET /api/overview`. Every number is the one that `GET /api/analytics` answers. */
export const overviewAnswer = z.object({
  success,
  website_id,
  period,
  metrics,
  /** `complete` is false of what is still running, and of what the range cuts off. */
  timeseries: z.array(z.object({ date: z.string(), complete: z.boolean() }).catchall(value)),
  comparison: comparison
    .unwrap()
    .extend({ timeseries: z.array(z.object({ date: z.string() }).catchall(value)) })
    .optional(),
  panels: z.partialRecord(
    z.enum(PANELS),
    z.object({
      rows: z.array(z.object({ label: z.string() }).catchall(value)),
      /** How many rows there are without a limit. */
      total_rows: z.int(),
    }),
  ),
  /** Distinct visitors of the last five minutes. */
  realtime: z.object({ visitors: z.int() }),
  meta,
});
export type OverviewAnswer = z.infer<typeof overviewAnswer>;
