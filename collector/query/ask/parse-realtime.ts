import { REALTIME_MAX_ROWS } from '../../contract/limits.ts';
import { realtimeQuery } from '../../contract/reports/realtime.ts';
import { MINUTE_MS } from '../../model/time.ts';
import type { QuestionContext } from './parse.ts';
import { parseScopeOfNow, reader, requireTrafficFilters } from './parse-scope.ts';
import { integer } from './parse-words.ts';
import type { RealtimeQuestion } from './report-question.ts';

/** Minutes that are told one by one, the running one included. */
const MINUTES = 30;

/** Understands the parameters of `GET /api/realtime`. Its range is the last 30 minutes of the clock. */
export function parseRealtimeQuery(params: URLSearchParams, context: QuestionContext): RealtimeQuestion {
  const scope = parseScopeOfNow(params, context, realtimeQuery);
  requireTrafficFilters(scope.filters);
  const running = context.now - (context.now % MINUTE_MS);
  return {
    ...scope,
    range: { start: running - (MINUTES - 1) * MINUTE_MS, end: context.now + 1 },
    limit: integer('limit', reader(params)('limit') ?? '20', 1, REALTIME_MAX_ROWS),
    conversionEvents: context.conversionEvents.filter(({ active }) => active),
  };
}
