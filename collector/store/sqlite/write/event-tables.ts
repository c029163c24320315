import { VISIT_ATTRIBUTES } from '../../../contract/dimensions.ts';
import type { Connection } from '../engine/connection.ts';
import { eventOrder, latestFirst } from '../event-order.ts';
import { EVENT_COLUMNS, type PackedEvent, PLACE, type Scalar } from './columns.ts';
import { SESSION_ORDER, type Session } from './session-fold.ts';

/** The writer's statements over events, sessions and the ledger; each prepared once. */
export interface EventTables {
  eventById(event: PackedEvent): PackedEvent | undefined;
  /** The greatest number of a row; 0 without any. */
  lastSeq(): number;
  /** Inserts an event under the number it was given. */
  insertEvent(event: PackedEvent, session: number | null): void;
  assign(seq: number, session: number | null): void;
  deleteEvent(seq: number): void;
  /** Time of a visitor's last event outside every session. */
  lastOutside(site: number, visitor: string): number | null;
  /** A visitor's events from `from` on, in the order sessions are derived in, to the first gap over `timeout` after `past`. */
  visitorRun(site: number, visitor: string, from: number, past: number, timeout: number): StoredRow[];
  callerEvents(site: number, sessionId: string): StoredRow[];
  /** The first and the last page view of a session. */
  edgeViews(site: number, session: Session): (PackedEvent | undefined)[];
  latestSession(site: number, visitor: string): Session | null;
  /** The latest session that began at or before `time`. */
  sessionAt(site: number, visitor: string, time: number): Session | null;
  callerSession(site: number, sessionId: string): Session | null;
  /** Inserts or updates, and sets `seq`. */
  saveSession(site: number, session: Session): void;
  /** Deletes a visitor's sessions that begin in this time, both ends included. */
  deleteSessions(site: number, visitor: string, from: number, to: number): void;
  deleteSession(seq: number): void;
  count(site: number, hour: number, outcome: string, count: number): void;
}

export interface StoredRow {
  seq: number;
  session: number | null;
  event: PackedEvent;
}

const COLUMNS = EVENT_COLUMNS.join(', ');
/** What changes as a session goes on; its attributes are those of the page view it began with. */
const SESSION_COLUMNS = [
  'visitor',
  'session_id',
  'first_event_id',
  'start',
  'last',
  'views',
  'interactions',
  'engaged_seconds',
  'entry_page',
  'exit_page',
];
const marks = (count: number): string => Array(count).fill('?').join(', ');

export function eventTables(db: Connection): EventTables {
  const prepare = (sql: string) => db.prepare<Scalar[], Scalar[]>(sql).raw();
  const eventById = prepare(`select ${COLUMNS} from events where site = ? and event_id = ?`);
  const insertEvent = db.prepare<Scalar[]>(
    `insert into events (${COLUMNS}, session, seq) values (${marks(EVENT_COLUMNS.length)}, ?, ?)`,
  );
  const lastSeq = prepare('select coalesce(max(seq), 0) from events');
  const assign = db.prepare<Scalar[]>('update events set session = ? where seq = ?');
  const deleteEvent = db.prepare<Scalar[]>('delete from events where seq = ?');
  const lastOutside = prepare(
    `select time from events
     where site = ? and visitor = ? and session is null and session_id is null order by time desc limit 1`,
  );
  const visitorEvents = prepare(
    `select seq, session, ${COLUMNS} from events
     where site = ? and visitor = ? and session_id is null and time >= ? order by ${SESSION_ORDER}`,
  );
  const callerEvents = prepare(
    `select seq, session, ${COLUMNS} from events where site = ? and session_id = ? and visitor is not null order by ${SESSION_ORDER}`,
  );
  const view = `select ${COLUMNS} from events
    where site = ? and visitor = ? and time >= ? and time <= ? and session = ? and name = 'page_view'`;
  const firstView = prepare(`${view} order by ${eventOrder()} limit 1`);
  const lastView = prepare(`${view} order by ${latestFirst()} limit 1`);
  const selectSession = `select seq, ${SESSION_COLUMNS.join(', ')} from sessions`;
  const latestSession = prepare(
    `${selectSession} where site = ? and visitor = ? and session_id is null order by start desc limit 1`,
  );
  const sessionAt = prepare(
    `${selectSession} where site = ? and visitor = ? and start <= ? and session_id is null order by start desc limit 1`,
  );
  const callerSession = prepare(`${selectSession} where site = ? and session_id = ?`);
  const allColumns = [...SESSION_COLUMNS, ...VISIT_ATTRIBUTES];
  const insertSession = db.prepare<Scalar[]>(
    `insert into sessions (site, ${allColumns.join(', ')}) values (?, ${marks(allColumns.length)})`,
  );
  const update = (columns: readonly string[]) =>
    db.prepare<Scalar[]>(`update sessions set ${columns.map((column) => `${column} = ?`).join(', ')} where seq = ?`);
  const updateSession = update(SESSION_COLUMNS);
  const updateWholeSession = update(allColumns);
  const deleteSessions = db.prepare<Scalar[]>(
    'delete from sessions where site = ? and visitor = ? and session_id is null and start >= ? and start <= ?',
  );
  const deleteSession = db.prepare<Scalar[]>('delete from sessions where seq = ?');
  const count = db.prepare<Scalar[]>(
    `insert into ledger (site, hour, outcome, count) values (?, ?, ?, ?)
     on conflict (site, hour, outcome) do update set count = count + excluded.count`,
  );
  const session = (row: Scalar[] | undefined): Session | null => (row === undefined ? null : readSession(row));

  return {
    eventById: (event) => eventById.get(event[PLACE.site] as number, event[PLACE.event_id] as string),
    lastSeq: () => lastSeq.get()?.[0] as number,
    insertEvent: (event, session) => {
      insertEvent.run(...event.slice(0, EVENT_COLUMNS.length), session, event[PLACE.seq] as number);
    },
    assign: (seq, to) => {
      assign.run(to, seq);
    },
    deleteEvent: (seq) => {
      deleteEvent.run(seq);
    },
    lastOutside: (site, visitor) => (lastOutside.get(site, visitor)?.[0] as number | undefined) ?? null,
    visitorRun: (site, visitor, from, past, timeout) => {
      const run: StoredRow[] = [];
      let previous = from;
      for (const row of visitorEvents.iterate(site, visitor, from)) {
        const stored = readRow(row);
        const time = stored.event[PLACE.time] as number;
        if (time > past && time - previous > timeout) break;
        run.push(stored);
        previous = time;
      }
      return run;
    },
    callerEvents: (site, id) => callerEvents.all(site, id).map(readRow),
    edgeViews: (site, { visitor, start, last, seq }) =>
      [firstView, lastView].map((edge) => edge.get(site, visitor, start, last, seq)),
    latestSession: (site, visitor) => session(latestSession.get(site, visitor)),
    sessionAt: (site, visitor, time) => session(sessionAt.get(site, visitor, time)),
    callerSession: (site, id) => session(callerSession.get(site, id)),
    saveSession: (site, state) => {
      const values = writeSession(state);
      if (state.seq === null) state.seq = Number(insertSession.run(site, ...values).lastInsertRowid);
      else (state.visit === null ? updateSession : updateWholeSession).run(...values, state.seq);
    },
    deleteSessions: (site, visitor, from, to) => {
      deleteSessions.run(site, visitor, from, to);
    },
    deleteSession: (seq) => {
      deleteSession.run(seq);
    },
    count: (site, hour, outcome, by) => {
      count.run(site, hour, outcome, by);
    },
  };
}

function readRow([seq, session, ...event]: Scalar[]): StoredRow {
  return { seq: seq as number, session: session as number | null, event };
}

function readSession(row: Scalar[]): Session {
  const [seq, visitor, sessionId, firstEventId, start, last, views, interactions, engagedSeconds, entryPage, exitPage] =
    row;
  return {
    seq: seq as number,
    visitor: visitor as string,
    sessionId: sessionId as string | null,
    firstEventId: firstEventId as string,
    start: start as number,
    last: last as number,
    views: views as number,
    interactions: interactions as number,
    engagedSeconds: engagedSeconds as number,
    entryPage: entryPage as string | null,
    exitPage: exitPage as string | null,
    visit: null,
  };
}

function writeSession(state: Session): Scalar[] {
  return [
    state.visitor,
    state.sessionId,
    state.firstEventId,
    state.start,
    state.last,
    state.views,
    state.interactions,
    state.engagedSeconds,
    state.entryPage,
    state.exitPage,
    ...(state.visit ?? []),
  ];
}
