import { isRevenueDimension, PANELS } from '../contract/dimensions.ts';
import { OVERVIEW_MAX_ROWS } from '../contract/limits.ts';
import { PANEL_METRICS } from '../contract/vocabulary.ts';
import { buildBuckets } from './buckets.ts';
import { assertWithoutMoney } from './families.ts';
import { parseAnalyticsQuery, type QuestionContext } from './parse.ts';
import { assertKnown, integer, list, oneOf } from './parse-words.ts';
import type { OverviewQuestion } from './question.ts';

const SHARED = [
  'website_id',
  'period',
  'start_date',
  'end_date',
  'timezone',
  'interval',
  'compare',
  'compare_start_date',
  'compare_end_date',
  'attribution',
  'lookback_days',
  'conversion_event',
  'currency',
  'test',
];
const OWN = ['panels', 'limit', 'sort'];

/** Understands the parameters of `GET /api/overview`. Throws a refusal that names the parameter and what is allowed. */
export function parseOverviewQuery(params: URLSearchParams, context: QuestionContext): OverviewQuestion {
  assertKnown(params, [...SHARED, ...OWN]);
  const shared = new URLSearchParams([...params].filter(([name]) => !OWN.includes(name)));
  const question = parseAnalyticsQuery(shared, context);
  if (question.comparison !== null) buildBuckets(question.comparison, question.interval, question.timezone);
  const told = question.money ? PANELS : PANELS.filter((panel) => !isRevenueDimension(panel));
  const panels = list(params.get('panels') || told.join(',')).map((word) => oneOf('panels', word, PANELS));
  if (!question.money) assertWithoutMoney([], panels, []);
  const sort = params.get('sort') || '-visitors';
  const descending = sort.startsWith('-');
  return {
    ...question,
    panels,
    limit: integer('limit', params.get('limit') || '9', 1, OVERVIEW_MAX_ROWS),
    sort: { by: oneOf('sort', descending ? sort.slice(1) : sort, PANEL_METRICS), descending },
  };
}
