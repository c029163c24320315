import { parentPort, workerData } from 'node:worker_threads';
import { openConnection } from './connection.ts';
import { createGroupCommit, type WriteRequest } from './group-commit.ts';

/*
 * The one writer. A thread of its own, so that a slow disk never holds up HTTP. Groups form by themselves: what arrives
 * while one commit is synced makes the next. Waiting on purpose for more was measured and bought nothing: at ten
 * connections it cost a third of the rate, at a hundred it gained none.
 */

/** Requests in one commit at most. */
const GROUP_MAX = 500;

const port = parentPort;
if (port === null) throw new Error('The writer runs as a worker thread only');
const db = openConnection((workerData as { file: string }).file);
const commit = createGroupCommit(db);

let waiting: WriteRequest[] = [];
let planned = false;

/** Commits a group after the mailbox has been emptied, and goes on until nobody waits. */
function plan(): void {
  if (planned || waiting.length === 0) return;
  planned = true;
  setImmediate(() => {
    planned = false;
    flush();
    plan();
  });
}

function flush(): void {
  const group = waiting.slice(0, GROUP_MAX);
  waiting = waiting.slice(GROUP_MAX);
  port?.postMessage(commit(group));
}

port.on('message', (message: WriteRequest[] | 'close') => {
  if (message !== 'close') {
    waiting.push(...message);
    plan();
    return;
  }
  while (waiting.length > 0) flush();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  port.close();
});
