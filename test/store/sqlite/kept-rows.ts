import type { TemporaryStore } from '../../support/temporary-store.ts';

/* What a store keeps, row by row, for comparing one store with another. */

type Row = Record<string, unknown>;

export const rows = ({ db }: TemporaryStore, sql: string): Row[] => db.prepare<[], Row>(sql).all();

/** Events and sessions, without the numbers that a store gives them: those depend on the order of arrival. */
export const eventsAndSessions = (store: TemporaryStore) => ({
  events: rows(
    store,
    `select e.*, null as seq, s.first_event_id as session
     from events e left join sessions s on s.seq = e.session order by e.event_id`,
  ),
  sessions: rows(store, 'select *, null as seq from sessions order by visitor, start, first_event_id'),
});
