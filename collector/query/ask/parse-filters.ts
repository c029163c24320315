import type { ConversionEvent } from '../../contract/account/conversion-event.ts';
import { type Dimension, isRevenueDimension, NAMED_DIMENSIONS, operatorsOf } from '../../contract/dimensions.ts';
import { readFilter } from '../../contract/grammar.ts';
import { invalid, type Path } from '../../contract/problem.ts';
import { assertPossible } from './families.ts';
import { normalValue } from './normal-value.ts';
import type { Filter } from './question.ts';

const MAX_FILTERS = 20;

/** A dimension by its name. Throws a refusal that lists them all. */
export function knownDimension(field: string | Path, word: string): Dimension {
  if (!word.startsWith('prop:') && !(NAMED_DIMENSIONS as readonly string[]).includes(word)) {
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

function parseFilter(field: string | Path, name: string, text: string, conversionEvents: ConversionEvent[]): Filter {
  const dimension = knownDimension(field, name);
  const { operator, values: written, isNamed } = readFilter(text);
  const possible = operatorsOf(dimension);
  if (!possible.includes(operator)) {
    throw invalid(
      field,
      `one of ${possible.map((one) => `${one}:`).join(', ')}; none: asks for visits without an event`,
    );
  }
  if (written.length > 100) throw invalid(field, 'at most 100 values');
  const isWhole = operator === 'is' || operator === 'is_not' || operator === 'none';
  const named = (value: string): string => nameOfConversion(value, conversionEvents);
  const plain = (value: string): string => normalValue(dimension, value, isWhole);
  const values = written.map(dimension === 'conversion_event' ? named : plain);
  // Properties alone may be empty. A form sends `filter_…=` where nothing was chosen; and every label contains nothing at all.
  const mayBeEmpty = isNamed && isWhole && dimension.startsWith('prop:');
  const isEmpty = (value: string): boolean => (isNamed ? value : value.trim()) === '';
  if (!mayBeEmpty && values.some(isEmpty)) {
    throw invalid(field, 'one or more values, separated by commas');
  }
  return { dimension, operator, values };
}

/** Conversion events are told by their names; they may be asked for by their ids. */
function nameOfConversion(value: string, conversionEvents: ConversionEvent[]): string {
  if (conversionEvents.some(({ name }) => name === value)) return value;
  return conversionEvents.find(({ id }) => id === value.trim())?.name ?? value;
}
