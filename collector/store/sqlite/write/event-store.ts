import type { EventStore } from '../../event-store.ts';
import type { Connection } from '../engine/connection.ts';
import { packEvent } from './columns.ts';
import type { Write } from './commands/index.ts';

/** The store of events over one writer, and a connection for counting. */
export function createEventStore(db: Connection, write: Write): EventStore {
  const older = db
    .prepare<[{ site: number; before: number }], number>(
      `select (select count(*) from events where site = @site and time < @before)
            + (select count(*) from excluded_events where site = @site and time < @before)
            + (select count(*) from payments where site = @site and time < @before)`,
    )
    .pluck();
  return {
    append: ({ events, sessionTimeout, drops, givenUp, received }) =>
      write('appendEvents', { events: events.map(packEvent), sessionTimeout, drops, givenUp, received }),
    recordPayment: (payment, onDuplicate) => write('recordPayment', { payment, onDuplicate }),
    deletePayment: (site, revenueId) => write('deletePayment', { site, revenueId }),
    countRefused: (refused) => write('countRefused', refused),
    countOlderThan: async (sites, before) => sites.reduce((sum, site) => sum + (older.get({ site, before }) ?? 0), 0),
    prune: (site, before) => write('prune', { site, before }),
  };
}
