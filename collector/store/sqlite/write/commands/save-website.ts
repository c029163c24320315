import type { Website } from '../../../../model/website.ts';
import type { Connection } from '../../engine/connection.ts';
import { writeWebsite } from '../../registry/website-row.ts';

/** Adds a website under a number that none has had; answers it, or null when the id is taken. */
export function createWebsite(db: Connection): (website: Omit<Website, 'number'>) => number | null {
  const insert = db.prepare(
    `insert into websites (number, id, name, domain, allowed_domains, timezone, currency, settings, created_at, updated_at)
     values (
       1 + max(
         coalesce((select max(number) from websites), 0),
         coalesce((select max(number) from deleted_websites), 0)
       ),
       @id, @name, @domain, @allowed_domains, @timezone, @currency, @settings, @created_at, @updated_at
     )
     on conflict (id) do nothing`,
  );
  return (website) => {
    const result = insert.run(writeWebsite(website));
    return result.changes === 0 ? null : Number(result.lastInsertRowid);
  };
}

/** Replaces a website unless it was changed since `expectedUpdatedAt`. */
export function updateWebsite(db: Connection): (request: { website: Website; expectedUpdatedAt: number }) => boolean {
  const update = db.prepare(
    `update websites set name = @name, domain = @domain, allowed_domains = @allowed_domains, timezone = @timezone,
     currency = @currency, settings = @settings, updated_at = @updated_at
     where number = @number and updated_at = @expected`,
  );
  return ({ website, expectedUpdatedAt }) =>
    update.run({ ...writeWebsite(website), number: website.number, expected: expectedUpdatedAt }).changes > 0;
}
