import { JOURNEY_MAX_STEPS } from '../../contract/limits.ts';
import { invalid } from '../../contract/problem.ts';
import { journeysQuery } from '../../contract/reports/journeys.ts';
import { ENTRY_LABEL, EXIT_LABEL, NOT_SET_LABEL } from '../../contract/vocabulary.ts';
import type { QuestionContext } from './parse.ts';
import { parsePage, parseScope, reader, requireTrafficFilters } from './parse-scope.ts';
import { integer } from './parse-words.ts';
import type { JourneysQuestion } from './report-question.ts';

/** Understands the parameters of `GET /api/journeys`. */
export function parseJourneysQuery(params: URLSearchParams, context: QuestionContext): JourneysQuestion {
  const scope = parseScope(params, context, journeysQuery);
  const get = reader(params);
  const [from, to] = [get('from'), get('to')];
  if (from !== undefined && to !== undefined) throw invalid('to', 'from or to, not both');
  const direction = to === undefined ? 'from' : 'to';
  const anchor = to ?? from ?? ENTRY_LABEL;
  const end = direction === 'from' ? ENTRY_LABEL : EXIT_LABEL;
  if (!anchor.startsWith('/') && anchor !== end && anchor !== NOT_SET_LABEL) {
    throw invalid(direction, `a path that begins with a slash, ${end} or ${NOT_SET_LABEL}`);
  }
  requireTrafficFilters(scope.filters);
  return {
    ...scope,
    ...parsePage(params, 'journeys', context),
    direction,
    anchor,
    steps: integer('steps', get('steps') ?? '5', 1, JOURNEY_MAX_STEPS),
    conversionEvents: context.conversionEvents.filter(({ active }) => active),
  };
}
