import { DIMENSIONS } from '../../../contract/dimensions.ts';
import { type EventSelection, SELECTABLE } from '../../exclusions.ts';
import { type Fragment, valueLabel } from './vocabulary.ts';

/** The host of a referrer, which is stored as host and path. */
const hostOf = (referrer: string): string => `substr(${referrer}, 1, instr(${referrer} || '/', '/') - 1)`;

/**
 * What reports go by: of a counted event its session's attribute, since a visit is taken out whole or not at all. Events kept
 * apart are in no session and have their own.
 */
function attribute(column: string, table: 'events' | 'excluded_events'): string {
  if (table === 'excluded_events' || column === 'hostname') return column;
  return `iif(session is null, ${column}, (select s.${column} from sessions s where s.seq = session))`;
}

/** The condition that selects events, over the columns that `events` and `excluded_events` share. */
export function selected(selection: EventSelection, table: 'events' | 'excluded_events'): Fragment {
  const conditions = ['site = @site'];
  const bind: Fragment['bind'] = { site: selection.site };
  const meet = (condition: string, name: string, value: string | number | null | undefined) => {
    if (value === null || value === undefined) return;
    conditions.push(condition);
    bind[name] = value;
  };
  meet('time >= @start', 'start', selection.start);
  meet('time < @end', 'end', selection.end);
  for (const field of SELECTABLE) {
    meet(
      `coalesce(${valueLabel(attribute(field, table))}, '${DIMENSIONS[field].empty}') = @${field}`,
      field,
      selection.fields[field],
    );
  }
  const host = hostOf(attribute('referrer', table));
  meet(`(${host} = @host or substr(${host}, -length(@host) - 1) = '.' || @host)`, 'host', selection.referrerHost);
  if (table === 'excluded_events' && selection.reasons !== null) {
    meet('reason in (select value from json_each(@reasons))', 'reasons', JSON.stringify(selection.reasons));
  }
  return { sql: conditions.join(' and '), bind };
}
