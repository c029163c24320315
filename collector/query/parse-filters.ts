import type { ConversionEvent } from '../contract/conversion-event.ts';
import { invalid } from '../contract/problem.ts';
import {
  type Dimension,
  EVENT_DIMENSIONS,
  FILTER_OPERATORS,
  type FilterOperator,
  REVENUE_DIMENSIONS,
  SESSION_DIMENSIONS,
} from '../contract/vocabulary.ts';
import type { Filter } from './question.ts';

const NAMED_DIMENSIONS: readonly string[] = [...SESSION_DIMENSIONS, ...EVENT_DIMENSIONS, ...REVENUE_DIMENSIONS];
/** A dimension by its name. Throws a refusal that lists them all. */
export function knownDimension(field: string, word: string): Dimension {
  const isProperty = word.startsWith('prop:') && word.length > 'prop:'.length;
  if (!isProperty && !NAMED_DIMENSIONS.includes(word)) {
    throw invalid(field, `one of ${NAMED_DIMENSIONS.join(', ')}, prop:<key>`);
  }
  return word as Dimension;
}

/** `filter_country=US,CA`, `filter_page=starts_with:/blog`. A comma inside a value is written `\,`. */
export function parseFilters(params: URLSearchParams, conversionEvents: ConversionEvent[]): Filter[] {
  const filters: Filter[] = [];
  for (const [name, text] of params) {
    if (!name.startsWith('filter_')) continue;
    const of = knownDimension(name, name.slice('filter_'.length));
    const prefix = /^([a-z_]+):/.exec(text)?.[1];
    const operator = (FILTER_OPERATORS as readonly string[]).includes(prefix ?? '') ? (prefix as FilterOperator) : 'is';
    const rest = operator === prefix ? text.slice(prefix.length + 1) : text;
    const values = rest.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ',').trim());
    if (values.some((value) => value === '')) throw invalid(name, 'one or more values, separated by commas');
    if (values.length > 100) throw invalid(name, 'at most 100 values');
    const named = (value: string): string => conversionEvents.find(({ id }) => id === value)?.name ?? value;
    filters.push({ dimension: of, operator, values: of === 'conversion_event' ? values.map(named) : values });
  }
  if (filters.length > 20) throw invalid('filter_<dimension>', 'at most 20 filters');
  return filters;
}
