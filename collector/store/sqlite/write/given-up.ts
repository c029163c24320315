import { PUBLIC_MAX_AGE_MS } from '../../../contract/limits.ts';
import type { Connection } from '../engine/connection.ts';

/** How many of `givenUp` events, reported at `now` (ms UTC) beside that event, have not been reported before. */
export type CountNewlyGivenUp = (site: number, firstEvent: string, givenUp: number, now: number) => number;

/**
 * A browser reports how many events it gave up until its report is confirmed: beside the same oldest event, in copies and
 * in repeats, and meanwhile it may have given up more. So of all reports beside one event the highest counts. It is kept
 * for as long as the event may come again.
 */
export function countNewlyGivenUp(db: Connection): CountNewlyGivenUp {
  const reported = db
    .prepare<[number, string], number>('select events from told_losses where site = ? and event_id = ?')
    .pluck();
  const report = db.prepare(
    `insert into told_losses (site, event_id, events, told_at) values (@site, @firstEvent, @givenUp, @now)
     on conflict do update set events = excluded.events`,
  );
  const forget = db.prepare('delete from told_losses where told_at < ?');
  return (site, firstEvent, givenUp, now) => {
    const before = reported.get(site, firstEvent) ?? 0;
    if (givenUp <= before) return 0;
    report.run({ site, firstEvent, givenUp, now });
    forget.run(now - PUBLIC_MAX_AGE_MS);
    return givenUp - before;
  };
}
