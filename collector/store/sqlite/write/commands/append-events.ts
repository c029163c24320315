import { PAGE_VIEW } from '../../../../contract/vocabulary.ts';
import { HOUR_MS } from '../../../../model/time.ts';
import type { AppendOutcome } from '../../../event-store.ts';
import type { Connection } from '../../engine/connection.ts';
import { type PackedEvent, PLACE } from '../columns.ts';
import { findDeleted } from '../deleted-websites.ts';
import { type EventTables, eventTables } from '../event-tables.ts';
import { excludedTable } from '../excluded-table.ts';
import { countNewlyGivenUp } from '../given-up.ts';
import { acceptedHosts } from '../hostname-counts.ts';
import { keepIdentities } from '../identities.ts';
import {
  addCounts,
  compareEvents,
  continues,
  foldCallerSession,
  foldVisitor,
  takeEntry,
  takeExit,
} from '../session-fold.ts';

export interface PackedAppend {
  events: PackedEvent[];
  sessionTimeout: number;
  drops: { site: number; reason: string; count: number }[];
  givenUp: number;
  received: number;
}

/**
 * Appends one request's events inside the caller's transaction: each id once per site, each visitor's sessions as if all
 * events had arrived in order, each visitor the user its first `identify` names. Events that are to be kept apart go to
 * their own table, and are known there by a repeat.
 */
export function appendEvents(db: Connection): (request: PackedAppend) => AppendOutcome[] {
  const tables = eventTables(db);
  const identities = keepIdentities(db);
  const excluded = excludedTable(db);
  const countHosts = acceptedHosts(db);
  const isDeleted = findDeleted(db);
  const newlyGivenUp = countNewlyGivenUp(db);
  return ({ events, sessionTimeout, drops, givenUp, received }) => {
    const site = (events[0]?.[PLACE.site] ?? drops[0]?.site) as number | undefined;
    if (site !== undefined && isDeleted(site)) return events.map(storedForDeleted);
    const fresh = new Map<string, PackedEvent>();
    const outcomes = events.map((event): AppendOutcome => {
      const key = `${event[PLACE.site]} ${event[PLACE.event_id]}`;
      const earlier = fresh.get(key) ?? tables.eventById(event) ?? excluded.byId(event);
      const time = (earlier ?? event)[PLACE.time] as number;
      if (earlier !== undefined) return { result: sameContent(earlier, event) ? 'duplicate' : 'differs', time };
      fresh.set(key, event);
      return { result: 'stored', time };
    });
    const stored = [...fresh.values()];
    const counted = stored.filter(isCounted);
    insertInSessions(tables, counted, sessionTimeout);
    countHosts(counted, received);
    for (const event of stored) {
      if (isCounted(event)) identities.learn(event);
      else excluded.insert(event, event[PLACE.exclusion] as string);
    }
    const first = events[0]?.[PLACE.event_id] as string | undefined;
    const isReport = givenUp > 0 && first !== undefined;
    count(
      tables,
      events,
      stored,
      drops,
      isReport ? newlyGivenUp(site as number, first, givenUp, received) : 0,
      received,
    );
    return outcomes;
  };
}

/** Events for a website that is being deleted are accepted and discarded, as if they had arrived just before. */
const storedForDeleted = (event: PackedEvent): AppendOutcome => ({
  result: 'stored',
  time: event[PLACE.time] as number,
});

const isCounted = (event: PackedEvent): boolean => (event[PLACE.exclusion] ?? null) === null;

/** Inserts events that are new to the store, numbered in the order given, and keeps the sessions of their visitors true. */
export function insertInSessions(tables: EventTables, events: PackedEvent[], timeout: number): void {
  if (events.length === 0) return;
  const last = tables.lastSeq();
  for (const [index, event] of events.entries()) event[PLACE.seq] = last + 1 + index;
  for (const group of groupByVisitor(tables, events, timeout)) append(tables, group, timeout);
}

/** Whether a repeat says the same as the first. Times count only where the caller named them. */
function sameContent(first: PackedEvent, repeat: PackedEvent): boolean {
  return (
    first[PLACE.name] === repeat[PLACE.name] &&
    first[PLACE.properties] === repeat[PLACE.properties] &&
    first[PLACE.session_id] === repeat[PLACE.session_id] &&
    (first[PLACE.visitor] === repeat[PLACE.visitor] || repeat[PLACE.previous_visitor] !== null) &&
    (first[PLACE.time] === repeat[PLACE.time] || repeat[PLACE.fixed_time] !== 1)
  );
}

/** Events that may share a session, in order. */
function groupByVisitor(tables: EventTables, events: PackedEvent[], timeout: number): PackedEvent[][] {
  const groups = new Map<string, PackedEvent[]>();
  for (const event of events) {
    continueYesterday(tables, event, timeout);
    const caller = event[PLACE.session_id];
    const owner = event[PLACE.visitor] === null ? '' : caller !== null ? `s${caller}` : `v${event[PLACE.visitor]}`;
    const key = `${event[PLACE.site]} ${owner}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  for (const group of groups.values()) group.sort(compareEvents);
  return [...groups.values()];
}

/** A cookieless visitor keeps yesterday's id for as long as yesterday's session is open. */
function continueYesterday(tables: EventTables, event: PackedEvent, timeout: number): void {
  const previous = event[PLACE.previous_visitor] ?? null;
  if (previous === null) return;
  const session = tables.latestSession(event[PLACE.site] as number, previous as string);
  if (session !== null && session.last <= (event[PLACE.time] as number) && continues(session, event, timeout)) {
    event[PLACE.visitor] = previous;
  }
}

function append(tables: EventTables, events: PackedEvent[], timeout: number): void {
  const first = events[0] as PackedEvent;
  const site = first[PLACE.site] as number;
  const visitor = first[PLACE.visitor] as string | null;
  if (visitor === null) {
    for (const event of events) tables.insertEvent(event, null);
    return;
  }
  const caller = first[PLACE.session_id] as string | null;
  const open = caller === null ? tables.latestSession(site, visitor) : tables.callerSession(site, caller);
  const newest = Math.max(open?.last ?? Number.NEGATIVE_INFINITY, lastOutside(tables, site, visitor, caller));
  if (newest < (first[PLACE.time] as number)) {
    const fold = caller === null ? foldVisitor(events, open, timeout) : foldCallerSession(events, open);
    for (const session of new Set(fold.membership)) if (session !== null) tables.saveSession(site, session);
    for (const [index, event] of events.entries()) tables.insertEvent(event, fold.membership[index]?.seq ?? null);
    return;
  }
  const late = events.filter((event) => !absorb(tables, site, visitor, caller, event));
  if (late.length === 0) return;
  for (const event of late) tables.insertEvent(event, null);
  if (caller === null) rederiveVisitor(tables, site, visitor, late, timeout);
  else rederiveCallerSession(tables, site, caller);
}

/** An event outside every session may be joined by a later arrival from before it. A caller's session leaves none out. */
function lastOutside(tables: EventTables, site: number, visitor: string, caller: string | null): number {
  return (caller === null ? tables.lastOutside(site, visitor) : null) ?? Number.NEGATIVE_INFINITY;
}

/**
 * Adds a late event that falls inside a session, where it moves no boundary: its counts are added, and a page view may
 * become the entry or the exit. Answers false, having done nothing, for any other event.
 */
function absorb(
  tables: EventTables,
  site: number,
  visitor: string,
  caller: string | null,
  event: PackedEvent,
): boolean {
  const time = event[PLACE.time] as number;
  const session = caller === null ? tables.sessionAt(site, visitor, time) : tables.callerSession(site, caller);
  if (session === null || time <= session.start || time > session.last) return false;
  tables.insertEvent(event, session.seq);
  addCounts(session, event);
  if (event[PLACE.name] === PAGE_VIEW) {
    const [first, last] = tables.edgeViews(site, session);
    if (first !== undefined) takeEntry(session, first);
    if (last !== undefined) takeExit(session, last);
  }
  tables.saveSession(site, session);
  return true;
}

/**
 * Derives sessions anew from where the late events fall to the next gap that ends every session. What lies before is
 * untouched, because sessions are derived from left to right; what lies after such a gap starts afresh either way.
 */
function rederiveVisitor(
  tables: EventTables,
  site: number,
  visitor: string,
  late: PackedEvent[],
  timeout: number,
): void {
  const firstLate = late[0] as PackedEvent;
  const firstTime = firstLate[PLACE.time] as number;
  const lastTime = (late.at(-1) as PackedEvent)[PLACE.time] as number;
  const open = tables.sessionAt(site, visitor, firstTime);
  const from = open !== null && continues(open, firstLate, timeout) ? open.start : firstTime;
  rederiveStretch(tables, site, visitor, { from, past: lastTime }, timeout);
}

/** Derives a visitor's sessions anew from one that begins at `from` to the next gap after `past` that ends every session. */
export function rederiveStretch(
  tables: EventTables,
  site: number,
  visitor: string,
  { from, past }: { from: number; past: number },
  timeout: number,
): void {
  const rows = tables.visitorRun(site, visitor, from, past, timeout);
  const fold = foldVisitor(
    rows.map((row) => row.event),
    null,
    timeout,
  );
  const end = (rows.at(-1)?.event[PLACE.time] as number | undefined) ?? past;
  tables.deleteSessions(site, visitor, from, Math.max(past, end));
  for (const session of fold.sessions) tables.saveSession(site, session);
  for (const [index, row] of rows.entries()) {
    const session = fold.membership[index]?.seq ?? null;
    if (row.session !== session) tables.assign(row.seq, session);
  }
}

/** Derives a session that its caller named from all its events; without any there is none. */
export function rederiveCallerSession(tables: EventTables, site: number, sessionId: string): void {
  const rows = tables.callerEvents(site, sessionId);
  const existing = tables.callerSession(site, sessionId);
  const [session] = foldCallerSession(
    rows.map((row) => row.event),
    null,
  ).sessions;
  if (session === undefined) {
    if (existing?.seq != null) tables.deleteSession(existing.seq);
    return;
  }
  session.seq = existing?.seq ?? null;
  tables.saveSession(site, session);
  for (const row of rows) if (row.session !== session.seq) tables.assign(row.seq, session.seq);
}

function count(
  tables: EventTables,
  events: PackedEvent[],
  stored: PackedEvent[],
  drops: PackedAppend['drops'],
  givenUp: number,
  received: number,
): void {
  const hour = hourOf(received);
  const site = events[0]?.[PLACE.site] as number | undefined;
  if (site !== undefined) {
    for (const [outcome, events] of tally(stored)) tables.count(site, hour, outcome, events);
    if (givenUp > 0) tables.count(site, hour, 'lost', givenUp);
    if (events.length > stored.length) tables.count(site, hour, 'duplicate', events.length - stored.length);
  }
  for (const drop of drops) tables.count(drop.site, hour, drop.reason, drop.count);
}

/** The hour that the ledger counts a moment under. */
export const hourOf = (time: number): number => time - (time % HOUR_MS);

/** How many events were accepted, and how many kept apart for which reason. */
function tally(events: PackedEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const outcome = (event[PLACE.exclusion] as string | null | undefined) ?? 'accepted';
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}
