import { TOUCH_ATTRIBUTES, VISIT_ATTRIBUTES } from '../../../contract/dimensions.ts';
import { formatTimestamp } from '../../../contract/timestamp.ts';
import type { VisitAttributes } from '../../../model/event.ts';
import {
  type ExportedEvent,
  type ExportedExcludedEvent,
  type ExportRange,
  SESSION_COLUMNS,
  type SessionColumns,
} from '../../export-rows.ts';
import type { Connection } from '../engine/connection.ts';
import type { EventRow } from '../write/columns.ts';
import { nameSources } from './source-naming.ts';
import { namedSql } from './vocabulary.ts';

/** Rows read at a time: a reader that never pauses would keep the write-ahead log from being emptied. */
const CHUNK = 2000;

export const inRange = (time: string): string =>
  `(@start is null or ${time} >= @start) and (@end is null or ${time} < @end)`;

/** Every event of a site that was stored when the export began, in the order they arrived. */
export function* exportEvents(db: Connection, { site, start, end }: ExportRange): Generator<ExportedEvent> {
  const last = db.prepare<[], number>('select coalesce(max(seq), 0) from events').pluck().get() ?? 0;
  const page = db.prepare<unknown[], EventRow & Derived>(
    `select e.*, s.first_event_id, ${TOUCH_ATTRIBUTES.map((one) => `${namedSql(one, 's')} as session_${one}`).join(', ')}, i.user_id from events e left join sessions s on s.seq = e.session
     left join identities i on i.site = e.site and i.visitor = e.visitor
     where e.site = @site and e.seq > @seq and e.seq <= @last and ${inRange('e.time')}
     order by e.seq limit ${CHUNK}`,
  );
  const name = nameSources(db);
  let seq = 0;
  while (true) {
    name(site);
    const rows = page.all({ site, seq, last, start, end });
    for (const row of rows) yield present(row);
    const lastRow = rows.at(-1);
    if (lastRow === undefined) return;
    seq = lastRow.seq;
  }
}

/** Every event of a site that was kept apart when the export began, in the order they came there. */
export function* exportExcludedEvents(
  db: Connection,
  { site, start, end }: ExportRange,
): Generator<ExportedExcludedEvent> {
  const last = db.prepare<[], number>('select coalesce(max(seq), 0) from excluded_events').pluck().get() ?? 0;
  const page = db.prepare<unknown[], EventRow & { seq: number; reason: string }>(
    `select * from excluded_events where site = @site and seq > @seq and seq <= @last and ${inRange('time')}
     order by seq limit ${CHUNK}`,
  );
  const next = (seq: number) => page.all({ site, seq, last, start, end });
  for (let seq = 0, rows = next(seq); rows.length > 0; rows = next(seq)) {
    for (const row of rows) {
      const alone = present({ ...row, ...NO_SESSION, first_event_id: null, user_id: null });
      yield { ...alone, session_id: row.session_id as string | null, excluded: row.reason };
      seq = row.seq;
    }
  }
}

const NO_SESSION = Object.fromEntries(SESSION_COLUMNS.map((column) => [column, null])) as SessionColumns;

interface Derived extends SessionColumns {
  seq: number;
  first_event_id: string | null;
  user_id: string | null;
}

/** A derived session is named after its first event, so that its id does not depend on what arrived first. */
function present(row: EventRow & Derived): ExportedEvent {
  const { first_event_id: firstEventId } = row;
  return {
    event_id: row.event_id as string,
    event_name: row.name as string,
    visitor_id: row.visitor as string | null,
    session_id: firstEventId === null ? null : ((row.session_id as string | null) ?? derivedSessionId(firstEventId)),
    timestamp: formatTimestamp(row.time as number),
    received_at: formatTimestamp(row.received as number),
    properties: JSON.parse(row.properties as string),
    user_id: row.user_id,
    hostname: row.hostname as string | null,
    page: row.page as string | null,
    interactive: row.interactive === 1,
    engaged_seconds: row.engaged_seconds as number,
    ...(Object.fromEntries(VISIT_ATTRIBUTES.map((column) => [column, row[column]])) as unknown as VisitAttributes),
    ...(Object.fromEntries(SESSION_COLUMNS.map((column) => [column, row[column]])) as SessionColumns),
  };
}

const derivedSessionId = (firstEventId: string): string => `ses_${firstEventId.replace(/^evt_/, '')}`;
