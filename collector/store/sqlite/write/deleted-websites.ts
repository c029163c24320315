import { type Site, websiteNumberOf } from '../../../model/site.ts';
import type { Connection } from '../engine/connection.ts';

/** Whether a site's website was deleted: nothing more may be stored for it. */
export function findDeleted(db: Connection): (site: Site) => boolean {
  const find = db.prepare<[number], number>('select 1 from deleted_websites where number = ?').pluck();
  return (site) => find.get(websiteNumberOf(site)) !== undefined;
}
