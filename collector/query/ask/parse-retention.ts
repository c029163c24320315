import { RETENTION_MAX_COHORTS } from '../../contract/limits.ts';
import { retentionQuery } from '../../contract/reports/retention.ts';
import { COHORT_INTERVALS, type CohortInterval } from '../../contract/vocabulary.ts';
import { DAY_MS } from '../../model/time.ts';
import { requireFewBuckets } from '../count/buckets.ts';
import { parseCurrency, type QuestionContext } from './parse.ts';
import { parsePage, parseScope, parseSessionDimension, reader, requireSessionFilters } from './parse-scope.ts';
import { oneOf } from './parse-words.ts';
import type { Range } from './question.ts';
import type { RetentionQuestion } from './report-question.ts';

/** Understands the parameters of `GET /api/retention`. */
export function parseRetentionQuery(params: URLSearchParams, context: QuestionContext): RetentionQuestion {
  const scope = parseScope(params, context, retentionQuery);
  const get = reader(params);
  oneOf('cohort', get('cohort') ?? 'first_visit', ['first_visit']);
  const interval = oneOf('interval', get('interval') ?? defaultInterval(scope.range), COHORT_INTERVALS);
  requireFewBuckets(scope.range, interval, scope.timezone, {
    count: RETENTION_MAX_COHORTS,
    of: 'cohorts',
  });
  requireSessionFilters(scope.filters, 'it keeps the visitors whose first session has it');
  return {
    ...scope,
    ...parsePage(params, 'retention', context),
    interval,
    dimension: parseSessionDimension(params),
    currency: parseCurrency(get('currency'), [], context.website.currency),
  };
}

function defaultInterval({ start, end }: Range): CohortInterval {
  const days = (end - start) / DAY_MS;
  if (days <= 14.1) return 'day';
  return days <= 190 ? 'week' : 'month';
}
