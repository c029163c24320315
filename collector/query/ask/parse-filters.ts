import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { type Dimension, isRevenueDimension, NAMED_DIMENSIONS } from '../../contract/dimensions.ts';
import { invalid, type Path } from '../../contract/problem.ts';
import { FILTER_OPERATORS, type FilterOperator } from '../../contract/vocabulary.ts';
import { assertPossible } from './families.ts';
import type { Filter } from './question.ts';

const MAX_FILTERS = 20;

/** A dimension by its name. Throws a refusal that lists them all. */
export function knownDimension(field: string | Path, word: string): Dimension {
  const isProperty = word.startsWith('prop:') && word.length > 'prop:'.length;
  if (!isProperty && !(NAMED_DIMENSIONS as readonly string[]).includes(word)) {
    throw invalid(field, `one of ${NAMED_DIMENSIONS.join(', ')}, prop:<key>`);
  }
  return word as Dimension;
}

/** What a share link may be told: only what passes its filters, and money only where it says so. */
export interface Lock {
  filters: Filter[];
  money: boolean;
}

/**
 * The filters of a question: those it is asked with and, before them, those of the link it is asked by. Both hold, also
 * of the same dimension.
 */
export function parseFilters(
  params: URLSearchParams,
  { conversionEvents, lock }: { conversionEvents: ConversionEvent[]; lock?: Lock },
): Filter[] {
  const filters = [...params]
    .filter(([name]) => name.startsWith('filter_'))
    .map(([name, text]) => parseFilter(name, name.slice('filter_'.length), text, conversionEvents));
  if (filters.length > MAX_FILTERS) throw invalid('filter_<dimension>', `at most ${MAX_FILTERS} filters`);
  return [...(lock?.filters ?? []), ...filters];
}

/** The filters of a share link. Throws a refusal that names the field, also for money where none is told. */
export function parseLockedFilters(
  { filters, revenue }: { filters: Record<string, string>; revenue: boolean },
  conversionEvents: ConversionEvent[],
): Filter[] {
  const named = Object.entries(filters);
  if (named.length > MAX_FILTERS) throw invalid('filters', `at most ${MAX_FILTERS} filters`);
  const parsed = named.map(([dimension, text]) => {
    const filter = parseFilter(['filters', dimension], dimension, text, conversionEvents);
    if (!revenue && isRevenueDimension(dimension)) {
      throw invalid(['filters', dimension], 'a dimension of visits, or revenue: true');
    }
    return filter;
  });
  const dimensions = parsed.map(({ dimension }) => dimension);
  assertPossible([], dimensions, 'filters');
  return parsed;
}

/** `US,CA`, `starts_with:/blog`. A comma inside a value is written `\,`. */
function parseFilter(field: string | Path, name: string, text: string, conversionEvents: ConversionEvent[]): Filter {
  const dimension = knownDimension(field, name);
  const prefix = /^([a-z_]+):/.exec(text)?.[1];
  const operator = (FILTER_OPERATORS as readonly string[]).includes(prefix ?? '') ? (prefix as FilterOperator) : 'is';
  const rest = operator === prefix ? text.slice(prefix.length + 1) : text;
  const values = rest.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ',').trim());
  if (values.some((value) => value === '')) throw invalid(field, 'one or more values, separated by commas');
  if (values.length > 100) throw invalid(field, 'at most 100 values');
  const named = (value: string): string => conversionEvents.find(({ id }) => id === value)?.name ?? value;
  const upper = (value: string): string => value.toUpperCase();
  const read = dimension === 'conversion_event' ? named : dimension === 'currency' ? upper : String;
  return { dimension, operator, values: values.map((value) => read(value)) };
}
