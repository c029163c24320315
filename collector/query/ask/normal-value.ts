import { DIMENSIONS, type Dimension, type NamedDimension } from '../../contract/dimensions.ts';
import { zoneName } from '../../contract/time-zone.ts';
import { cleanHost } from '../../model/match/host-name.ts';
import { normalPath } from '../../model/match/path.ts';

const OF_PATHS: readonly Dimension[] = ['page', 'page_section', 'entry_page', 'exit_page'];

/** A value that is asked for, spelt as the labels of its dimension are. `isWhole` says that it is no part of one. */
export function normalValue(dimension: Dimension, value: string, isWhole: boolean): string {
  if (OF_PATHS.includes(dimension)) return normalPath(value);
  if (!isOfTheCollector(dimension)) return value;
  const trimmed = value.trim();
  if (dimension === 'hostname') return (isWhole ? cleanHost(trimmed) : null) ?? trimmed;
  return dimension === 'timezone' && isWhole ? (zoneName(trimmed) ?? trimmed) : trimmed;
}

/**
 * Whether the collector writes the labels itself, which have neither case nor blanks at their ends. Sources have no case
 * either, but stand as the author of a link wrote them.
 */
const isOfTheCollector = (dimension: Dimension): boolean =>
  dimension !== 'source' &&
  Object.hasOwn(DIMENSIONS, dimension) &&
  DIMENSIONS[dimension as NamedDimension].anyCase === true;
