import { PROPERTY_READ_EVENTS, PROPERTY_SCAN_EVENTS } from '../../../contract/limits.ts';
import { PAGE_LEAVE } from '../../../contract/vocabulary.ts';
import type { Connection } from '../engine/connection.ts';

/** Finds what events carry. A rare name is looked for in an index and no further back than the bound. */
export function findProperties(db: Connection) {
  const newest = db.prepare<unknown[], { key: string; events: number }>(
    `with recent as (
       select seq, name from events where site = @site order by time desc limit ${PROPERTY_SCAN_EVENTS}
     ),
     read as materialized (
       select seq from recent where name <> '${PAGE_LEAVE}' and (@name is null or name = @name)
       limit ${PROPERTY_READ_EVENTS}
     )
     select property.key, count(*) as events
     from read cross join events e on e.seq = read.seq cross join json_each(e.properties) property
     group by property.key`,
  );
  return (site: number, name: string | null) => newest.all({ site, name });
}
