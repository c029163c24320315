/** What comes back from another thread, under the number of the request. */
export type Reply<Failure> = { id: number; ok: true; result: unknown } | ({ id: number; ok: false } & Failure);

/** Requests that another thread has been sent and has not answered yet. */
export interface Pending<Failure> {
  size(): number;
  /** Numbers a request, has it sent, and resolves with what its reply brings. */
  ask<T>(send: (id: number) => void): Promise<T>;
  settle(reply: Reply<Failure>): void;
  /** No reply will come any more: all that wait are rejected. */
  giveUp(error: Error): void;
}

/** @param toError Makes the error that a caller gets from what failed in the other thread. */
export function createPending<Failure>(toError: (failure: Failure) => Error): Pending<Failure> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 0;
  return {
    size: () => waiting.size,
    ask: <T>(send: (id: number) => void) =>
      new Promise<T>((resolve, reject) => {
        const id = nextId++;
        send(id);
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      }),
    settle(reply) {
      const request = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.ok) request?.resolve(reply.result);
      else request?.reject(toError(reply));
    },
    giveUp(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}
