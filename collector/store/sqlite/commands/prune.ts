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
    'delete from events where seq in (select seq from events where site = @site and time < @before limit @limit)',
    'delete from sessions where seq in (select seq from sessions where site = @site and start < @before and last < @before limit @limit)',
    'delete from payments where seq in (select seq from payments where site = @site and time < @before limit @limit)',
  ].map((sql) => db.prepare(sql));
  return ({ site, before }) =>
    statements.reduce((gone, statement) => gone + statement.run({ site, before, limit: CHUNK }).changes, 0);
}
