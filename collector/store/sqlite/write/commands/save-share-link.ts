import type { ShareLink } from '../../../../model/share-link.ts';
import type { Connection } from '../../engine/connection.ts';

/** Adds a share link, unless its website is gone meanwhile. */
export function createShareLink(db: Connection): (link: ShareLink) => void {
  const insert = db.prepare(
    `insert into share_links (id, website, name, filters, revenue, created_at, expires_at)
     select @id, number, @name, @filters, @revenue, @createdAt, @expiresAt from websites where id = @website`,
  );
  return (link) => {
    insert.run({ ...link, filters: JSON.stringify(link.filters), revenue: Number(link.revenue) });
  };
}

export function deleteShareLink(db: Connection): (id: string) => void {
  const remove = db.prepare('delete from share_links where id = ?');
  return (id) => {
    remove.run(id);
  };
}
