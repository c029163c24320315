import type { Dimension } from '../../contract/dimensions.ts';
import { zoneName } from '../../contract/time-zone.ts';
import { cleanHost } from '../../model/match/host-name.ts';
import { normalPath } from '../../model/match/path.ts';

const OF_PATHS: readonly Dimension[] = ['page', 'page_section', 'entry_page', 'exit_page'];

/** A value that is asked for, spelt as the labels of its dimension are. `isWhole` says that it is no part of one. */
export function normalValue(dimension: Dimension, value: string, isWhole: boolean): string {
  if (OF_PATHS.includes(dimension)) return normalPath(value);
  if (dimension === 'hostname') return (isWhole ? cleanHost(value) : null) ?? value.toLowerCase();
  return dimension === 'timezone' && isWhole ? (zoneName(value) ?? value) : value;
}
