import { IDENTIFY } from '../../../../model/identity.ts';
import type { EventSelection } from '../../../exclusions.ts';
import type { Connection } from '../../engine/connection.ts';
import { selected } from '../../read/event-selection.ts';
import { EVENT_COLUMNS, PLACE, type Scalar } from '../columns.ts';
import { type EventTables, eventTables, type StoredRow } from '../event-tables.ts';
import { excludedTable } from '../excluded-table.ts';
import { keepIdentities } from '../identities.ts';
import { hourOf, insertInSessions, rederiveCallerSession, rederiveStretch } from './append-events.ts';

/**
 * Events change sides: from those kept apart to those counted, or back. Each call moves a chunk inside its caller's
 * transaction, so that a broken-off move is neither lost nor done twice: said again, it goes on. Sessions and the ledger
 * come out as if the events had been judged so when they arrived.
 */
export interface MoveEvents {
  selection: EventSelection;
  /** A longer gap than this (ms) ends a session. */
  sessionTimeout: number;
  /** Where the chunk before ended; 0 at first. */
  after: number;
  /** Rows a call looks at, moved or not: what holds up a collector is bounded, however few of them are selected. */
  span: number;
}

/** `after` is where the next chunk begins; null when there is no row left to look at. */
export interface Moved {
  count: number;
  after: number | null;
}

const COLUMNS = EVENT_COLUMNS.join(', ');

/** Takes events that were kept apart among those that are counted. */
export function readmitEvents(db: Connection): (request: MoveEvents) => Moved {
  const tables = eventTables(db);
  const identities = keepIdentities(db);
  const remove = db.prepare<[number]>('delete from excluded_events where seq = ?');
  return ({ selection, sessionTimeout, after, span }) => {
    const { rows, last } = nextRows(db, selection, after, span);
    const events = rows.map(([seq, reason, ...event]) => {
      remove.run(seq as number);
      recount(tables, event, reason as string, 'accepted');
      return event;
    });
    insertInSessions(tables, events, sessionTimeout);
    for (const event of events) identities.learn(event);
    return { count: rows.length, after: last };
  };
}

/** Events that are to be taken out, by their rows' numbers. */
export interface ExcludeEvents {
  site: number;
  seqs: number[];
  /** A longer gap than this (ms) ends a session. */
  sessionTimeout: number;
}

/** Takes counted events out, for the reason `owner`; answers how many there still were. */
export function excludeEvents(db: Connection): (request: ExcludeEvents) => number {
  const tables = eventTables(db);
  const identities = keepIdentities(db);
  const excluded = excludedTable(db);
  const find = db
    .prepare<unknown[], Scalar[]>(
      `select seq, session, ${COLUMNS} from events where seq in (select value from json_each(@seqs)) and site = @site`,
    )
    .raw();
  return ({ site, seqs, sessionTimeout }) => {
    const taken = find.all({ site, seqs: JSON.stringify(seqs) }).map(([seq, session, ...event]): StoredRow => {
      tables.deleteEvent(seq as number);
      excluded.insert(event, 'owner');
      recount(tables, event, 'accepted', 'owner');
      return { seq: seq as number, session: session as number | null, event };
    });
    mendSessions(tables, site, taken, sessionTimeout);
    for (const visitor of identifiedIn(taken)) identities.relearn(site, visitor);
    return taken.length;
  };
}

/** The selected rows among the next `span` after `after`, with the reason behind their number; and where those end. */
function nextRows(
  db: Connection,
  selection: EventSelection,
  after: number,
  span: number,
): { rows: Scalar[][]; last: number | null } {
  const first = db
    .prepare<[number], number | null>(`select min(seq) from excluded_events where seq > ?`)
    .pluck()
    .get(after);
  if (first === null || first === undefined) return { rows: [], last: null };
  const last = first + span - 1;
  const { sql, bind } = selected(selection, 'excluded_events');
  // By number: through an index of the site's every call would read the whole site.
  const rows = db
    .prepare<unknown[], Scalar[]>(
      `select seq, reason, ${COLUMNS} from excluded_events not indexed where seq >= @first and seq <= @last and ${sql} order by seq`,
    )
    .raw()
    .all({ ...bind, first, last });
  return { rows, last };
}

/** The visitors that were identified by one of these. */
function identifiedIn(taken: StoredRow[]): Set<string> {
  const identifies = taken.filter(({ event }) => event[PLACE.name] === IDENTIFY && event[PLACE.visitor] !== null);
  return new Set(identifies.map(({ event }) => event[PLACE.visitor] as string));
}

/** The ledger counts an event under the hour in which it was received. */
function recount(tables: EventTables, event: Scalar[], from: string, to: string): void {
  const [site, hour] = [event[PLACE.site] as number, hourOf(event[PLACE.received] as number)];
  tables.count(site, hour, from, -1);
  tables.count(site, hour, to, 1);
}

/** Derives anew the sessions that events were taken out of. An event outside every session leaves none. */
function mendSessions(tables: EventTables, site: number, taken: StoredRow[], timeout: number): void {
  const callers = new Set<string>();
  const stretches = new Map<string, { from: number; past: number }>();
  for (const { session, event } of taken) {
    const caller = event[PLACE.session_id] as string | null;
    if (session === null) continue;
    if (caller !== null) {
      callers.add(caller);
      continue;
    }
    const visitor = event[PLACE.visitor] as string;
    const torn = tables.sessionAt(site, visitor, event[PLACE.time] as number);
    if (torn === null) continue;
    const known = stretches.get(visitor) ?? { from: torn.start, past: torn.last };
    stretches.set(visitor, { from: Math.min(known.from, torn.start), past: Math.max(known.past, torn.last) });
  }
  for (const caller of callers) rederiveCallerSession(tables, site, caller);
  for (const [visitor, stretch] of stretches) rederiveStretch(tables, site, visitor, stretch, timeout);
}
