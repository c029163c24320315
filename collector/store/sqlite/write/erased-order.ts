import { IDENTIFY } from '../../../model/identity.ts';
import type { Connection } from '../engine/connection.ts';

/** The id of an event that was erased, and when it happened (ms UTC). */
export interface ErasedEvent {
  event_id: string;
  time: number;
}

const AT = 'site = @site and time = @time';
const MOVED = 'set follows = @stands, place = place + @place';

/**
 * Takes the id of an erased event out of the order of others. Those that stood behind it stand behind what comes before
 * it at that instant, or before everything: no two events change places. Inside the caller's transaction.
 */
export function forgetInOrder(db: Connection): (site: number, event: ErasedEvent) => void {
  const both = (where: string) =>
    ['events', 'excluded_events']
      .map((table) => `select coalesce(follows, event_id) as stands, place from ${table} where ${AT} and ${where}`)
      .join(' union all ');
  const isFollowed = db.prepare<unknown[]>(both('follows = @event_id'));
  const before = db.prepare<unknown[], { stands: string; place: number }>(
    `${both('coalesce(follows, event_id) < @event_id')} order by stands desc, place desc limit 1`,
  );
  const updates = [
    `identities ${MOVED} where site = @site and visitor in
       (select visitor from events where ${AT} and follows = @event_id and name = '${IDENTIFY}') and follows = @event_id`,
    ...['events', 'excluded_events'].map((table) => `${table} ${MOVED} where ${AT} and follows = @event_id`),
  ].map((update) => db.prepare(`update ${update}`));
  return (site, { event_id, time }) => {
    const erased = { site, time, event_id };
    if (isFollowed.get(erased) === undefined) return;
    const { stands, place } = before.get(erased) ?? { stands: '', place: 0 };
    for (const update of updates) update.run({ ...erased, stands, place });
  };
}
