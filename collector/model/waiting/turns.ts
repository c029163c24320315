/** Does one piece of work after the other, in the order in which they were asked for. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `max` are under way or waiting. Rejects with `refuse()` beyond. */
export function createTurns(max: number, refuse: () => Error): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let asked = 0;
  return async (work) => {
    if (asked >= max) throw refuse();
    asked += 1;
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine.finally(() => {
      asked -= 1;
    });
  };
}
