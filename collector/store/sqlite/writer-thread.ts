import { parentPort, workerData } from 'node:worker_threads';
import { createGroupCommit, type WriteRequest } from './group-commit.ts';
import { openConnection } from './open.ts';

/*
 * The one writer. A thread of its own, so that a slow disk never holds up HTTP. While it commits, further requests
 * gather in its mailbox; they make the next group. The short wait lets a group grow when requests come one by one.
 */

const GATHER_MS = 2;
const GATHER_MAX = 500;

const port = parentPort;
if (port === null) throw new Error('The writer runs as a worker thread only');
const db = openConnection((workerData as { file: string }).file);
const commit = createGroupCommit(db);

let waiting: WriteRequest[] = [];
let timer: NodeJS.Timeout | null = null;

function flush(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const group = waiting;
  waiting = [];
  if (group.length > 0) port?.postMessage(commit(group));
}

port.on('message', (message: WriteRequest | 'close') => {
  if (message === 'close') {
    flush();
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    port.close();
    return;
  }
  waiting.push(message);
  if (waiting.length >= GATHER_MAX) flush();
  else timer ??= setTimeout(flush, GATHER_MS);
});
