import type { StoredEvent } from '../../collector/model/event.ts';
import { DAY, MINUTE } from './histories/history.ts';
import { inOrder } from './order.ts';

/** A session, as the contract defines it. */
export interface Session {
  visitor: string;
  /** In order. Never empty. */
  events: StoredEvent[];
  start: number;
  end: number;
  /** In order. */
  pageViews: StoredEvent[];
  /** The event whose attributes are the session's: the first page view, else the first event. */
  origin: StoredEvent;
  entryPage: string | null;
  exitPage: string | null;
  isBounce: boolean;
  engagedSeconds: number;
}

/** In order, but that at one instant those that may open a session come first. */
function openersFirst(a: StoredEvent, b: StoredEvent): number {
  if (a.time === b.time && a.opens_session !== b.opens_session) return a.opens_session ? -1 : 1;
  return inOrder(a, b);
}

/** Every session of a history, and the session of each event that is in one. */
export function findSessions(events: StoredEvent[]): { sessions: Session[]; of: Map<StoredEvent, Session> } {
  const gatherings: StoredEvent[][] = [];
  for (const visitor of new Set(events.map((event) => event.visitor))) {
    if (visitor === null) continue;
    const theirs = events.filter((event) => event.visitor === visitor).toSorted(openersFirst);
    gatherings.push(...walk(theirs.filter((event) => event.session_id === null)));
    for (const id of new Set(theirs.map((event) => event.session_id))) {
      if (id !== null) gatherings.push(theirs.filter((event) => event.session_id === id));
    }
  }
  const sessions = gatherings.map(describe);
  return { sessions, of: new Map(sessions.flatMap((session) => session.events.map((event) => [event, session]))) };
}

/** One visitor's events without a session id, in order, parted into sessions. */
function walk(events: StoredEvent[]): StoredEvent[][] {
  const gatherings: StoredEvent[][] = [];
  for (const event of events) {
    const open = gatherings.at(-1);
    const first = open?.[0];
    const last = open?.at(-1);
    if (open && first && last && event.time - last.time <= 30 * MINUTE && event.time - first.time <= DAY) {
      open.push(event);
    } else if (event.opens_session) gatherings.push([event]);
  }
  return gatherings;
}

function describe(events: StoredEvent[]): Session {
  const first = events[0] as StoredEvent;
  const last = events.at(-1) as StoredEvent;
  const pageViews = events.filter((event) => event.name === 'page_view');
  const others = events.filter((event) => event.name !== 'page_view' && event.name !== 'page_leave');
  let engagedSeconds = 0;
  for (const event of events) if (event.name === 'page_leave') engagedSeconds += event.engaged_seconds;
  return {
    visitor: first.visitor as string,
    events,
    start: first.time,
    end: last.time,
    pageViews,
    origin: pageViews[0] ?? first,
    entryPage: pageViews[0]?.page ?? null,
    exitPage: pageViews.at(-1)?.page ?? null,
    isBounce: pageViews.length === 1 && !others.some((event) => event.interactive),
    engagedSeconds,
  };
}

/** The session that goes by an id: its caller's own, else the one that exports name after an event of it. */
export const sessionNamed = (sessions: Session[], id: string | null): Session | null =>
  sessions.find(({ origin }) => id !== null && origin.session_id === id) ??
  sessions.find(
    ({ origin, events }) => origin.session_id === null && events.some((event) => isNamedAfter(id, event)),
  ) ??
  null;

const isNamedAfter = (id: string | null, { event_id }: StoredEvent): boolean => id === `ses_${event_id}`;
