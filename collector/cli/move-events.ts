import type { Website } from '../model/website.ts';
import type { EventSelection } from '../store/event-selection.ts';
import type { Connection } from '../store/sqlite/engine/connection.ts';
import { writeDirectly } from '../store/sqlite/engine/writer.ts';
import { listSelected } from '../store/sqlite/read/count-selected.ts';
import type { Moved } from '../store/sqlite/write/commands/move-events.ts';

/** Rows looked at in one transaction: short enough that a collector beside it is not kept waiting. */
const CHUNK = 1000;
const MINUTE_MS = 60 * 1000;

/** Counts selected events after all, chunk by chunk. Broken off, it has moved whole chunks; said again, it goes on. */
export async function readmit(
  db: Connection,
  selection: EventSelection,
  { settings }: Website,
  chunk = CHUNK,
): Promise<number> {
  const write = writeDirectly(db);
  const sessionTimeout = settings.session_timeout_minutes * MINUTE_MS;
  let moved = 0;
  for (let after: number | null = 0; after !== null; ) {
    const result: Moved = await write('readmitEvents', { selection, sessionTimeout, after, span: chunk });
    moved += result.count;
    after = result.after;
  }
  return moved;
}

/**
 * Takes selected events out. They are chosen before the first is moved, because a session that lost its beginning is another
 * session; and moved session by session, so that breaking off leaves no half of one that a second try would not know.
 */
export async function exclude(
  db: Connection,
  selection: EventSelection,
  { settings }: Website,
  chunk = CHUNK,
): Promise<number> {
  const write = writeDirectly(db);
  const sessionTimeout = settings.session_timeout_minutes * MINUTE_MS;
  const { site } = selection;
  let moved = 0;
  let seqs: number[] = [];
  let last: number | null = null;
  for (const [seq, session] of listSelected(db, selection)) {
    if (seqs.length >= chunk && (session === null || session !== last)) {
      moved += await write('excludeEvents', { site, seqs, sessionTimeout });
      seqs = [];
    }
    seqs.push(seq);
    last = session;
  }
  return moved + (await write('excludeEvents', { site, seqs, sessionTimeout }));
}
