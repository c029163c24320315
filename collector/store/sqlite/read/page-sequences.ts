import { NOT_SET_LABEL } from '../../../contract/vocabulary.ts';
import type { PageSequence, PageSequencesQuestion } from '../../report-rows.ts';
import { ofSessions } from '../../traffic-filter.ts';
import type { Connection } from '../engine/connection.ts';
import { eventOrder } from '../event-order.ts';
import { bindDefinitions, DEFINITION_TABLE, type Define, filterConditions, ITS_EVENTS } from './filter-condition.ts';
import type { Fragment } from './vocabulary.ts';

/**
 * The pages of every session that begins in the range, in order, and how many sessions saw just these. Filters keep
 * sessions with at least one event in the range that passes them all.
 */
export function findPageSequences(db: Connection, define: Define, question: PageSequencesQuestion): PageSequence[] {
  const { site, start, end, filters, conversionEvents } = question;
  define(conversionEvents, filters);
  const bind: Fragment['bind'] = { site, start, end, ...bindDefinitions(conversionEvents) };
  const conditions = filterConditions(filters, bind);
  const kept = filters.every(ofSessions)
    ? conditions
    : ` and exists (select 1 from events e where ${ITS_EVENTS} and e.time >= @start and e.time < @end${conditions})`;
  const rows = db.prepare<unknown[], { pages: string; sessions: number }>(`
    with ${DEFINITION_TABLE}
    select pages, count(*) as sessions
    from (
      select (
        select json_group_array(coalesce(e.page, '${NOT_SET_LABEL}') order by ${eventOrder('e.')})
        from events e where ${ITS_EVENTS} and e.name = 'page_view'
      ) as pages
      from sessions s
      where s.site = @site and s.start >= @start and s.start < @end and s.views > 0${kept}
    )
    group by pages`);
  return rows.all(bind).map(({ pages, sessions }) => ({ pages: JSON.parse(pages), sessions }));
}
