import { NOT_SET_LABEL } from '../../../contract/vocabulary.ts';
import type { EventSelection, ExcludedCount, ExcludedField } from '../../exclusions.ts';
import type { Connection } from '../engine/connection.ts';
import { selected } from './event-selection.ts';
import { labelSql } from './vocabulary.ts';

const EXPRESSIONS: Record<ExcludedField, string> = {
  reason: 'reason',
  day: 'local_day(time)',
  event_name: 'name',
  hostname: labelSql('hostname', 'excluded_events'),
  page: labelSql('page', 'excluded_events'),
  source: labelSql('source', 'excluded_events'),
  referrer: labelSql('referrer', 'excluded_events'),
  country: labelSql('country', 'excluded_events'),
  device: labelSql('device', 'excluded_events'),
  browser: labelSql('browser', 'excluded_events'),
  os: labelSql('os', 'excluded_events'),
  visitor: `coalesce(visitor, '${NOT_SET_LABEL}')`,
};
/** Counts excluded events by some fields, the most first. Days are those of `timezone`. */
export function countExcludedBy(
  db: Connection,
  selection: EventSelection,
  fields: readonly ExcludedField[],
  timezone: string,
): ExcludedCount[] {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
  db.function('local_day', { deterministic: true }, (time) => calendar.format(time as number));
  const { sql, bind } = selected(selection, 'excluded_events');
  const labels = fields.map((field, place) => `${EXPRESSIONS[field]} as l${place}`);
  const places = fields.map((_, place) => `l${place}`).join(', ');
  return db
    .prepare<unknown[], (string | number)[]>(
      `select ${labels.join(', ')}, count(*) as events, count(distinct visitor) from excluded_events where ${sql}
       group by ${places} order by events desc, ${places}`,
    )
    .raw()
    .all(bind)
    .map((row) => ({
      labels: row.slice(0, fields.length) as string[],
      events: row[fields.length] as number,
      visitors: row[fields.length + 1] as number,
    }));
}

/** Number and session of every counted event that a selection holds, session by session. */
export function listSelected(db: Connection, selection: EventSelection): [seq: number, session: number | null][] {
  const { sql, bind } = selected(selection, 'events');
  return db
    .prepare<unknown[], [number, number | null]>(`select seq, session from events where ${sql} order by session, seq`)
    .raw()
    .all(bind);
}

/** How many events a selection holds. */
export function countSelected(
  db: Connection,
  selection: EventSelection,
  table: Parameters<typeof selected>[1],
): number {
  const { sql, bind } = selected(selection, table);
  return db.prepare<unknown[], number>(`select count(*) from ${table} where ${sql}`).pluck().get(bind) ?? 0;
}
