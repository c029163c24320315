import type { Connection } from '../../engine/connection.ts';
import { findIdentities } from '../../read/identities.ts';
import { findIdentityPayments } from '../../read/identity-payments.ts';
import { type ErasedEvent, forgetInOrder } from '../erased-order.ts';
import type { EventTables } from '../event-tables.ts';
import { eventTables } from '../event-tables.ts';
import { forgetAnswers } from '../forget-answers.ts';
import { rederiveCallerSession } from './append-events.ts';

export interface EraseVisitor {
  site: number;
  visitor: string;
  /** Rows a call changes at most, so that a visitor of years never holds up the events of others for long. */
  limit: number;
}

export interface ErasedChunk {
  /** All visitors that are the same person. */
  visitors: string[];
  events: number;
  sessions: number;
  payments: number;
  /** False when there may be more. */
  done: boolean;
}

/**
 * Erases a chunk of a person, inside the caller's transaction. Payments come first, because sessions lead to them; then
 * events, oldest first, each session with its last one; who the visitors were comes last, so that a broken-off erasure that is
 * asked for again still finds them all.
 */
export function eraseVisitor(db: Connection): (request: EraseVisitor) => ErasedChunk {
  const tables = eventTables(db);
  const identities = findIdentities(db);
  const forget = forgetAnswers(db);
  const paymentsOf = findIdentityPayments(db);
  const unname = db.prepare(
    `update payments set visitor = null, session_id = null, customer_id = null, email_hash = null, properties = '{}'
     where seq = ?`,
  );
  const events = eraseEvents(db, tables);
  const forgetOrder = forgetInOrder(db);
  const excluded = db.prepare<unknown[], ErasedEvent>(
    `delete from excluded_events where seq in
     (select seq from excluded_events where site = @site and visitor = @visitor limit @limit) returning event_id, time`,
  );
  const forgetUser = db.prepare('delete from identities where site = ? and visitor = ?');
  return ({ site, visitor, limit }) => {
    const visitors = identities.same(site, visitor);
    const erased: ErasedChunk = { visitors, events: 0, sessions: 0, payments: 0, done: false };
    // From the end: what is left must still be led to.
    const payments = paymentsOf(site, visitors, identities.userOf(site, visitor)).reverse().slice(0, limit);
    for (const { seq } of payments) unname.run(seq);
    forget({ revenueIds: payments.map(({ revenue_id }) => revenue_id), visitors });
    erased.payments = payments.length;
    let room = limit - payments.length;
    for (const one of visitors) {
      if (room <= 0) return erased;
      const counted = events(site, one, visitors, room);
      const erasedApart = excluded.all({ site, visitor: one, limit: room });
      for (const event of erasedApart) forgetOrder(site, event);
      const apart = erasedApart.length;
      erased.events += counted.events + apart;
      erased.sessions += counted.sessions;
      room -= Math.max(counted.events, apart);
    }
    if (room <= 0) return erased;
    for (const one of visitors) forgetUser.run(site, one);
    return { ...erased, done: true };
  };
}

/**
 * Deletes a visitor's oldest counted events, and the sessions that have none left. Between two chunks one session may be
 * without its beginning; the next takes it. What others have in a session that its caller named is theirs from then on.
 */
function eraseEvents(db: Connection, tables: EventTables) {
  const oldest = db.prepare<unknown[], ErasedEvent & { seq: number; session_id: string | null }>(
    'select seq, session_id, event_id, time from events where site = @site and visitor = @visitor order by time limit @limit',
  );
  const forgetOrder = forgetInOrder(db);
  const earliest = db
    .prepare<unknown[], number | null>('select min(time) from events where site = @site and visitor = @visitor')
    .pluck();
  const ended = db.prepare(
    `delete from sessions where site = @site and visitor = @visitor and session_id is null
     and (@left is null or last < @left)`,
  );
  const callers = db
    .prepare<unknown[], string>(
      'select session_id from sessions where site = @site and visitor = @visitor and session_id is not null',
    )
    .pluck();
  const hasTheirs = db
    .prepare<unknown[], number>(
      `select 1 from events where site = @site and session_id = @caller
       and visitor in (select value from json_each(@visitors)) limit 1`,
    )
    .pluck();
  return (site: number, visitor: string, visitors: string[], limit: number) => {
    const rows = oldest.all({ site, visitor, limit });
    for (const { seq } of rows) tables.deleteEvent(seq);
    for (const event of rows) forgetOrder(site, event);
    const left = earliest.get({ site, visitor }) ?? null;
    let sessions = ended.run({ site, visitor, left }).changes;
    const touched = new Set(rows.map(({ session_id }) => session_id));
    if (left === null) for (const caller of callers.all({ site, visitor })) touched.add(caller);
    for (const caller of touched) {
      if (caller === null || hasTheirs.get({ site, caller, visitors: JSON.stringify(visitors) }) !== undefined)
        continue;
      if (visitors.includes(tables.callerSession(site, caller)?.visitor ?? '')) sessions += 1;
      rederiveCallerSession(tables, site, caller);
    }
    return { events: rows.length, sessions };
  };
}
