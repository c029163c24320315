import type { Site } from '../../../model/site.ts';
import type { Connection } from '../engine/connection.ts';

/**
 * Time of a site's first event or payment (ms), null when it has neither. A point read. What was stored with a time before
 * 1970, which no door takes any more, doesn't stretch all time to it.
 */
export function findEarliest(db: Connection): (site: Site) => number | null {
  const earliest = db
    .prepare<[{ site: Site }], number | null>(
      `select min(time) from (select min(time) as time from events where site = @site and time >= 0
       union all select min(time) from payments where site = @site and time >= 0)`,
    )
    .pluck();
  return (site) => earliest.get({ site }) ?? null;
}
