import type { Act } from '../traffic/act.ts';

/** What a load came to. `acts` = all that was sent; the rest is what became of it. */
export interface Tally {
  requests: number;
  /** Events sent, repeats apart. */
  events: number;
  repeats: number;
  payments: number;
  /** Accepted and not counted, such as bots. */
  dropped: number;
  refused: number;
}

export const emptyTally = (): Tally => ({ requests: 0, events: 0, repeats: 0, payments: 0, dropped: 0, refused: 0 });

/** Counts a request that was sent. */
export function addAct(tally: Tally, act: Act): void {
  tally.requests += 1;
  const count = act.kind === 'payment' ? 1 : act.events.length;
  if (act.repeat) tally.repeats += count;
  else if (act.kind === 'payment') tally.payments += 1;
  else tally.events += count;
}
