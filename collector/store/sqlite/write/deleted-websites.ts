import type { Site } from '../../../model/website.ts';
import type { Connection } from '../engine/connection.ts';

/** Whether a site's website was deleted: nothing more may be stored for it. A site is its website's number * 2, or + 1. */
export function findDeleted(db: Connection): (site: Site) => boolean {
  const find = db.prepare<[number], number>('select 1 from deleted_websites where number = ?').pluck();
  return (site) => find.get(Math.floor(site / 2)) !== undefined;
}
