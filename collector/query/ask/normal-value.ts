import type { Dimension } from '../../contract/dimensions.ts';
import { normalPath } from '../../model/match/path.ts';

const OF_PATHS: readonly Dimension[] = ['page', 'page_section', 'entry_page', 'exit_page'];

/** A value that is asked for, spelt as the labels of its dimension are. */
export const normalValue = (dimension: Dimension, value: string): string =>
  OF_PATHS.includes(dimension) ? normalPath(value) : value;
