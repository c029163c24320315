import type { ConversionEvent } from '../../../../contract/account/conversion-event.ts';
import { isSessionDimension } from '../../../../contract/dimensions.ts';
import { PAGE_LEAVE, PAGE_VIEW } from '../../../../contract/vocabulary.ts';
import type { TrafficDimension } from '../../../traffic-filter.ts';
import type { Kept } from './keep.ts';
import { NONE, type SiteColumns } from './segment.ts';
import type { View } from './view.ts';

/** What all splits of one question share. */
export interface Counting {
  site: SiteColumns;
  view: View;
  kept: Kept;
  /** There are no more persons than visitors. */
  personCount: number;
  definitions: ConversionEvent[];
  /** Whether a filter looks at single events. */
  filtersEvents: boolean;
  /** Every kept event. */
  events: Rows;
  /** The same with the events of one person in one session as one row: what sessions alone are told apart by is counted from fewer. */
  stays: Rows;
}

/** Kept events, one or several a row. */
export interface Rows {
  /** Place in the view of the first of them. */
  events: Int32Array;
  /** The person. */
  persons: Int32Array;
  /** The person, if the row is in a session. */
  present: Int32Array;
  pageviews: Int32Array;
  /** Neither page views nor leaving a page. */
  others: Int32Array;
  /** For each definition the rows that meet it, one for each event that does. */
  hits: Int32Array[];
}

/** Every kept event as a row. `hits` are the places in the view that meet each definition. */
export function rowsOfEvents(
  { names }: SiteColumns,
  view: View,
  { events }: Kept,
  persons: Int32Array,
  hits: Int32Array[],
): Rows {
  const [pageView, pageLeave] = [names.find(PAGE_VIEW), names.find(PAGE_LEAVE)];
  const own = events.map((event) => persons[event] as number);
  const rowOf = new Int32Array(hits.length === 0 ? 0 : view.eventCount).fill(NONE);
  if (hits.length > 0) for (let row = 0; row < events.length; row += 1) rowOf[events[row] as number] = row;
  return {
    events,
    persons: own,
    present: events.map((event, row) => (view.sessions[event] === NONE ? NONE : (own[row] as number))),
    pageviews: events.map((event) => Number(view.names[event] === pageView)),
    others: events.map((event) => Number(view.names[event] !== pageView && view.names[event] !== pageLeave)),
    hits: hits.map((places) => places.map((event) => rowOf[event] as number).filter((row) => row !== NONE)),
  };
}

/** Joins the rows of one person in one session. Those outside every session stay alone. */
export function joinStays(view: View, rows: Rows): Rows {
  const stayOf = new Int32Array(rows.events.length);
  const stays = { events: [], persons: [], present: [], pageviews: [], others: [] } as {
    [K in Exclude<keyof Rows, 'hits'>]: number[];
  };
  const latest = new Int32Array(view.sessionCount).fill(NONE);
  for (let row = 0; row < rows.events.length; row += 1) {
    const session = view.sessions[rows.events[row] as number] as number;
    const open = session === NONE ? NONE : (latest[session] as number);
    const stay = open !== NONE && stays.persons[open] === rows.persons[row] ? open : stays.events.length;
    stayOf[row] = stay;
    if (stay === stays.events.length) {
      for (const name of ['events', 'persons', 'present', 'pageviews', 'others'] as const) {
        stays[name].push(rows[name][row] as number);
      }
      if (session !== NONE) latest[session] = stay;
    } else {
      stays.pageviews[stay] = (stays.pageviews[stay] as number) + (rows.pageviews[row] as number);
      stays.others[stay] = (stays.others[stay] as number) + (rows.others[row] as number);
    }
  }
  return {
    events: Int32Array.from(stays.events),
    persons: Int32Array.from(stays.persons),
    present: Int32Array.from(stays.present),
    pageviews: Int32Array.from(stays.pageviews),
    others: Int32Array.from(stays.others),
    hits: rows.hits.map((hits) => hits.map((row) => stayOf[row] as number)),
  };
}

/** Whether any of these dimensions is of single events. */
export const isByEvents = (dimensions: TrafficDimension[]): boolean =>
  dimensions.some((dimension) => !isSessionDimension(dimension));
