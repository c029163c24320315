import { isRevenueDimension, PANELS } from '../../contract/dimensions.ts';
import { OVERVIEW_MAX_ROWS } from '../../contract/limits.ts';
import { overviewQuery } from '../../contract/reports/overview.ts';
import { PANEL_METRICS } from '../../contract/vocabulary.ts';
import { requireFewBuckets } from '../count/buckets.ts';
import { assertWithoutMoney } from './families.ts';
import { PARAMETERS, parseAnalyticsQuery, type QuestionContext } from './parse.ts';
import { assertKnown, integer, list, oneOf } from './parse-words.ts';
import type { OverviewQuestion } from './question.ts';

/** What it understands in its own way; all else is as in `GET /api/analytics`. */
const { panels, limit, sort, ...asInAnalytics } = overviewQuery.shape;
const OWN = { panels, limit, sort };
const SHARED = Object.fromEntries(Object.entries(PARAMETERS).filter(([name]) => Object.hasOwn(asInAnalytics, name)));

/** Understands the parameters of `GET /api/overview`. Throws a refusal that names the parameter and what is allowed. */
export function parseOverviewQuery(params: URLSearchParams, context: QuestionContext): OverviewQuestion {
  assertKnown(params, { ...SHARED, ...OWN });
  const shared = new URLSearchParams([...params].filter(([name]) => !Object.hasOwn(OWN, name)));
  const question = parseAnalyticsQuery(shared, context);
  if (question.comparison !== null) requireFewBuckets(question.comparison, question.interval, question.timezone);
  const told = question.money ? PANELS : PANELS.filter((panel) => !isRevenueDimension(panel));
  const panels = list('panels', params.get('panels') || told.join(',')).map((word) => oneOf('panels', word, PANELS));
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
