import { convertingName } from '../../../model/conversion.ts';
import type { FunnelHit, FunnelHitsQuestion } from '../../report-rows.ts';
import type { Connection } from '../engine/connection.ts';
import { eventOrder } from '../event-order.ts';
import { type Define, filterConditions } from './filter-condition.ts';
import { expression, type Fragment, visitorOf } from './vocabulary.ts';

/**
 * Shows the hits of one visitor after the other: every event in the range that is a step, in order.
 * They come from disk as they are asked for, so that a funnel of everybody needs no more memory than its busiest visitor.
 */
export function showFunnelHits(
  db: Connection,
  define: Define,
  question: FunnelHitsQuestion,
  show: (hits: FunnelHit[]) => void,
): void {
  define(question.steps, question.filters);
  const { sql, bind } = funnelQuery(question);
  let hits: FunnelHit[] = [];
  for (const hit of db.prepare<unknown[], FunnelHit>(sql).iterate(bind)) {
    if (hits[0] !== undefined && hits[0].visitor !== hit.visitor) {
      show(hits);
      hits = [];
    }
    hits.push(hit);
  }
  if (hits.length > 0) show(hits);
}

function funnelQuery({ site, start, end, steps, filters, dimension }: FunnelHitsQuestion): Fragment {
  const names = steps.map((step) => ({ name: convertingName(step) }));
  const bind: Fragment['bind'] = { site, start, end, steps: JSON.stringify(names) };
  const enters = `s.seq is not null${filterConditions(filters, bind)}`;
  const label = dimension === null ? "''" : expression(dimension, 'label').sql;
  const sql = `
    with step as materialized (select key as number, value ->> 'name' as name from json_each(@steps)),
    hit as materialized (
      select ${visitorOf('e.visitor')} as visitor, e.time, e.event_id, e.follows, e.place, step.number as step, e.session
      from events e cross join step on step.name = e.name and converts(step.number, e.name, e.page, e.properties)
      where e.site = @site and e.time >= @start and e.time < @end and e.visitor is not null
        and e.name in (select name from step)
    )
    select h.visitor, h.time, h.event_id as event, h.step, s.first_event_id as session, h.step = 0 and ${enters} as enters, ${label} as label
    from hit h left join sessions s on s.seq = h.session
    where h.visitor in (select visitor from hit where step = 0)
    order by h.visitor, ${eventOrder('h.')}, h.step`;
  return { sql, bind };
}
