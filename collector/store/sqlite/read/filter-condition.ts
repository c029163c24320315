import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import { convertingName, type EventDefinition } from '../../../model/conversion.ts';
import { ignoresCase, isNegated } from '../../../model/match/filter.ts';
import type { TrafficFilter } from '../../traffic-filter.ts';
import { expression, type Fragment } from './vocabulary.ts';

/** The conversion events of a question as a table, for the `with` clause. */
export const DEFINITION_TABLE = `definition as materialized (
      select key as number, value ->> 'name' as name, value ->> 'once' as once from json_each(@definitions)
    )`;

/** What that table and `MEETS` bind. */
export const bindDefinitions = (conversionEvents: ConversionEvent[]): Fragment['bind'] => ({
  definitions: JSON.stringify(conversionEvents.map(({ name, count }) => ({ name, once: count !== 'every' }))),
  names: JSON.stringify([...new Set(conversionEvents.map(convertingName))]),
});

/** Sets what the functions `converts` and `meets` number. */
export type Define = (definitions: EventDefinition[], filters: TrafficFilter[]) => void;

/** The events of session `s`, found by its visitor and time. */
export const ITS_EVENTS =
  'e.site = @site and e.visitor = s.visitor and e.time >= s.start and e.time <= s.last and e.session = s.seq';

/** Whether event `e` meets definition `d`; the names spare most events the call. */
const MEETS = `e.name in (select value from json_each(@names)) and converts(d.number, e.name, e.page, e.properties)`;

/** The names under which the range of a question is bound. */
interface BoundRange {
  from: string;
  to: string;
}

/** Whether event `e` or its session `s` passes a filter, the one of this number. */
function filterCondition(filter: TrafficFilter, number: number, { from, to }: BoundRange): Fragment {
  const name = `filter${number}`;
  const label = expression(filter.dimension, `${name}_key`);
  // SQLite knows the case of ASCII alone.
  const any = ignoresCase(filter)
    ? `meets(${number}, ${label.sql})`
    : `${label.sql} in (select value from json_each(@${name}))`;
  // An event may meet several definitions, so they are asked for, not joined: it is kept once.
  const met =
    filter.dimension === 'conversion_event' ? `exists (select 1 from definition d where ${MEETS} and ${any})` : any;
  const bind = ignoresCase(filter) ? label.bind : { ...label.bind, [name]: JSON.stringify(filter.values) };
  if (filter.operator !== 'none') return { sql: isNegated(filter) ? `not ${met}` : met, bind };
  const its = `${ITS_EVENTS} and e.time >= @${from} and e.time < @${to}`;
  return { sql: `not exists (select 1 from events e where ${its} and ${met})`, bind };
}

/** ` and …` for every filter; what it binds is added to `bind`. The caller has defined the filters. */
export function filterConditions(
  filters: TrafficFilter[],
  bind: Fragment['bind'],
  range: BoundRange = { from: 'start', to: 'end' },
): string {
  return filters
    .map((filter, number) => {
      const condition = filterCondition(filter, number, range);
      Object.assign(bind, condition.bind);
      return ` and ${condition.sql}`;
    })
    .join('');
}
