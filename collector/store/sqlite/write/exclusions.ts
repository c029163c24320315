import type { Exclusions } from '../../exclusions.ts';
import type { Connection } from '../engine/connection.ts';
import { countExcludedBy, countSelected, listSelected } from '../read/count-selected.ts';
import type { Write } from './commands/index.ts';
import type { Moved } from './commands/move-events.ts';

/** Rows looked at in one transaction: short enough that a collector beside it is not kept waiting. */
const CHUNK = 1000;

/** Moving events over one writer, and a connection for choosing them. */
export function createExclusions(db: Connection, write: Write, chunk = CHUNK): Exclusions {
  return {
    countSelected: async (selection) => countSelected(db, selection, 'events'),
    countExcluded: async (selection) => countSelected(db, selection, 'excluded_events'),
    countExcludedBy: async (selection, fields, timezone) => countExcludedBy(db, selection, fields, timezone),

    // They are chosen before the first is moved, because a session that lost its beginning is another session.
    exclude: async (selection, sessionTimeout) => {
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
    },

    readmit: async (selection, sessionTimeout) => {
      let moved = 0;
      for (let after: number | null = 0; after !== null; ) {
        const result: Moved = await write('readmitEvents', { selection, sessionTimeout, after, span: chunk });
        moved += result.count;
        after = result.after;
      }
      return moved;
    },
  };
}
