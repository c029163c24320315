import { readNumbers, write } from './storage.ts';

/*
 * When to try again: 2, 4, 8 … seconds plus up to half of that at random, and never sooner than asked for.
 * Kept in storage as "failures,until,answered", so that other tabs and later pages wait as well. A collector
 * that answered must be spared; where nobody answered (offline, refused, cut off by a navigation) a try costs nobody.
 */
export const RETRY = 'retry';

/** Seconds: the longest wait of our own making. */
const OWN_MAX = 300;
/** Seconds: the longest wait anyone may ask for. */
const ASKED_MAX = 3600;

const state = () => readNumbers(RETRY) as [number, number, number];

/** Milliseconds still to wait, to spare a collector that answered, and with `unanswered` also for lack of any answer. */
export function waitLeft(unanswered?: boolean): number {
  const [, until, answered] = state();
  const left = until - Date.now();
  // A missing or corrupt state, and the far future of a clock since set back, both mean: don't wait.
  return left > 0 && left < ASKED_MAX * 2000 && (answered || unanswered) ? left : 0;
}

/**
 * Notes a failure: the `status` answered, 0 for none, the seconds `asked` for, 0 if none were, and whether it is `one` more in
 * a row or only narrows down what is at fault.
 */
export function backOff(status: number, asked: number, one: boolean): void {
  const failures = state()[0] + +one;
  const seconds = Math.min(asked > 0 ? asked : Math.min(2 ** (failures || 1), OWN_MAX), ASKED_MAX);
  // A wait asked for outlasts a request beside it that nobody answered.
  if (status || !waitLeft()) write(RETRY, `${[failures, Date.now() + seconds * (1000 + Math.random() * 500), status]}`);
}
