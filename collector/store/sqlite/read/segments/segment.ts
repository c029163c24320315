import { DAY_MS } from '../../../../model/time.ts';
import type { TrafficDimension } from '../../../traffic-filter.ts';
import type { Dictionary } from './dictionary.ts';

/** The UTC day of a time, counted from 1970. */
export const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** No visitor, no session. */
export const NONE = -1;

/** What can be told apart by a stored value; a conversion event is told by its definition. */
export type ColumnDimension = Exclude<TrafficDimension, 'conversion_event'>;

/** One day of a site as columns: numbers in place of labels, one place a row. */
export interface Segment {
  day: number;
  /** The versions of the days whose rows it was made of: its own, and those on which its guests began. */
  madeOf: Map<number, number>;
  events: {
    /** In order of time. */
    times: Float64Array;
    names: Int32Array;
    visitors: Int32Array;
    /** Place among the sessions below. */
    sessions: Int32Array;
  };
  sessions: {
    /** So many began on this day, and come first, in order of their start. The others are guests: they have events here. */
    natives: number;
    seqs: Float64Array;
    starts: Float64Array;
    lasts: Float64Array;
    views: Int32Array;
    interactions: Int32Array;
    engaged: Int32Array;
  };
  /** Labels of its events and sessions, as far as they have been asked for. */
  columns: Map<ColumnDimension, Int32Array>;
  /** Places of the events that meet a definition, as far as they have been asked for. */
  hits: Map<string, Int32Array>;
}

/** What is kept in memory of one site. */
export interface SiteColumns {
  site: number;
  /** The key of the naming of sources that labels were read under. */
  naming: string;
  segments: Map<number, Segment>;
  visitors: Dictionary;
  names: Dictionary;
  /** The labels of a dimension. Pages share one, whether seen, entered by or left from. */
  labels(dimension: ColumnDimension): Dictionary;
  dictionaries: Map<string, Dictionary>;
}
