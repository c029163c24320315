import type { Condition } from '../../contract/grammar.ts';
import type { FilterOperator } from '../../contract/vocabulary.ts';
import { dimensionName, label } from './label.ts';

export const OPERATOR_WORDS: Record<FilterOperator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  starts_with: 'starts with',
  none: 'is never',
};

/** The values of a filter as a person reads them. */
export const filterValues = (dimension: string, { values }: Pick<Condition, 'values'>): string =>
  values.map((value) => label(dimension, value)).join(' or ');

/** A filter as a person reads it: `Page is never /pricing` of visits without it. */
export const filterWords = (dimension: string, condition: Condition): string =>
  `${dimensionName(dimension)} ${OPERATOR_WORDS[condition.operator]} ${filterValues(dimension, condition)}`;
