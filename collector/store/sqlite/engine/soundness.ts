import type { Soundness } from '../../soundness.ts';
import { type Connection, openConnection } from './connection.ts';

const NO_COUNTS = { websites: 0, keys: 0, events: 0, sessions: 0, payments: 0 };

/** Reads a whole store and says whether it is sound. A file too broken to open is a fault like any other. */
export function examine(file: string): Soundness {
  try {
    const db = openConnection(file);
    try {
      return read(db);
    } finally {
      db.close();
    }
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)], counts: NO_COUNTS };
  }
}

function read(db: Connection): Soundness {
  const integrity = db.pragma('integrity_check') as { integrity_check: string }[];
  const faults = integrity.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  const orphans = db.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
  faults.push(
    ...orphans.map(({ table, rowid, parent }) => `${table} row ${rowid} refers to a missing row of ${parent}`),
  );
  if (faults.length > 0) return { faults, counts: NO_COUNTS };
  const count = (table: string) => db.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0;
  return {
    faults,
    counts: {
      websites: count('websites'),
      keys: count('api_keys'),
      events: count('events'),
      sessions: count('sessions'),
      payments: count('payments'),
    },
  };
}
