import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import type { SessionDimension } from '../../collector/contract/dimensions.ts';
import type { StoredEvent } from '../../collector/model/event.ts';
import { resolveRange } from './calendar.ts';
import { sum } from './evaluate.ts';
import { ratio } from './exact.ts';
import type { Filter, History, Range } from './histories/history.ts';
import { keepsEvent, labelsOf, meets, type Seen } from './labels.ts';
import { inOrder } from './order.ts';
import { findPersons } from './persons.ts';
import { findSessions } from './sessions.ts';
import { nameSources } from './sources.ts';

export interface FunnelQuestion {
  range: Range;
  timezone: string;
  /** As they are asked for, and what they mean. */
  steps: { text: string; definition: ConversionEvent }[];
  /** ms */
  window: number;
  scope: 'visitor' | 'session';
  dimension: SessionDimension | null;
  filters: Filter[];
}

interface Attempt {
  label: string | null;
  times: number[];
}

/** Funnels, by trying every beginning of every person. */
export function evaluateFunnel(history: History, question: FunnelQuestion) {
  const range = resolveRange(question.range, question.timezone);
  const { events } = nameSources(history);
  const { of } = findSessions(events);
  const persons = findPersons(events);
  const personOf = ({ event }: Seen) => persons.personOf(event.visitor as string);
  const seen: Seen[] = events
    .filter(({ time, visitor }) => visitor !== null && time >= range.start && time < range.end)
    .toSorted(inOrder)
    .map((event) => ({ event, session: of.get(event) ?? null }));
  const everybody = new Set(seen.map(personOf));
  const attempts = [...everybody].flatMap((person) => {
    const theirs = seen.filter((each) => personOf(each) === person);
    const tried = theirs.flatMap((_, index) => attemptFrom(theirs.slice(index), question) ?? []);
    const furthest = Math.max(...tried.map(({ times }) => times.length));
    return tried.find(({ times }) => times.length === furthest) ?? [];
  });
  const labels = [...new Set(attempts.map(({ label }) => label ?? ''))];
  return {
    steps: tell(attempts, question),
    breakdown:
      question.dimension === null
        ? null
        : labels
            .map((label) => ({
              label,
              steps: tell(
                attempts.filter((attempt) => attempt.label === label),
                question,
              ),
            }))
            .toSorted((a, b) => (a.label < b.label ? -1 : 1)),
  };
}

/** What comes of beginning with the first of these events; null when that is no beginning. */
function attemptFrom(events: Seen[], { steps, window, scope, dimension, filters }: FunnelQuestion): Attempt | null {
  const [entry] = events as [Seen];
  const isStep = (event: StoredEvent, number: number) => {
    const step = steps[number];
    return step !== undefined && meets(step.definition, event);
  };
  if (entry.session === null || !isStep(entry.event, 0)) return null;
  if (!filters.every((filter) => keepsEvent(filter, entry, []))) return null;
  const times = [entry.event.time];
  for (const { event, session } of events.slice(1)) {
    if (event.time - entry.event.time > window) break;
    if (scope === 'session' && session !== entry.session) continue;
    if (isStep(event, times.length)) times.push(event.time);
  }
  return { times, label: dimension === null ? null : (labelsOf(dimension, entry, [])[0] ?? null) };
}

function tell(attempts: Attempt[], { steps }: FunnelQuestion) {
  const reached = steps.map((_, index) => attempts.filter(({ times }) => times.length > index));
  const count = (index: number) => reached[index]?.length ?? 0;
  return steps.map((_, index) => {
    const gaps = (reached[index] ?? [])
      .map(({ times }) => (times[index] as number) - (times[index - 1] ?? 0))
      .toSorted((a, b) => a - b);
    const middle = [gaps[Math.ceil(gaps.length / 2) - 1], gaps[Math.floor(gaps.length / 2)]] as number[];
    return {
      step: index + 1,
      visitors: count(index),
      share_of_first: ratio(100 * count(index), count(0), 2),
      share_of_previous: index === 0 ? null : ratio(100 * count(index), count(index - 1), 2),
      drop_off: index === 0 ? null : count(index - 1) - count(index),
      median_seconds: index === 0 || gaps.length === 0 ? null : ratio(sum(middle), 2000, 0),
    };
  });
}
