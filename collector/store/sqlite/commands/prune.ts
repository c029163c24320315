import type { Connection } from '../open.ts';

/** Rows a call deletes at most, so that deleting years of events never holds up new ones for long. */
const CHUNK = 5000;

export interface Prune {
  site: number;
  before: number;
}

/** Deletes a chunk of what is older than `before`, inside the caller's transaction; answers how many rows went. */
export function prune(db: Connection): (request: Prune) => number {
  const statements = [
    'delete from events where seq in (select seq from events where site = ?1 and time < ?2 limit ?3)',
    'delete from sessions where seq in (select seq from sessions where site = ?1 and start < ?2 and last < ?2 limit ?3)',
    'delete from payments where seq in (select seq from payments where site = ?1 and time < ?2 limit ?3)',
  ].map((sql) => db.prepare(sql));
  return ({ site, before }) =>
    statements.reduce((gone, statement) => gone + statement.run(site, before, CHUNK).changes, 0);
}
