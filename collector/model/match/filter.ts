import type { FilterOperator } from '../../contract/vocabulary.ts';

interface Condition {
  operator: FilterOperator;
  /** Any of these. */
  values: readonly string[];
}

/** Whether a label passes a filter. Upper and lower case are different. */
export const passes = (label: string, filter: Condition): boolean => isMet(label, filter) !== isNegated(filter);

/** Whether a label is, contains or starts with any of a filter's values. */
export function isMet(label: string, { operator, values }: Condition): boolean {
  switch (operator) {
    case 'is':
    case 'is_not':
      return values.includes(label);
    case 'contains':
    case 'not_contains':
      return values.some((value) => label.includes(value));
    case 'starts_with':
      return values.some((value) => label.startsWith(value));
  }
}

/** Whether a filter keeps what does not meet it. */
export const isNegated = ({ operator }: Condition): boolean => operator === 'is_not' || operator === 'not_contains';
