import { DAY_MS } from '../../../model/time.ts';
import type { ArrivedHost, LedgerRow } from '../../report-source.ts';
import type { Connection } from '../engine/connection.ts';

/** Begins the outcome of what was refused; the reason follows. */
export const REFUSED = 'refused:';

interface Ledger {
  rows(site: number, start: number, end: number): LedgerRow[];
  hosts(site: number, start: number, end: number): ArrivedHost[];
}

/** Reads what came in and what became of it. */
export function readLedger(db: Connection): Ledger {
  const ledger = db.prepare<unknown[], { hour: number; outcome: string; count: number }>(
    'select hour, outcome, count from ledger where site = @site and hour >= @start and hour < @end and count > 0',
  );
  const hosts = db.prepare<unknown[], ArrivedHost>(
    `select hostname, outcome, sum(events) as events, max(last_at) as lastAt from hostnames
     where site = @site and day >= @start and day < @end group by hostname, outcome`,
  );
  return {
    rows: (site, start, end) =>
      ledger.all({ site, start, end }).map(({ hour, outcome, count }) => {
        const refused = outcome.startsWith(REFUSED);
        return { hour, refused, outcome: refused ? outcome.slice(REFUSED.length) : outcome, count };
      }),
    hosts: (site, start, end) => hosts.all({ site, start: start - (start % DAY_MS), end }),
  };
}
