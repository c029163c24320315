import type { ConversionEvent } from '../../../../contract/account/conversion-event.ts';
import { isSessionDimension } from '../../../../contract/dimensions.ts';
import { isMet, isNegated, passes } from '../../../../model/match/filter.ts';
import type { TrafficFilter } from '../../../traffic-filter.ts';
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
    if (filter.dimension === 'conversion_event') {
      keepConversions(events, filter, definitions, hits);
      continue;
    }
    const passes = passingLabels(site, filter.dimension, filter);
    const column = view.column(filter.dimension);
    const kept = isSessionDimension(filter.dimension) ? sessions : events;
    for (let at = 0; at < kept.length; at += 1)
      kept[at] = (kept[at] as number) & (passes[column[at] as number] as number);
  }
  if (filters.some(({ dimension }) => isSessionDimension(dimension))) {
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

/** 1 for each label that passes a filter. */
function passingLabels(site: SiteColumns, dimension: ColumnDimension, filter: TrafficFilter): Uint8Array {
  return Uint8Array.from(site.labels(dimension).labels, (label) => Number(passes(label, filter)));
}

/** An event may meet several definitions; it passes when any of them is named, or when none is. */
function keepConversions(
  events: Uint8Array,
  filter: TrafficFilter,
  definitions: ConversionEvent[],
  hits: Int32Array[],
): void {
  const met = new Uint8Array(events.length);
  for (const [index, { name }] of definitions.entries()) {
    if (isMet(name, filter)) for (const at of hits[index] as Int32Array) met[at] = 1;
  }
  const passing = isNegated(filter) ? 0 : 1;
  for (let at = 0; at < events.length; at += 1) if (met[at] !== passing) events[at] = 0;
}
