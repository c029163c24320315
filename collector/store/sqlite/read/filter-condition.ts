import type { ConversionEvent } from '../../../contract/account/conversion-event.ts';
import { convertingName, type EventDefinition } from '../../../model/conversion.ts';
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
