import { formatTimestamp } from '../../contract/fields.ts';
import type { VisitAttributes } from '../../model/event.ts';
import type { Site } from '../../model/website.ts';
import { type EventRow, VISIT_COLUMNS } from './columns.ts';
import type { Connection } from './open.ts';

/** An event as its owner takes it away: what was sent, then what was derived. */
export interface ExportedEvent extends VisitAttributes {
  event_id: string;
  event_name: string;
  visitor_id: string | null;
  /** The caller's own, else the derived session's, else null: the event stands outside every session. */
  session_id: string | null;
  /** ISO 8601 UTC. */
  timestamp: string;
  received_at: string;
  properties: Record<string, unknown>;
  hostname: string | null;
  page: string | null;
  interactive: boolean;
  engaged_seconds: number;
}

/** Names of an exported event's fields, in order. */
export const EXPORT_COLUMNS: readonly (keyof ExportedEvent)[] = [
  'event_id',
  'event_name',
  'visitor_id',
  'session_id',
  'timestamp',
  'received_at',
  'properties',
  'hostname',
  'page',
  'interactive',
  'engaged_seconds',
  ...VISIT_COLUMNS,
];

/** Rows read at a time: a reader that never pauses would keep the write-ahead log from being emptied. */
const CHUNK = 2000;

/** Every event of a site that was stored when the export began, in the order they arrived. */
export function* exportEvents(db: Connection, site: Site): Generator<ExportedEvent> {
  const last = db.prepare<[], number>('select coalesce(max(seq), 0) from events').pluck().get() ?? 0;
  const page = db.prepare<[number, number, number, number], EventRow & { seq: number; first_event_id: string | null }>(
    `select e.*, s.first_event_id from events e left join sessions s on s.seq = e.session
     where e.site = ? and e.seq > ? and e.seq <= ? order by e.seq limit ?`,
  );
  let seq = 0;
  while (true) {
    const rows = page.all(site, seq, last, CHUNK);
    for (const row of rows) yield present(row, row.first_event_id);
    const end = rows.at(-1);
    if (end === undefined) return;
    seq = end.seq;
  }
}

/** A derived session is named after its first event, so that its id does not depend on what arrived first. */
function present(row: EventRow, firstEventId: string | null): ExportedEvent {
  return {
    event_id: row.event_id as string,
    event_name: row.name as string,
    visitor_id: row.visitor as string | null,
    session_id: firstEventId === null ? null : ((row.session_id as string | null) ?? derivedSessionId(firstEventId)),
    timestamp: formatTimestamp(row.time as number),
    received_at: formatTimestamp(row.received as number),
    properties: JSON.parse(row.properties as string),
    hostname: row.hostname as string | null,
    page: row.page as string | null,
    interactive: row.interactive === 1,
    engaged_seconds: row.engaged_seconds as number,
    ...(Object.fromEntries(VISIT_COLUMNS.map((column) => [column, row[column]])) as unknown as VisitAttributes),
  };
}

const derivedSessionId = (firstEventId: string): string => `ses_${firstEventId.replace(/^evt_/, '')}`;
