import { PUBLIC_MAX_AGE_MS } from '../../../contract/limits.ts';
import type { Connection } from '../engine/connection.ts';

/** How many of `lost` events, told of at `now` (ms UTC) beside that event, have not been told of before. */
export type CountLosses = (site: number, firstEvent: string, lost: number, now: number) => number;

/**
 * A browser tells how many events it gave up until it has heard that this was heard: beside the same oldest event, in
 * copies and in repeats, and meanwhile it may have given up more. So of what is told beside one event the most counts.
 * It is remembered for as long as the event may come again.
 */
export function countLosses(db: Connection): CountLosses {
  const toldOf = db
    .prepare<[number, string], number>('select events from told_losses where site = ? and event_id = ?')
    .pluck();
  const tell = db.prepare(
    `insert into told_losses (site, event_id, events, told_at) values (@site, @firstEvent, @lost, @now)
     on conflict do update set events = excluded.events`,
  );
  const forget = db.prepare('delete from told_losses where told_at < ?');
  return (site, firstEvent, lost, now) => {
    const told = toldOf.get(site, firstEvent) ?? 0;
    if (lost <= told) return 0;
    tell.run({ site, firstEvent, lost, now });
    forget.run(now - PUBLIC_MAX_AGE_MS);
    return lost - told;
  };
}
