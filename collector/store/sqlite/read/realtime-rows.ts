import { NOT_SET_LABEL } from '../../../contract/vocabulary.ts';
import type { RealtimeRows, RealtimeRowsQuestion } from '../../report-rows.ts';
import { ofSessions } from '../../traffic-filter.ts';
import type { Connection } from '../engine/connection.ts';
import { latestFirst } from '../event-order.ts';
import { bindDefinitions, DEFINITION_TABLE, type Define, filterConditions } from './filter-condition.ts';
import { expression, type Fragment, visitorOf } from './vocabulary.ts';

const SOURCE = expression('source', '').sql;
const COUNTRY = expression('country', '').sql;
const DEVICE = expression('device', '').sql;

/** What happened lately. Without filters the minutes are counted from an index alone. */
export function readRealtime(db: Connection, define: Define, question: RealtimeRowsQuestion): RealtimeRows {
  const { site, buckets, start, end, filters, conversionEvents, limit } = question;
  define(conversionEvents, filters);
  const first = buckets[0]?.start ?? start;
  const bind: Fragment['bind'] = {
    site,
    start,
    end,
    first,
    limit,
    buckets: JSON.stringify(buckets),
    ...bindDefinitions(conversionEvents),
  };
  const conditions = filterConditions(filters, bind, { from: 'first', to: 'end' });
  // An event outside every session has no source, device or country to be kept for.
  const bySessions = filters.some(ofSessions);

  const minutes = db.prepare<unknown[], RealtimeRows['minutes'][number]>(`
    with ${DEFINITION_TABLE},
    bucket as materialized (
      select key as number, value ->> 'start' as start, value ->> 'end' as end from json_each(@buckets)
    )
    select b.number as bucket, sum(e.name = 'page_view') as pageviews,
      sum(e.name not in ('page_view', 'page_leave')) as events
    from bucket b cross join events e ${bySessions ? 'cross join sessions s on s.seq = e.session' : ''}
    where e.site = @site and e.time >= b.start and e.time < b.end${conditions}
    group by b.number`);

  const present = db.prepare<unknown[], RealtimeRows['present'][number]>(`
    with ${DEFINITION_TABLE},
    seen as (
      select ${visitorOf('e.visitor')} as visitor, e.time, e.event_id, e.follows, e.place, e.page,
        ${SOURCE} as source, ${COUNTRY} as country, ${DEVICE} as device
      from events e cross join sessions s on s.seq = e.session
      where e.site = @site and e.time >= @start and e.time < @end${conditions}
    ),
    ordered as (
      select *, row_number() over (partition by visitor order by ${latestFirst()}) as latest,
        row_number() over (partition by visitor order by page is null, ${latestFirst()}) as latest_page
      from seen
    )
    select coalesce(max(iif(latest_page = 1, page, null)), '${NOT_SET_LABEL}') as page,
      max(iif(latest = 1, source, null)) as source, max(iif(latest = 1, country, null)) as country,
      max(iif(latest = 1, device, null)) as device
    from ordered group by visitor`);

  const latest = db.prepare<unknown[], RealtimeRows['latest'][number]>(`
    with ${DEFINITION_TABLE}
    select e.name, coalesce(e.page, '${NOT_SET_LABEL}') as page, e.time,
      iif(s.seq is null, '${NOT_SET_LABEL}', ${SOURCE}) as source,
      iif(s.seq is null, '${NOT_SET_LABEL}', ${COUNTRY}) as country
    from events e ${bySessions ? 'cross join' : 'left join'} sessions s on s.seq = e.session
    where e.site = @site and e.time >= @first and e.time < @end and e.name <> 'page_leave'${conditions}
    order by ${latestFirst('e.')} limit @limit`);

  return db.transaction(() => ({
    minutes: minutes.all(bind),
    present: present.all(bind),
    latest: latest.all(bind),
  }))();
}
