import type { RefusedEvents } from '../../../event-store.ts';
import type { Connection } from '../../engine/connection.ts';
import { REFUSED } from '../../read/ledger-rows.ts';
import { findDeleted } from '../deleted-websites.ts';
import { eventTables } from '../event-tables.ts';
import { hostnameCounts } from '../hostname-counts.ts';
import { hourOf } from './append-events.ts';

/** Enters refused events into the ledger, and the hosts they came from. */
export function countRefused(db: Connection): (refused: RefusedEvents[]) => void {
  const tables = eventTables(db);
  const countHostname = hostnameCounts(db);
  const isDeleted = findDeleted(db);
  return (refused) => {
    for (const { site, reason, hostname, count, at } of refused) {
      if (isDeleted(site)) continue;
      tables.count(site, hourOf(at), REFUSED + reason, count);
      if (hostname !== null) countHostname(site, 'refused', hostname, count, at);
    }
  };
}
