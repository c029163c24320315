import { IDENTIFY } from '../../../../model/identity.ts';
import type { Connection } from '../../engine/connection.ts';
import { keepIdentities } from '../identities.ts';

/** Rows a call deletes at most, so that deleting years of events never holds up new ones for long. */
const CHUNK = 5000;

export interface Prune {
  site: number;
  before: number;
}

/**
 * Deletes a chunk of what is older than `before`, inside the caller's transaction; answers how many rows went. Who was
 * identified by an event that went is whoever the events that are left say.
 */
export function prune(db: Connection): (request: Prune) => number {
  const identities = keepIdentities(db);
  const events = db
    .prepare<unknown[], string | null>(
      `delete from events where seq in (select seq from events where site = @site and time < @before limit @limit)
       returning iif(name = '${IDENTIFY}', visitor, null)`,
    )
    .pluck();
  const others = [
    'delete from excluded_events where seq in (select seq from excluded_events where site = @site and time < @before limit @limit)',
    'delete from sessions where seq in (select seq from sessions where site = @site and start < @before and last < @before limit @limit)',
    'delete from payments where seq in (select seq from payments where site = @site and time < @before limit @limit)',
  ].map((sql) => db.prepare(sql));
  const hostnames = db.prepare('delete from hostnames where site = @site and day < @before - 86400000');
  return ({ site, before }) => {
    const request = { site, before, limit: CHUNK };
    const deleted = events.all(request);
    hostnames.run(request);
    for (const visitor of new Set(deleted)) if (visitor !== null) identities.relearn(site, visitor);
    return others.reduce((gone, statement) => gone + statement.run(request).changes, deleted.length);
  };
}
