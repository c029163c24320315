import type { Site } from '../../../model/site.ts';
import type { Connection } from '../engine/connection.ts';

/** Time of a site's first event or payment (ms), null when it has neither. A point read. */
export function findEarliest(db: Connection): (site: Site) => number | null {
  const earliest = db
    .prepare<[{ site: Site }], number | null>(
      `select min(time) from (select min(time) as time from events where site = @site
       union all select min(time) from payments where site = @site)`,
    )
    .pluck();
  return (site) => earliest.get({ site }) ?? null;
}
