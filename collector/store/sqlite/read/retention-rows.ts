import type { RetentionRows, RetentionRowsQuestion } from '../../report-rows.ts';
import type { Connection } from '../engine/connection.ts';
import { eventOrder } from '../event-order.ts';
import { type Define, filterConditions } from './filter-condition.ts';
import { expression, type Fragment, visitorOf } from './vocabulary.ts';

/** Counts who came first when, and who came back when. */
export function countRetention(db: Connection, define: Define, question: RetentionRowsQuestion): RetentionRows {
  define([], question.filters);
  const { members, bind } = membersOf(question);
  const returns = db.prepare<unknown[], RetentionRows['returns'][number]>(`
    with ${members},
    visit as (${VISITS})
    select m.cohort, m.label, v.bucket, count(*) as visitors
    from member m join visit v on v.visitor = m.visitor
    group by m.cohort, m.label, v.bucket`);
  const payers = db.prepare<unknown[], RetentionRows['payers'][number]>(`
    with ${members},
    payer as materialized (select value as visitor from json_each(@payers))
    select p.visitor, m.cohort, m.label
    from payer p
    cross join born b on b.visitor = ${visitorOf('p.visitor')}
    left join member m on m.visitor = b.visitor`);
  // One moment for both.
  return db.transaction(() => ({
    returns: returns.all(bind),
    payers: question.payers.length === 0 ? [] : payers.all({ ...bind, payers: JSON.stringify(question.payers) }),
  }))();
}

/**
 * - born: every visitor ever and the start of its first session.
 * - first: that session, of those who came first in the range; of two that start at one instant the one whose first
 *   event comes first.
 * - member: those whose first session passes the filters, and their cohorts.
 */
function membersOf({ site, buckets, filters, dimension }: RetentionRowsQuestion): {
  members: string;
  bind: Fragment['bind'];
} {
  const bind: Fragment['bind'] = { site, buckets: JSON.stringify(buckets) };
  const conditions = filterConditions(filters, bind);
  const label = dimension === null ? "''" : expression(dimension, 'label').sql;
  const members = `
    bucket as materialized (
      select key as number, value ->> 'start' as start, value ->> 'end' as end from json_each(@buckets)
    ),
    born as materialized (
      select ${visitorOf('s.visitor')} as visitor, min(s.start) as start from sessions s where s.site = @site group by 1
    ),
    first as (
      select b.visitor, bucket.number as cohort, ${label} as label, 1${conditions} as kept,
        row_number() over (partition by b.visitor order by ${eventOrder('f.')}) as place
      from bucket
      cross join sessions s
      join born b on b.visitor = ${visitorOf('s.visitor')} and b.start = s.start
      left join events f on f.site = s.site and f.event_id = s.first_event_id
      where s.site = @site and s.start >= bucket.start and s.start < bucket.end
    ),
    member as materialized (select visitor, cohort, label from first where kept and place = 1)`;
  return { members, bind };
}

/**
 * Who had an event of a session in which bucket. Most sessions lie within one, which the sessions alone tell; only of the
 * others the events are looked at, by their visitor: other people’s events of the same hours are many more. Nobody of a
 * cohort has a session from before the range.
 */
const VISITS = `
      select ${visitorOf('s.visitor')} as visitor, b.number as bucket
      from bucket b cross join sessions s
      where s.site = @site and s.start >= b.start and s.start < b.end
      union
      select ${visitorOf('s.visitor')}, c.number
      from bucket b cross join sessions s
      cross join events e indexed by events_by_visitor
      join bucket c on c.number > b.number and e.time >= c.start and e.time < c.end
      where s.site = @site and s.start >= b.start and s.start < b.end and s.last >= b.end
        and e.site = @site and e.visitor = s.visitor and e.time > s.start and e.time <= s.last and e.session = s.seq`;
