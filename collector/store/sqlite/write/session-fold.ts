import { VISIT_ATTRIBUTES } from '../../../contract/dimensions.ts';
import { PAGE_LEAVE, PAGE_VIEW } from '../../../contract/vocabulary.ts';
import { compareInOrder, type Ordered } from '../../../model/event-order.ts';
import { DAY_MS } from '../../../model/time.ts';
import { eventOrder } from '../event-order.ts';
import { type PackedEvent, PLACE, type Scalar } from './columns.ts';

/** A session never lives longer than this from its start. */
const SESSION_CAP_MS = DAY_MS;

/** What a session's events add up to. */
export interface Session {
  /** Row in the table; null until it is written. */
  seq: number | null;
  sessionId: string | null;
  visitor: string;
  firstEventId: string;
  start: number;
  last: number;
  views: number;
  interactions: number;
  engagedSeconds: number;
  entryPage: string | null;
  exitPage: string | null;
  /** Values of VISIT_ATTRIBUTES; null where they are as stored. */
  visit: Scalar[] | null;
}

/** One session and the events (by place in the input) that belong to it. */
export interface Fold {
  sessions: Session[];
  /** For each event in order its session, or null when it stands outside. */
  membership: (Session | null)[];
}

const timeOf = (event: PackedEvent): number => event[PLACE.time] as number;
const opens = (event: PackedEvent): boolean => event[PLACE.opens_session] === 1;

/** The order sessions are derived in: of one instant those that open a session first, so that the others join it. */
export const compareEvents = (a: PackedEvent, b: PackedEvent): number =>
  timeOf(a) - timeOf(b) ||
  (b[PLACE.opens_session] as number) - (a[PLACE.opens_session] as number) ||
  compareInOrder(orderOf(a), orderOf(b));
/** The same order in SQL. */
export const SESSION_ORDER = eventOrder().replace('time', 'time, opens_session desc');

const orderOf = (event: PackedEvent): Ordered => ({
  time: timeOf(event),
  event_id: event[PLACE.event_id] as string,
  follows: event[PLACE.follows] as string | null,
  place: event[PLACE.place] as number,
});

/** A gap of exactly the timeout still continues a session; so does an event exactly 24 h after its start. */
export function continues(session: Session, event: PackedEvent, timeout: number): boolean {
  const time = timeOf(event);
  return time - session.last <= timeout && time - session.start <= SESSION_CAP_MS;
}

/** Derives sessions from one visitor's events in order, going on from `open` if there is one. */
export function foldVisitor(events: PackedEvent[], open: Session | null, timeout: number): Fold {
  const fold: Fold = { sessions: open === null ? [] : [open], membership: [] };
  let current = open;
  for (const event of events) {
    if (current !== null && continues(current, event, timeout)) extend(current, event);
    else if (opens(event)) {
      current = openSession(event);
      fold.sessions.push(current);
    } else {
      fold.membership.push(null);
      continue;
    }
    fold.membership.push(current);
  }
  return fold;
}

/** Folds events that share a caller's session id: one session, whatever the gaps. */
export function foldCallerSession(events: PackedEvent[], open: Session | null): Fold {
  let session = open;
  for (const event of events) {
    if (session === null) session = openSession(event);
    else extend(session, event);
  }
  return session === null
    ? { sessions: [], membership: [] }
    : { sessions: [session], membership: events.map(() => session) };
}

function openSession(event: PackedEvent): Session {
  const session: Session = {
    seq: null,
    sessionId: event[PLACE.session_id] as string | null,
    visitor: event[PLACE.visitor] as string,
    firstEventId: event[PLACE.event_id] as string,
    start: timeOf(event),
    last: timeOf(event),
    views: 0,
    interactions: 0,
    engagedSeconds: 0,
    entryPage: null,
    exitPage: null,
    visit: visitOf(event),
  };
  extend(session, event);
  return session;
}

function extend(session: Session, event: PackedEvent): void {
  session.last = timeOf(event);
  if (event[PLACE.name] === PAGE_VIEW) {
    if (session.views === 0) takeEntry(session, event);
    takeExit(session, event);
  }
  addCounts(session, event);
}

/** What an event adds to its session wherever it falls. */
export function addCounts(session: Session, event: PackedEvent): void {
  const name = event[PLACE.name];
  session.engagedSeconds += event[PLACE.engaged_seconds] as number;
  if (name === PAGE_VIEW) session.views += 1;
  else if (name !== PAGE_LEAVE && event[PLACE.interactive] === 1) session.interactions += 1;
}

/** Makes a page view the first of its session, whose attributes are the session's. */
export function takeEntry(session: Session, view: PackedEvent): void {
  session.visit = visitOf(view);
  session.entryPage = view[PLACE.page] as string | null;
}

/** Makes a page view the last of its session. */
export function takeExit(session: Session, view: PackedEvent): void {
  session.exitPage = view[PLACE.page] as string | null;
}

const visitOf = (event: PackedEvent): Scalar[] => event.slice(PLACE.visit, PLACE.visit + VISIT_ATTRIBUTES.length);
