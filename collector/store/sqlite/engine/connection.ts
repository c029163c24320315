import Database from 'better-sqlite3';

export type Connection = Database.Database;

/** A further connection to a store that `openDatabase` has prepared. */
export function openConnection(file: string, options: { readonly?: boolean } = {}): Connection {
  const db = new Database(file, { readonly: options.readonly ?? false, timeout: 5000 });
  if (options.readonly !== true) db.pragma('journal_mode = WAL');
  // better-sqlite3 is built so that a WAL database is FULL only in the process that made it and NORMAL when opened
  // again; NORMAL lost acknowledged rows in a power cut. So: set it every time, and believe only what is read back.
  db.pragma('synchronous = FULL');
  const synchronous = db.pragma('synchronous', { simple: true });
  const journal = db.pragma('journal_mode', { simple: true });
  if (synchronous !== 2 || journal !== 'wal') {
    db.close();
    throw new Error(
      `The store must run with synchronous=FULL in WAL mode, but has synchronous=${synchronous}, ${journal}`,
    );
  }
  db.pragma('foreign_keys = ON');
  // Erased salts and visitors must not survive in free pages.
  db.pragma('secure_delete = ON');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  // A page changed by many commits is written back once: with the default of 1,000 pages, ingest loses a fifth.
  db.pragma('wal_autocheckpoint = 8000');
  db.pragma('journal_size_limit = 67108864');
  return db;
}
