import { FUNNEL_MAX_WINDOW_DAYS } from '../../contract/limits.ts';
import { invalid } from '../../contract/problem.ts';
import { funnelQuery } from '../../contract/reports/funnel.ts';
import { FUNNEL_SCOPES } from '../../contract/vocabulary.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../model/time.ts';
import type { QuestionContext } from './parse.ts';
import { parsePage, parseScope, parseSessionDimension, reader, requireSessionFilters } from './parse-scope.ts';
import { parseSteps } from './parse-steps.ts';
import { oneOf } from './parse-words.ts';
import type { FunnelQuestion } from './report-question.ts';

/** Understands the parameters of `GET /api/funnels`. */
export function parseFunnelQuery(params: URLSearchParams, context: QuestionContext): FunnelQuestion {
  const scope = parseScope(params, context, funnelQuery);
  const get = reader(params);
  const steps = parseSteps(params, context.conversionEvents);
  requireSessionFilters(scope.filters, 'conditions on events stand in the steps, as in step=event:signup;plan=pro');
  return {
    ...scope,
    ...parsePage(params, 'funnel', context),
    steps,
    window: parseWindow(get('window') ?? '7d'),
    scope: oneOf('scope', get('scope') ?? 'visitor', FUNNEL_SCOPES),
    dimension: parseSessionDimension(params),
  };
}

const UNIT_MS: Record<string, number> = { s: 1000, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

function parseWindow(text: string): number {
  const [, count, unit = ''] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const window = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(window > 0 && window <= FUNNEL_MAX_WINDOW_DAYS * DAY_MS)) {
    throw invalid('window', `a number and s, m, h or d, such as 30m or 7d, up to ${FUNNEL_MAX_WINDOW_DAYS}d`);
  }
  return window;
}
