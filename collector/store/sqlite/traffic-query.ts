import { NOT_SET_LABEL } from '../../contract/vocabulary.ts';
import { convertingName } from '../../model/conversion.ts';
import type { TrafficDimension, TrafficQuestion } from '../report-source.ts';
import { expression, type Fragment, isSessionDimension } from './vocabulary.ts';

/** Whether event `e` meets definition `d`; the names spare most events the call. */
const MEETS = `e.name in (select value from json_each(@names)) and converts(d.number, e.name, e.page, e.properties)`;

/**
 * Builds the one query behind every count. Its parts, in the order of the `with` clause:
 *
 * - bucket: the stretches of time counted apart; one of the whole range when there are none.
 * - present: kept events and their visitors. Kept are those in the range that pass the filters. Session filters keep whole
 *   sessions, so an event outside every session is kept only when no session dimension is asked for.
 * - conversion: kept events that meet a definition; converter: their visitors, if they have an in-session event too.
 * - visit: sessions that begin in the range; when events are filtered or grouped, those with a kept event.
 */
export function trafficQuery(question: TrafficQuestion): Fragment {
  const bind: Fragment['bind'] = {
    site: question.site,
    buckets: JSON.stringify(question.buckets ?? [{ start: question.start, end: question.end }]),
    definitions: JSON.stringify(
      question.conversionEvents.map(({ name, count }) => ({ name, once: count !== 'every' })),
    ),
    names: JSON.stringify([...new Set(question.conversionEvents.map(convertingName))]),
  };
  const fragment = (part: Fragment): string => {
    Object.assign(bind, part.bind);
    return part.sql;
  };
  const used: TrafficDimension[] = [...question.dimensions, ...question.filters.map((filter) => filter.dimension)];
  const byEvents = used.some((dimension) => !isSessionDimension(dimension));
  const bySessions = used.some(isSessionDimension);
  const conversionKey = question.dimensions.indexOf('conversion_event');

  const [key0, key1] = [0, 1].map((place) => {
    const dimension = question.dimensions[place];
    return dimension === undefined ? "''" : fragment(expression(dimension, `key${place}`));
  });
  const keys = `${key0} as k0, ${key1} as k1`;
  // Only what is really told apart is grouped by: sorting by constants costs as much as sorting by values.
  const group = ['b', 'k0', 'k1'].slice(question.buckets === null ? 1 : 0, question.dimensions.length + 1).join(', ');
  const grouped = (more = ''): string => {
    const by = [group, more].filter((part) => part !== '').join(', ');
    return by === '' ? '' : `group by ${by}`;
  };

  const conditions = question.filters.map((filter, index) => ({
    sql: ` and ${fragment(filterCondition(filter, `filter${index}`))}`,
    session: isSessionDimension(filter.dimension),
  }));
  const eventConditions = conditions.map(({ sql }) => sql).join('');
  const sessionConditions = conditions.map(({ sql, session }) => (session ? sql : '')).join('');
  const kept = (columns: string): string => `
      select b.number as b, ${keys}, ${columns}
      from bucket b
      cross join events e
      ${bySessions ? 'cross join sessions s on s.seq = e.session' : ''}
      ${conversionKey >= 0 ? `cross join definition d on ${MEETS}` : ''}
      where e.site = @site and e.time >= b.start and e.time < b.end${eventConditions}`;

  const rated = question.dimensions.flatMap((dimension, place) =>
    dimension === 'page' ? [`coalesce(s.entry_page, '${NOT_SET_LABEL}') = h.k${place}`] : [],
  );
  const figures = 's.start, s.last, s.views, s.interactions, s.engaged_seconds';
  const visits = byEvents
    ? `select b.number as b, h.k0, h.k1, ${figures}, ${rated.join(' and ') || '1'} as rated
       from (select distinct session, k0, k1 from (${kept('e.session')} and e.session is not null)) h
       join sessions s on s.seq = h.session
       join bucket b on s.start >= b.start and s.start < b.end`
    : `select b.number as b, ${keys}, ${figures}, 1 as rated
       from bucket b cross join sessions s
       where s.site = @site and s.start >= b.start and s.start < b.end${sessionConditions}`;

  const sql = `
    with bucket as materialized (
      select key as number, value ->> 'start' as start, value ->> 'end' as end from json_each(@buckets)
    ),
    definition as materialized (
      select key as number, value ->> 'name' as name, value ->> 'once' as once from json_each(@definitions)
    ),
    present as (
      select b, k0, k1, count(distinct iif(session is null, null, visitor)) as visitors,
        sum(name = 'page_view') as pageviews, sum(name not in ('page_view', 'page_leave')) as events
      from (${kept('e.visitor, e.session, e.name')}) ${grouped()}
    ),
    conversion as materialized (
      select k.b, k.k0, k.k1, k.visitor, k.session, d.number, d.once
      from (${kept('e.visitor, e.session, e.name, e.page, e.properties')} and e.name in (select value from json_each(@names))) k
      cross join definition d
      where converts(d.number, k.name, k.page, k.properties) ${conversionKey >= 0 ? `and d.name = k.k${conversionKey}` : ''}
    ),
    converted as (
      select b, k0, k1, sum(n) as conversions from (
        select b, k0, k1, iif(once, count(distinct session) + sum(session is null), count(*)) as n
        from conversion ${grouped('number, once')}
      ) ${grouped()}
    ),
    converter as (
      select b, k0, k1, count(*) as converting_visitors
      from (
        select b, k0, k1, visitor, max(session is not null) as inside
        from conversion where visitor is not null ${grouped('visitor')}
      ) c
      where inside or exists (
        select 1 from (${kept('e.visitor')} and e.session is not null) k
        where k.visitor = c.visitor and k.b = c.b and k.k0 = c.k0 and k.k1 = c.k1
      ) ${grouped()}
    ),
    visit as (${visits}),
    counted as (
      select b, k0, k1, count(*) as sessions, sum(rated) as rated_sessions,
        sum(rated and views = 1 and interactions = 0) as bounces, sum(iif(rated, last - start, 0)) as duration,
        median(engaged_seconds) as engaged
      from visit ${grouped()}
    )
    select coalesce(p.b, v.b) as bucket, coalesce(p.k0, v.k0) as k0, coalesce(p.k1, v.k1) as k1,
      coalesce(p.visitors, 0) as visitors, coalesce(v.sessions, 0) as sessions,
      coalesce(p.pageviews, 0) as pageviews, coalesce(p.events, 0) as events,
      coalesce(v.rated_sessions, 0) as rated_sessions, coalesce(v.bounces, 0) as bounces,
      coalesce(v.duration, 0) as duration, v.engaged,
      coalesce(c.conversions, 0) as conversions, coalesce(r.converting_visitors, 0) as converting_visitors
    from present p
    full join counted v on v.b = p.b and v.k0 = p.k0 and v.k1 = p.k1
    left join converted c on c.b = p.b and c.k0 = p.k0 and c.k1 = p.k1
    left join converter r on r.b = p.b and r.k0 = p.k0 and r.k1 = p.k1`;
  return { sql, bind };
}

function filterCondition(filter: TrafficQuestion['filters'][number], name: string): Fragment {
  const of = expression(filter.dimension, `${name}_key`);
  const bind: Fragment['bind'] = { ...of.bind };
  const tests = filter.values.map((value, index) => {
    const bound = `@${name}_${index}`;
    bind[`${name}_${index}`] = value;
    switch (filter.operator) {
      case 'is':
      case 'is_not':
        return `${of.sql} = ${bound}`;
      case 'contains':
      case 'not_contains':
        return `instr(${of.sql}, ${bound}) > 0`;
      case 'starts_with':
        return `substr(${of.sql}, 1, length(${bound})) = ${bound}`;
      default:
        return '0';
    }
  });
  const any = `(${tests.join(' or ') || '0'})`;
  // An event may meet several definitions, so they are asked for, not joined: it is kept once.
  const met =
    filter.dimension === 'conversion_event' ? `exists (select 1 from definition d where ${MEETS} and ${any})` : any;
  return { sql: filter.operator === 'is_not' || filter.operator === 'not_contains' ? `not ${met}` : met, bind };
}
