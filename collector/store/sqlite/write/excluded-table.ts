import type { Connection } from '../engine/connection.ts';
import { EVENT_COLUMNS, type PackedEvent, PLACE, type Scalar } from './columns.ts';

/** The writer's statements over events that are kept apart from what is counted. */
export interface ExcludedTable {
  byId(event: PackedEvent): PackedEvent | undefined;
  insert(event: PackedEvent, reason: string): void;
}

const COLUMNS = EVENT_COLUMNS.join(', ');

export function excludedTable(db: Connection): ExcludedTable {
  const byId = db
    .prepare<Scalar[], Scalar[]>(`select ${COLUMNS} from excluded_events where site = ? and event_id = ?`)
    .raw();
  const insert = db.prepare<Scalar[]>(
    `insert into excluded_events (${COLUMNS}, reason) values (${EVENT_COLUMNS.map(() => '?').join(', ')}, ?)`,
  );
  return {
    byId: (event) => byId.get(event[PLACE.site] as number, event[PLACE.event_id] as string),
    insert: (event, reason) => {
      insert.run(...event.slice(0, EVENT_COLUMNS.length), reason);
    },
  };
}
