import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../event-store.ts';
import type { Write } from '../write/commands/index.ts';
import type { Connection } from './connection.ts';
import { createGroupCommit, type WriteReply, type WriteRequest } from './group-commit.ts';

export interface Writer {
  write: Write;
  /** False once the writer has died or is closing: then every write is refused. */
  alive(): boolean;
  /** Commits what was handed over, then ends. */
  close(): Promise<void>;
}

/** More requests than this in the writer's mailbox are refused, so that a stalled disk does not eat the memory. */
const MAX_WAITING = 2000;

/** Starts the writer's thread over the store in `file`. */
export function startWriter(file: string): Writer {
  const worker = new Worker(new URL('./writer-thread.js', import.meta.url), { workerData: { file } });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let outbox: WriteRequest[] = [];
  let nextId = 0;
  let alive = true;
  const ended = once(worker, 'exit');

  worker.on('message', (replies: WriteReply[]) => {
    for (const reply of replies) {
      const request = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.ok) request?.resolve(reply.result as never);
      else request?.reject(toError(reply));
    }
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
    for (const request of waiting.values()) request.reject(new StoreUnavailable(message));
    waiting.clear();
  }

  return {
    write: (command, payload) =>
      new Promise((resolve, reject) => {
        if (!alive) return reject(new StoreUnavailable('the store is closed'));
        if (waiting.size >= MAX_WAITING) return reject(new StoreUnavailable('too many writes are waiting'));
        const id = nextId++;
        waiting.set(id, { resolve, reject });
        if (outbox.length === 0) setImmediate(post);
        outbox.push({ id, command, payload });
      }),
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
export function writeDirectly(db: Connection): Write {
  const commit = createGroupCommit(db);
  return async (command, payload) => {
    const [reply] = commit([{ id: 0, command, payload }]);
    if (reply === undefined || !reply.ok) throw toError(reply);
    return reply.result as never;
  };
}

function toError(reply: WriteReply | undefined): Error {
  if (reply === undefined || reply.ok) return new Error('no answer');
  return reply.unavailable ? new StoreUnavailable(reply.message) : new Error(reply.message);
}
