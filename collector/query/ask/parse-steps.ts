import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { EVENT_NAME_MAX, FUNNEL_MAX_STEPS, FUNNEL_MIN_STEPS } from '../../contract/limits.ts';
import { invalid, type Path } from '../../contract/problem.ts';
import { PAGE_VIEW, PAGE_VIEW_ALIASES } from '../../contract/vocabulary.ts';
import type { EventDefinition } from '../../model/conversion.ts';
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
  return texts.map((text, index) => parseStep(text.trim(), ['step', index], conversionEvents));
}

function parseStep(text: string, field: Path, conversionEvents: ConversionEvent[]): FunnelStep {
  const [, form = text.startsWith('/') ? 'page' : 'event', rest = ''] =
    /^(?:(page|event|conversion):)?(.*)$/s.exec(text) ?? [];
  if (form === 'conversion') {
    const [definition] = chooseConversionEvents(rest, conversionEvents, field);
    if (definition !== undefined) return { name: definition.name, definition };
  }
  const [subject = '', ...conditions] = split(rest, ';');
  const properties = conditions.length === 0 ? null : parseConditions(conditions, field);
  const definition = form === 'page' ? pageStep(plain(subject), field) : eventStep(plain(subject), field);
  return { name: text, definition: { ...definition, properties } };
}

function pageStep(path: string, field: Path): Omit<EventDefinition, 'properties'> {
  if (!path.startsWith('/') || path.length > PATH_MAX) {
    throw invalid(field, `page: and a path of at most ${PATH_MAX} characters that begins with a slash`);
  }
  if ((path.match(/\*+/g) ?? []).length > STARS_MAX) throw invalid(field, `a path with at most ${STARS_MAX} wildcards`);
  return { type: 'page', event_name: null, page_path: path, match: path.includes('*') ? 'wildcard' : 'exact' };
}

function eventStep(name: string, field: Path): Omit<EventDefinition, 'properties'> {
  if (name === '' || name.length > EVENT_NAME_MAX) {
    throw invalid(field, `${FORMS}; a name has 1 to ${EVENT_NAME_MAX} characters`);
  }
  const isView = (PAGE_VIEW_ALIASES as readonly string[]).includes(name);
  return { type: 'event', event_name: isView ? PAGE_VIEW : name, page_path: null, match: 'exact' };
}

function parseConditions(conditions: string[], field: Path): NonNullable<EventDefinition['properties']> {
  const pairs = conditions.map((condition) => {
    const [key = '', ...value] = split(condition, '=');
    if (plain(key) === '' || value.length === 0) throw invalid(field, 'conditions as ;property=value');
    return [plain(key), parseValue(value.join('='))] as const;
  });
  return Object.fromEntries(pairs);
}

/** `2`, `true` and `null` are what they are in JSON, as is what stands in quotes; the rest is text. */
function parseValue(text: string): string | number | boolean | null {
  if (!/^(?:-?\d|"|true$|false$|null$)/.test(text)) return plain(text);
  try {
    return JSON.parse(text);
  } catch {
    return plain(text);
  }
}

/** Parts between separators that no backslash precedes. */
const split = (text: string, separator: string): string[] => text.split(new RegExp(`(?<!\\\\)${separator}`));
const plain = (text: string): string => text.replace(/\\([;=])/g, '$1').trim();
