import type { Ordered } from '../../../model/event-order.ts';
import { IDENTIFY, identifiedUser } from '../../../model/identity.ts';
import type { Connection } from '../engine/connection.ts';
import { eventOrder } from '../event-order.ts';
import { type PackedEvent, PLACE } from './columns.ts';

/** Keeps the table of identities true, inside the caller's transaction. */
export interface Identities {
  /** Learns from a new event. The first `identify` of a visitor counts, in the order of events, whenever it arrives. */
  learn(event: PackedEvent): void;
  /** Learns anew who a visitor is, from the events that are left. */
  relearn(site: number, visitor: string): void;
}

export function keepIdentities(db: Connection): Identities {
  const learn = db.prepare(
    `insert into identities (site, visitor, user_id, time, event_id, follows, place)
     values (@site, @visitor, @user, @time, @event_id, @follows, @place)
     on conflict (site, visitor) do update
     set user_id = excluded.user_id, time = excluded.time, event_id = excluded.event_id, follows = excluded.follows,
       place = excluded.place
     where (${eventOrder('excluded.')}) < (${eventOrder('identities.')})`,
  );
  const forget = db.prepare('delete from identities where site = ? and visitor = ?');
  const left = db.prepare<unknown[], Ordered & { properties: string }>(
    `select time, event_id, follows, place, properties from events
     where site = ? and visitor = ? and name = '${IDENTIFY}' order by ${eventOrder()}`,
  );
  return {
    learn: (event) => {
      if (event[PLACE.name] !== IDENTIFY || event[PLACE.visitor] === null) return;
      const user = identifiedUser(event[PLACE.properties] as string);
      if (user === null) return;
      learn.run({
        site: event[PLACE.site],
        visitor: event[PLACE.visitor],
        user,
        time: event[PLACE.time],
        event_id: event[PLACE.event_id],
        follows: event[PLACE.follows],
        place: event[PLACE.place],
      });
    },
    relearn: (site, visitor) => {
      forget.run(site, visitor);
      for (const { properties, ...order } of left.all(site, visitor)) {
        const user = identifiedUser(properties);
        if (user === null) continue;
        learn.run({ site, visitor, user, ...order });
        return;
      }
    },
  };
}
