import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { readStep } from '../../contract/grammar.ts';
import { EVENT_NAME_MAX, FUNNEL_MAX_STEPS, FUNNEL_MIN_STEPS } from '../../contract/limits.ts';
import { invalid, type Path } from '../../contract/problem.ts';
import { PAGE_VIEW, PAGE_VIEW_ALIASES } from '../../contract/vocabulary.ts';
import type { EventDefinition } from '../../model/conversion.ts';
import { normalPath } from '../../model/match/path.ts';
import { chooseConversionEvents } from './parse.ts';
import type { FunnelStep } from './report-question.ts';

/** As in conversion events. */
const PATH_MAX = 500;
/** Every page view is held against every step. */
const STARS_MAX = 10;
const FORMS = 'page:/path, event:name or conversion:<id or name>';

/**
 * The steps of a funnel, one `step` parameter each, in order. A step is `page:/path` (wildcards as in conversion
 * events), `event:name` or `conversion:<id or name>`; without its prefix what begins with a slash is a page, anything
 * else an event. The first two take conditions on properties: `event:purchase;plan=pro;seats=2`.
 */
export function parseSteps(params: URLSearchParams, conversionEvents: ConversionEvent[]): FunnelStep[] {
  const texts = params.getAll('step');
  const count = `${FUNNEL_MIN_STEPS} to ${FUNNEL_MAX_STEPS} times, in order: ${FORMS}`;
  if (texts.length === 0) throw invalid('step', count, 'MISSING_FIELD');
  if (texts.length < FUNNEL_MIN_STEPS || texts.length > FUNNEL_MAX_STEPS) throw invalid('step', count);
  return texts.map((text, index) => parseStep(text, ['step', index], conversionEvents));
}

function parseStep(text: string, field: Path, conversionEvents: ConversionEvent[]): FunnelStep {
  const { kind, subject, conditions } = readStep(text);
  if (kind === 'conversion') {
    const [definition] = chooseConversionEvents(subject, conversionEvents, field);
    if (definition !== undefined) return { name: definition.name, definition };
  }
  const properties = conditions.length === 0 ? null : toProperties(conditions, field);
  const definition = kind === 'page' ? pageStep(subject, field) : eventStep(subject, field);
  return { name: text, definition: { ...definition, properties } };
}

function pageStep(path: string, field: Path): Omit<EventDefinition, 'properties'> {
  const isPattern = path.includes('*');
  if (!path.startsWith('/') || [...normalPath(path, isPattern)].length > PATH_MAX) {
    throw invalid(field, `page: and a path of at most ${PATH_MAX} characters that begins with a slash`);
  }
  if ((path.match(/\*+/g) ?? []).length > STARS_MAX) throw invalid(field, `a path with at most ${STARS_MAX} wildcards`);
  return { type: 'page', event_name: null, page_path: path, match: isPattern ? 'wildcard' : 'exact' };
}

function eventStep(name: string, field: Path): Omit<EventDefinition, 'properties'> {
  if (name === '' || [...name].length > EVENT_NAME_MAX) {
    throw invalid(field, `${FORMS}; a name has 1 to ${EVENT_NAME_MAX} characters`);
  }
  const isView = (PAGE_VIEW_ALIASES as readonly string[]).includes(name);
  return { type: 'event', event_name: isView ? PAGE_VIEW : name, page_path: null, match: 'exact' };
}

function toProperties(
  conditions: ReturnType<typeof readStep>['conditions'],
  field: Path,
): NonNullable<EventDefinition['properties']> {
  const pairs = conditions.map(([key, value]) => {
    if (key === '' || value === undefined) throw invalid(field, 'conditions as ;property=value');
    return [key, value] as const;
  });
  return Object.fromEntries(pairs);
}
