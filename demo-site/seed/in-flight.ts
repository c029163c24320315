/** Keeps so many things going at once and no more, so that the fast side waits for the slow one. */
export interface InFlight {
  /** Resolves when there is room for more. Rejects with the first failure of anything added. */
  add(work: Promise<unknown>): Promise<void>;
  /** Resolves when all is done. */
  settle(): Promise<void>;
}

export function createInFlight(limit: number): InFlight {
  let running = 0;
  let failure: { error: unknown } | null = null;
  let onDone = () => {};

  /** Resolves when fewer than `limit` are left. */
  async function fewerThan(count: number): Promise<void> {
    while (running >= count) {
      await new Promise<void>((resolve) => {
        onDone = resolve;
      });
    }
    if (failure !== null) throw failure.error;
  }

  return {
    add(work) {
      running += 1;
      work
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .then(() => {
          running -= 1;
          onDone();
        });
      return fewerThan(limit);
    },
    settle: () => fewerThan(1),
  };
}
