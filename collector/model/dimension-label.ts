import {
  DIMENSIONS,
  type EventColumn,
  type NamedDimension,
  type NamedEventDimension,
  type RevenueDimension,
  type SessionColumn,
  type SessionDimension,
} from '../contract/dimensions.ts';
import { RESERVED_LABELS } from '../contract/vocabulary.ts';
import { derive } from './derivation.ts';

type Values<Name extends string> = Readonly<Record<Name, string | null>>;
/** A conversion event is matched when a report asks, so no value gives it a label. */
type LabelledEventDimension = Exclude<NamedEventDimension, 'conversion_event'>;

/**
 * A value as a label. One that is written like a label of what has no value gets a backslash before it, as does one that is
 * written so already: no two values share a row, and none is taken for nothing.
 */
export const labelOfValue = (value: string): string =>
  (RESERVED_LABELS as readonly string[]).includes(value.replace(/^\\+/, '')) ? `\\${value}` : value;

/**
 * The label that reports give to a dimension, from the values that are kept of a session, event or payment. The store
 * gives the same labels where it counts in SQL, so that visitors and money end up in one row.
 */
export function labelOf(dimension: SessionDimension, values: Values<SessionColumn>): string;
export function labelOf(dimension: LabelledEventDimension, values: Values<EventColumn>): string;
export function labelOf(dimension: RevenueDimension, values: Values<RevenueDimension>): string;
export function labelOf(dimension: NamedDimension, values: Values<string>): string {
  const { empty, emptyWithout, derived } = DIMENSIONS[dimension];
  const value = keptValue(dimension, values);
  if (value !== null) return empty === null || derived !== undefined ? value : labelOfValue(value);
  const isEmptyToo = emptyWithout !== undefined && keptValue(emptyWithout.dimension, values) === null;
  return isEmptyToo ? emptyWithout.label : (empty ?? '');
}

function keptValue(dimension: NamedDimension, values: Values<string>): string | null {
  const { derived } = DIMENSIONS[dimension];
  if (derived === undefined) return values[dimension] ?? null;
  const value = keptValue(derived.from, values);
  return value === null ? null : derive(derived.by, value);
}
