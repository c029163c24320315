import { isSessionDimension } from '../../../../contract/dimensions.ts';
import { DAY_MS } from '../../../../model/time.ts';
import type { Connection } from '../../engine/connection.ts';
import { expression, type Fragment } from '../vocabulary.ts';
import { type ColumnDimension, dayOf, NONE, type Segment, type SiteColumns } from './segment.ts';

/** One order wherever the same events are read, so that the rows of two readings are each other's. It is the index's own. */
export const EVENTS_OF_DAY =
  'from events e indexed by events_by_time where e.site = @site and e.time >= @start and e.time < @end';
export const EVENT_ROWS_ORDER = 'order by e.time, e.name, e.session, e.visitor, e.seq';
const NATIVES = `from sessions s indexed by sessions_by_start
  where s.site = @site and s.start >= @start and s.start < @end order by s.start, s.seq`;
const GUESTS = 'from json_each(@guests) g cross join sessions s on s.seq = g.value order by g.key';
const FIGURES = 's.seq, s.start, s.last, s.views, s.interactions, s.engaged_seconds';

type Row = (string | number | null)[];

export const boundsOf = (site: number, day: number) => ({ site, start: day * DAY_MS, end: (day + 1) * DAY_MS });

/** Reads a day without its labels. `versions` are those of the moment it is read in. */
export function readSegment(
  db: Connection,
): (site: SiteColumns, day: number, versions: Map<number, number>) => Segment {
  const events = db
    .prepare<unknown[], Row>(`select e.time, e.name, e.visitor, e.session ${EVENTS_OF_DAY} ${EVENT_ROWS_ORDER}`)
    .raw();
  const natives = db.prepare<unknown[], Row>(`select ${FIGURES} ${NATIVES}`).raw();
  const guests = db.prepare<unknown[], Row>(`select ${FIGURES} ${GUESTS}`).raw();

  return ({ site, visitors, names }, day, versions) => {
    const bounds = boundsOf(site, day);
    const rows = events.all(bounds);
    const sessions = natives.all(bounds);
    const nativeCount = sessions.length;
    const places = new Map(sessions.map(([seq], place) => [seq, place]));
    const strangers = new Set(
      rows.map((row) => row[3] as number | null).filter((seq) => seq !== null && !places.has(seq)),
    );
    for (const guest of strangers.size === 0 ? [] : guests.all({ guests: JSON.stringify([...strangers]) })) {
      places.set(guest[0] as number, sessions.length);
      sessions.push(guest);
    }
    const madeOf = new Map([[day, versions.get(day) ?? 0]]);
    for (const guest of sessions.slice(nativeCount)) {
      const began = dayOf(guest[1] as number);
      madeOf.set(began, versions.get(began) ?? 0);
    }
    const figures = (place: number) => sessions.map((row) => row[place] as number);
    return {
      day,
      madeOf,
      events: {
        times: Float64Array.from(rows, (row) => row[0] as number),
        names: Int32Array.from(rows, (row) => names.code(row[1] as string)),
        visitors: Int32Array.from(rows, (row) => (row[2] === null ? NONE : visitors.code(row[2] as string))),
        sessions: Int32Array.from(rows, (row) => places.get(row[3] as number) ?? NONE),
      },
      sessions: {
        natives: nativeCount,
        seqs: Float64Array.from(figures(0)),
        starts: Float64Array.from(figures(1)),
        lasts: Float64Array.from(figures(2)),
        views: Int32Array.from(figures(3)),
        interactions: Int32Array.from(figures(4)),
        engaged: Int32Array.from(figures(5)),
      },
      columns: new Map(),
      hits: new Map(),
    };
  };
}

/** Reads labels into segments that lack them: those of one day in one query of events and one of sessions. */
export function readColumns(
  db: Connection,
  dimensions: ColumnDimension[],
): (site: SiteColumns, segment: Segment) => void {
  const ofSessions = labelsOf(dimensions.filter(isSessionDimension));
  const ofEvents = labelsOf(dimensions.filter((dimension) => !isSessionDimension(dimension)));
  const read = (sql: string) => db.prepare<unknown[], Row>(sql).raw();
  const natives = ofSessions && read(`select ${ofSessions.sql} ${NATIVES}`);
  const guests = ofSessions && read(`select ${ofSessions.sql} ${GUESTS}`);
  const events = ofEvents && read(`select ${ofEvents.sql} ${EVENTS_OF_DAY} ${EVENT_ROWS_ORDER}`);

  return (site, segment) => {
    const bounds = boundsOf(site.site, segment.day);
    const keep = (wanted: ColumnDimension[], rows: Row[]) => {
      for (const [place, dimension] of wanted.entries()) {
        const { code } = site.labels(dimension);
        segment.columns.set(
          dimension,
          Int32Array.from(rows, (row) => code(row[place] as string)),
        );
      }
    };
    if (ofSessions !== null && natives !== null && guests !== null) {
      const seqs = JSON.stringify([...segment.sessions.seqs.subarray(segment.sessions.natives)]);
      keep(ofSessions.dimensions, [...natives.all({ ...bounds, ...ofSessions.bind }), ...guests.all({ guests: seqs })]);
    }
    if (ofEvents !== null && events !== null) keep(ofEvents.dimensions, events.all({ ...bounds, ...ofEvents.bind }));
  };
}

function labelsOf(dimensions: ColumnDimension[]): (Fragment & { dimensions: ColumnDimension[] }) | null {
  if (dimensions.length === 0) return null;
  const labels = dimensions.map((dimension, place) => expression(dimension, `key${place}`));
  return {
    dimensions,
    sql: labels.map(({ sql }) => sql).join(', '),
    bind: Object.assign({}, ...labels.map(({ bind }) => bind)),
  };
}
