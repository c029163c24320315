import type { Connection } from '../engine/connection.ts';

/**
 * Forgets the remembered answers that tell of these payments or visitors. Those to events stay their day: they hold no more
 * than the events' ids, and without them a request that is sent again would bring the events back.
 */
export function forgetAnswers(db: Connection): (of: { revenueIds: string[]; visitors: string[] }) => void {
  const remove = db.prepare(
    `delete from remembered_answers where body like '%"revenue_id"%' and (
       json_extract(body, '$.revenue_id') in (select value from json_each(@revenueIds))
       or json_extract(body, '$.attribution.visitor_id') in (select value from json_each(@visitors))
     )`,
  );
  return ({ revenueIds, visitors }) => {
    if (revenueIds.length + visitors.length === 0) return;
    remove.run({ revenueIds: JSON.stringify(revenueIds), visitors: JSON.stringify(visitors) });
  };
}
