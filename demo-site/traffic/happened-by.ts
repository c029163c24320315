import type { Act } from './act.ts';

/** What has not happened yet is left out: a history of today ends now. */
export function* happenedBy(now: number, acts: Iterable<Act>): Generator<Act> {
  for (const act of acts) {
    if (act.at > now) return;
    yield act;
  }
}
