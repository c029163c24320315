import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createPending } from '../../../model/waiting/pending.ts';
import { StoreUnavailable } from '../../event-store.ts';
import type { Write } from '../write/commands/index.ts';
import type { Connection } from './connection.ts';
import { createGroupCommit, type WriteFailure, type WriteReply, type WriteRequest } from './group-commit.ts';

export interface Writer {
  write: Write;
  /** False once the writer has died or is closing: then every write is refused. */
  alive(): boolean;
  /** Commits what was handed over, then ends. */
  close(): Promise<void>;
}

/** More requests than this in the writer's mailbox are refused, so that a stalled disk does not eat the memory. */
const MAX_WAITING = 2000;

const CLOSED = 'the store is closed';

/** Starts the writer's thread over the store in `file`. */
export function startWriter(file: string): Writer {
  const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: { file } });
  const pending = createPending(toError);
  let outbox: WriteRequest[] = [];
  let alive = true;
  const ended = once(worker, 'exit');

  worker.on('message', (replies: WriteReply[]) => {
    for (const reply of replies) pending.settle(reply);
  });
  worker.on('error', (error) => die(error.message));
  worker.on('exit', () => die('the writer has ended'));

  /** Hands over everything of this turn of the event loop in one message. */
  function post(): void {
    const requests = outbox;
    outbox = [];
    if (requests.length > 0) worker.postMessage(requests);
  }

  function die(message: string): void {
    alive = false;
    pending.giveUp(new StoreUnavailable(message));
  }

  return {
    write: async (command, payload) => {
      if (!alive) throw new StoreUnavailable(CLOSED);
      if (pending.size() >= MAX_WAITING) throw new StoreUnavailable('too many writes are waiting');
      return pending.ask((id) => {
        if (outbox.length === 0) setImmediate(post);
        outbox.push({ id, command, payload });
      });
    },
    alive: () => alive,
    close: async () => {
      if (alive) {
        post();
        worker.postMessage('close');
      }
      alive = false;
      await ended;
    },
  };
}

/** Writes on a connection of one's own, each command a transaction: for the operator's commands and for tests. */
export function directWriter(db: Connection): Writer {
  return { write: writeDirectly(db), alive: () => db.open, close: async () => {} };
}

export function writeDirectly(db: Connection): Write {
  const commit = createGroupCommit(db);
  return async (command, payload) => {
    if (!db.open) throw new StoreUnavailable(CLOSED);
    const [reply] = commit([{ id: 0, command, payload }]);
    if (reply === undefined) throw new Error('no answer');
    if (!reply.ok) throw toError(reply);
    return reply.result as never;
  };
}

function toError({ unavailable, message }: WriteFailure): Error {
  return unavailable ? new StoreUnavailable(message) : new Error(message);
}
