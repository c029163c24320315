import { parentPort, workerData } from 'node:worker_threads';
import { openConnection } from './store/sqlite/engine/connection.ts';

/* One backup, in a thread of its own: the store is copied in one go, and nobody waits for it meanwhile. */

/** Pages in one step. The whole store at once: copied bit by bit, it would start again at every write beside it. */
const ALL_PAGES = 0x7fffffff;

if (parentPort !== null) {
  const { file, to } = workerData as { file: string; to: string };
  const db = openConnection(file, { readonly: true });
  await db.backup(to, { progress: () => ALL_PAGES });
  db.close();
}
