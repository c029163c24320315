import type { UsedAllowance } from '../../../registry/allowances.ts';
import type { Connection } from '../../engine/connection.ts';

/** Writes down what keys have used, and forgets windows that have passed by `now`. */
export function saveAllowances(db: Connection): (request: { used: UsedAllowance[]; now: number }) => void {
  const save = db.prepare(
    `insert into allowances (name, used, resets_at) values (@name, @used, @resetsAt)
     on conflict (name) do update set used = excluded.used, resets_at = excluded.resets_at`,
  );
  const forget = db.prepare('delete from allowances where resets_at < ?');
  return ({ used, now }) => {
    for (const allowance of used) save.run(allowance);
    forget.run(now);
  };
}
