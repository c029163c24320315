import type { Connection } from '../../engine/connection.ts';
import { forgetAnswers } from '../forget-answers.ts';

export interface DeleteWebsite {
  id: string;
  number: number;
  now: number;
}

/**
 * Takes a website out of the registry, inside the caller's transaction; answers false when it is gone already. Its number
 * is kept: rows are left under it for `emptyWebsite`, and no other website may ever have them.
 */
export function deleteWebsite(db: Connection): (request: DeleteWebsite) => boolean {
  const belongings = ['conversion_events', 'annotations', 'share_links'].map((table) =>
    db.prepare(
      `delete from ${table} where website = @number and exists (select 1 from websites where number = @number)`,
    ),
  );
  const remove = db.prepare('delete from websites where number = @number and id = @id');
  const remember = db.prepare('insert into deleted_websites (number, emptied) values (?, 0)');
  const names = 'exists (select 1 from json_each(websites) where value = @id)';
  const revoke = db.prepare(
    `update api_keys set revoked_at = coalesce(revoked_at, @now) where ${names} and json_array_length(websites) = 1`,
  );
  // Else a key, or a person, would reach a later website of the same id.
  const unbind = ['api_keys', 'people', 'invitations'].map((table) =>
    db.prepare(
      `update ${table} set websites = (select json_group_array(value) from json_each(websites) where value <> @id)
       where ${names} and (json_array_length(websites) > 1 or '${table}' <> 'api_keys')`,
    ),
  );
  return ({ id, number, now }) => {
    for (const statement of belongings) statement.run({ number });
    if (remove.run({ number, id }).changes === 0) return false;
    remember.run(number);
    revoke.run({ id, now });
    for (const statement of unbind) statement.run({ id });
    return true;
  };
}

export interface EmptyWebsite {
  number: number;
  /** Rows a call deletes at most, so that it never holds up the events of others for long. */
  limit: number;
}

/**
 * Deletes a chunk of what a deleted website has left, live and test; answers whether there may be more. When there is
 * none it notes so.
 */
export function emptyWebsite(db: Connection): (request: EmptyWebsite) => boolean {
  const forget = forgetAnswers(db);
  const some = (table: string, key: string) =>
    `delete from ${table} where ${key} in (select ${key} from ${table} where site in (@live, @test) limit @limit)`;
  const payments = db.prepare<unknown[], string>(`${some('payments', 'seq')} returning revenue_id`).pluck();
  const tables = ['events', 'excluded_events', 'sessions'].map((table) => db.prepare(some(table, 'seq')));
  const identities = db.prepare(
    `delete from identities where (site, visitor) in
     (select site, visitor from identities where site in (@live, @test) limit @limit)`,
  );
  const counts = ['ledger', 'hostnames', 'told_losses'].map((table) =>
    db.prepare(`delete from ${table} where site in (@live, @test)`),
  );
  const finish = db.prepare('update deleted_websites set emptied = 1 where number = ?');
  return ({ number, limit }) => {
    const sites = { live: number * 2, test: number * 2 + 1 };
    let room = limit;
    const revenueIds = payments.all({ ...sites, limit: room });
    forget({ revenueIds, visitors: [] });
    room -= revenueIds.length;
    for (const statement of [...tables, identities]) {
      if (room > 0) room -= statement.run({ ...sites, limit: room }).changes;
    }
    if (room <= 0) return true;
    for (const statement of counts) statement.run(sites);
    finish.run(number);
    return false;
  };
}
