import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import type { FilterOperator } from '../../../contract/vocabulary.ts';
import { convertingName, type EventDefinition } from '../../../model/conversion.ts';
import { isNegated } from '../../../model/match/filter.ts';
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

/** Sets what the function `converts` numbers. */
export type Define = (definitions: EventDefinition[]) => void;

/** Whether event `e` meets definition `d`; the names spare most events the call. */
const MEETS = `e.name in (select value from json_each(@names)) and converts(d.number, e.name, e.page, e.properties)`;

/** Whether event `e` or its session `s` passes a filter. `name` keeps bound names apart. */
function filterCondition(filter: TrafficFilter, name: string): Fragment {
  const label = expression(filter.dimension, `${name}_key`);
  const bind = { ...label.bind, [name]: JSON.stringify(filter.values) };
  const any = isAny(filter.operator, label.sql, `json_each(@${name})`);
  // An event may meet several definitions, so they are asked for, not joined: it is kept once.
  const met =
    filter.dimension === 'conversion_event' ? `exists (select 1 from definition d where ${MEETS} and ${any})` : any;
  return { sql: isNegated(filter) ? `not ${met}` : met, bind };
}

/** Whether a label is, contains or starts with any of the values. It's written once, as a derived one is long. */
function isAny(operator: FilterOperator, label: string, values: string): string {
  switch (operator) {
    case 'is':
    case 'is_not':
      return `(${label} in (select value from ${values}))`;
    case 'contains':
    case 'not_contains':
      return `exists (select 1 from ${values} wanted where instr(${label}, wanted.value) > 0)`;
    case 'starts_with':
      return `exists (select 1 from ${values} wanted where substr(${label}, 1, length(wanted.value)) = wanted.value)`;
  }
}

/** ` and …` for every filter; what it binds is added to `bind`. */
export function filterConditions(filters: TrafficFilter[], bind: Fragment['bind']): string {
  return filters
    .map((filter, index) => {
      const condition = filterCondition(filter, `filter${index}`);
      Object.assign(bind, condition.bind);
      return ` and ${condition.sql}`;
    })
    .join('');
}
