import type { ConversionEvent } from '../../../../contract/account/conversion-event.ts';
import { isSessionDimension } from '../../../../contract/dimensions.ts';
import { compileMet, isNegated } from '../../../../model/match/filter.ts';
import { ofSessions, type TrafficFilter } from '../../../traffic-filter.ts';
import { type ColumnDimension, NONE, type SiteColumns } from './segment.ts';
import type { View } from './view.ts';

/** What passes the filters. */
export interface Kept {
  /** Places of events, in order. */
  events: Int32Array;
  /** 1 for each session that passes the filters of sessions. */
  sessions: Uint8Array;
}

/**
 * Session filters keep whole sessions, so an event outside every session passes none of them.
 * @param hits The places of the events that meet each definition.
 */
export function keep(
  site: SiteColumns,
  view: View,
  filters: TrafficFilter[],
  definitions: ConversionEvent[],
  hits: Int32Array[],
): Kept {
  const sessions = new Uint8Array(view.sessionCount).fill(1);
  const events = new Uint8Array(view.eventCount).fill(1);
  for (const filter of filters) {
    const { dimension } = filter;
    const isMet =
      dimension === 'conversion_event'
        ? metByHits(view, filter, definitions, hits)
        : metByLabels(site, view, filter, dimension);
    if (filter.operator === 'none') dropSessionsWith(isMet, view, sessions);
    else keepMet(isMet, isSessionDimension(dimension) ? sessions : events, isNegated(filter));
  }
  if (filters.some(ofSessions)) {
    for (let at = 0; at < events.length; at += 1) {
      const session = view.sessions[at] as number;
      if (session === NONE || sessions[session] === 0) events[at] = 0;
    }
  }
  let count = 0;
  const places = new Int32Array(view.eventCount);
  for (let at = 0; at < events.length; at += 1) if (events[at] === 1) places[count++] = at;
  return { events: places.subarray(0, count), sessions };
}

/** Whether what a session or an event has at a place meets a filter. */
type PlaceTest = (place: number) => boolean;

function metByLabels(site: SiteColumns, view: View, filter: TrafficFilter, dimension: ColumnDimension): PlaceTest {
  const isMet = compileMet(filter);
  const met = Uint8Array.from(site.labels(dimension).labels, (label) => Number(isMet(label)));
  const column = view.column(dimension);
  return (place) => met[column[place] as number] === 1;
}

/** An event may meet several definitions; it meets a filter when any of them is named. */
function metByHits(view: View, filter: TrafficFilter, definitions: ConversionEvent[], hits: Int32Array[]): PlaceTest {
  const isMet = compileMet(filter);
  const met = new Uint8Array(view.eventCount);
  for (const [index, { name }] of definitions.entries()) {
    if (isMet(name)) for (const at of hits[index] as Int32Array) met[at] = 1;
  }
  return (place) => met[place] === 1;
}

function keepMet(isMet: PlaceTest, kept: Uint8Array, negated: boolean): void {
  for (let at = 0; at < kept.length; at += 1) if (isMet(at) === negated) kept[at] = 0;
}

function dropSessionsWith(isMet: PlaceTest, view: View, sessions: Uint8Array): void {
  for (let at = 0; at < view.eventCount; at += 1) {
    const session = view.sessions[at] as number;
    if (session !== NONE && isMet(at)) sessions[session] = 0;
  }
}
