import { resolveRange } from './calendar.ts';
import { sum } from './evaluate.ts';
import { ratio } from './exact.ts';
import type { Filter, History, Range } from './histories/history.ts';
import { keepsEvent, ofVisitsWithout } from './labels.ts';
import { inOrder } from './order.ts';
import { findSessions } from './sessions.ts';
import { nameSources } from './sources.ts';

export interface JourneysQuestion {
  range: Range;
  timezone: string;
  direction: 'from' | 'to';
  anchor: string;
  /** What the anchor means. */
  meets: RegExp;
  steps: number;
  filters: Filter[];
}

/** Journeys, one visit after the other. */
export function evaluateJourneys(
  history: History,
  { range, timezone, direction, meets, steps, filters }: JourneysQuestion,
) {
  const { start, end } = resolveRange(range, timezone);
  const definitions = history.conversionEvents.filter(({ active }) => active);
  const journeys: { path: string[]; anchor: number }[] = [];
  for (const session of findSessions(nameSources(history).events).sessions) {
    if (session.start < start || session.start >= end || session.pageViews.length === 0) continue;
    const during = session.events
      .filter(({ time }) => time >= start && time < end)
      .map((event) => ({ event, session }));
    const isKept = during
      .filter(ofVisitsWithout(filters, during, definitions))
      .some((each) => filters.every((filter) => keepsEvent(filter, each, definitions)));
    if (!isKept) continue;
    const visit = ['(entry)'];
    for (const { page } of session.pageViews.toSorted(inOrder)) {
      const shown = page ?? '(not set)';
      if (shown !== visit.at(-1)) visit.push(shown);
    }
    visit.push('(exit)');
    const at = visit.findIndex((page) => meets.test(page));
    if (at === -1) continue;
    const first = direction === 'from' ? at : Math.max(0, at - steps);
    const last = direction === 'from' ? at + steps : at;
    journeys.push({ path: visit.slice(first, last + 1), anchor: at - first });
  }
  const tally = (things: unknown[]) => {
    const counts = new Map<string, number>();
    for (const thing of things) counts.set(JSON.stringify(thing), (counts.get(JSON.stringify(thing)) ?? 0) + 1);
    return Object.fromEntries(counts);
  };
  const paths = tally(journeys.map(({ path }) => path));
  return {
    sessions: sum(Object.values(paths)),
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, count]) => [path, [count, ratio(100 * count, journeys.length, 2)]]),
    ),
    nodes: tally(journeys.flatMap(({ path, anchor }) => path.map((page, index) => [index - anchor, page]))),
    links: tally(
      journeys.flatMap(({ path, anchor }) =>
        path.flatMap((page, index) => (index + 1 < path.length ? [[index - anchor, page, path[index + 1]]] : [])),
      ),
    ),
  };
}
