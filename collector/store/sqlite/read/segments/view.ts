import { isSessionDimension } from '../../../../contract/dimensions.ts';
import { type ColumnDimension, dayOf, NONE, type Segment } from './segment.ts';

/** The events of a range, and the sessions of its days, side by side. */
export interface View {
  start: number;
  end: number;
  eventCount: number;
  times: Float64Array;
  names: Int32Array;
  visitors: Int32Array;
  /** Place of an event's session, or none. */
  sessions: Int32Array;
  sessionCount: number;
  /** Sessions of these days that begin outside the range are among them: they may have events within. */
  starts: Float64Array;
  lasts: Float64Array;
  views: Int32Array;
  interactions: Int32Array;
  engaged: Int32Array;
  /** A label's number for each event or session, whichever the dimension is of. */
  column(dimension: ColumnDimension): Int32Array;
  /** Places of a segment's events as places of the view's, those outside the range left out. */
  places(pick: (segment: Segment) => Int32Array): Int32Array;
}

/** A stretch of a segment's events that is in the range, and where it begins in the view. */
interface Part {
  segment: Segment;
  from: number;
  to: number;
  eventOffset: number;
  sessionOffset: number;
}

export function openView(segments: Segment[], start: number, end: number): View {
  const parts: Part[] = [];
  let eventCount = 0;
  let nativeCount = 0;
  for (const segment of segments) {
    const { times } = segment.events;
    const from = firstAtOrAfter(times, start);
    const to = firstAtOrAfter(times, end);
    parts.push({ segment, from, to, eventOffset: eventCount, sessionOffset: nativeCount });
    eventCount += to - from;
    nativeCount += segment.sessions.natives;
  }
  const { guests, placeOfGuest } = placeGuests(parts, nativeCount);
  const sessionCount = nativeCount + guests.length;

  const joinEvents = <T extends Int32Array | Float64Array>(joined: T, pick: (segment: Segment) => T): T => {
    for (const { segment, from, to, eventOffset } of parts) {
      joined.set(pick(segment).subarray(from, to) as never, eventOffset);
    }
    return joined;
  };
  const joinSessions = <T extends Int32Array | Float64Array>(joined: T, pick: (segment: Segment) => T): T => {
    for (const { segment, sessionOffset } of parts) {
      joined.set(pick(segment).subarray(0, segment.sessions.natives) as never, sessionOffset);
    }
    for (const [index, { segment, place }] of guests.entries()) {
      joined[nativeCount + index] = pick(segment)[place] as number;
    }
    return joined;
  };
  const sessionFigure = (name: 'views' | 'interactions' | 'engaged') =>
    joinSessions(new Int32Array(sessionCount), ({ sessions }) => sessions[name]);

  const sessions = joinEvents(new Int32Array(eventCount), ({ events }) => events.sessions);
  for (const part of parts) {
    const { natives } = part.segment.sessions;
    for (let place = part.eventOffset; place < part.eventOffset + part.to - part.from; place += 1) {
      const own = sessions[place] as number;
      if (own === NONE) continue;
      sessions[place] =
        own < natives
          ? own + part.sessionOffset
          : (placeOfGuest.get(part.segment.sessions.seqs[own] as number) ?? NONE);
    }
  }
  const columns = new Map<ColumnDimension, Int32Array>();
  return {
    start,
    end,
    eventCount,
    times: joinEvents(new Float64Array(eventCount), ({ events }) => events.times),
    names: joinEvents(new Int32Array(eventCount), ({ events }) => events.names),
    visitors: joinEvents(new Int32Array(eventCount), ({ events }) => events.visitors),
    sessions,
    sessionCount,
    starts: joinSessions(new Float64Array(sessionCount), ({ sessions: { starts } }) => starts),
    lasts: joinSessions(new Float64Array(sessionCount), ({ sessions: { lasts } }) => lasts),
    views: sessionFigure('views'),
    interactions: sessionFigure('interactions'),
    engaged: sessionFigure('engaged'),
    column: (dimension) => {
      const pick = (segment: Segment) => segment.columns.get(dimension) as Int32Array;
      const joined =
        columns.get(dimension) ??
        (isSessionDimension(dimension)
          ? joinSessions(new Int32Array(sessionCount), pick)
          : joinEvents(new Int32Array(eventCount), pick));
      columns.set(dimension, joined);
      return joined;
    },
    places: (pick) => {
      const places: number[] = [];
      for (const { segment, from, to, eventOffset } of parts) {
        for (const place of pick(segment)) if (place >= from && place < to) places.push(place - from + eventOffset);
      }
      return Int32Array.from(places);
    },
  };
}

/** Where the guests of each day are: among those that began on another of these days, else behind them, each once. */
function placeGuests(parts: Part[], nativeCount: number) {
  const byDay = new Map(parts.map((part) => [part.segment.day, part]));
  const guests: { segment: Segment; place: number }[] = [];
  const placeOfGuest = new Map<number, number>();
  for (const { segment } of parts) {
    const { natives, seqs, starts } = segment.sessions;
    for (let place = natives; place < seqs.length; place += 1) {
      const seq = seqs[place] as number;
      if (placeOfGuest.has(seq)) continue;
      const start = starts[place] as number;
      const home = byDay.get(dayOf(start));
      if (home !== undefined) {
        const { sessions } = home.segment;
        let own = firstAtOrAfter(sessions.starts.subarray(0, sessions.natives), start);
        while (own < sessions.natives && sessions.seqs[own] !== seq) own += 1;
        placeOfGuest.set(seq, home.sessionOffset + own);
      } else {
        placeOfGuest.set(seq, nativeCount + guests.length);
        guests.push({ segment, place });
      }
    }
  }
  return { guests, placeOfGuest };
}

/** The place of the first of sorted times that is not before `time`. */
function firstAtOrAfter(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
