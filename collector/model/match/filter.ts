import { DIMENSIONS, type NamedDimension } from '../../contract/dimensions.ts';
import type { FilterOperator } from '../../contract/vocabulary.ts';

interface Filter {
  dimension: string;
  operator: FilterOperator;
  /** Any of these. */
  values: readonly string[];
}

/** Whether something is so of a label. */
export type LabelTest = (label: string) => boolean;

/** A text that is the same in upper and in lower case: `STRASSE` and `straße` are one, and so is every sigma. */
export const foldCase = (text: string): string => text.toLowerCase().toUpperCase();

/** Whether a filter takes no notice of case: of parts, as people type them, and where labels never differ by it alone. */
export function ignoresCase({ dimension, operator }: Pick<Filter, 'dimension' | 'operator'>): boolean {
  if (operator === 'contains' || operator === 'not_contains' || operator === 'starts_with') return true;
  return Object.hasOwn(DIMENSIONS, dimension) && DIMENSIONS[dimension as NamedDimension].anyCase === true;
}

/** Whether a label is, contains or starts with any of a filter's values. Made ready, as it is asked of many. */
export function compileMet(filter: Filter): LabelTest {
  const read = ignoresCase(filter) ? foldCase : String;
  const values = filter.values.map((value) => read(value));
  switch (filter.operator) {
    case 'is':
    case 'is_not':
    case 'none': {
      const wanted = new Set(values);
      return (label) => wanted.has(read(label));
    }
    case 'contains':
    case 'not_contains':
      return (label) => values.some((value) => read(label).includes(value));
    case 'starts_with':
      return (label) => values.some((value) => read(label).startsWith(value));
  }
}

/** Whether a label passes a filter. */
export function compileFilter(filter: Filter): LabelTest {
  const isMet = compileMet(filter);
  return isNegated(filter) ? (label) => !isMet(label) : isMet;
}

/** Whether a filter keeps what does not meet it. */
export const isNegated = ({ operator }: Pick<Filter, 'operator'>): boolean =>
  operator === 'is_not' || operator === 'not_contains';
