import type { FunnelScope } from '../../contract/vocabulary.ts';
import type { FunnelHit } from '../../store/report-rows.ts';

/** How far somebody came. */
export interface Attempt {
  /** When each step was done, ms; as many as were. */
  times: number[];
  /** Of the session in which it began. */
  label: string;
}

/**
 * The attempt that counts for a visitor: the one that comes furthest, the earliest of those that come equally far; null
 * when none begins. An attempt begins with each first step. It goes on with the earliest later event that is the next
 * step, as long as that is within `window` (ms) of its beginning and, of a funnel within sessions, in the same session.
 * One event is one step of an attempt.
 *
 * @param hits Of one visitor, in the order of events.
 */
export function bestAttempt(hits: FunnelHit[], steps: number, window: number, scope: FunnelScope): Attempt | null {
  const ordered = inOrder(hits);
  const places = placesOf(ordered, scope);
  let best: Attempt | null = null;
  for (const entry of ordered) {
    if (entry.step !== 0 || entry.enters !== 1) continue;
    const times = follow(entry, places.get(reachOf(entry, scope)) ?? [], steps, window);
    if (best === null || times.length > best.times.length) best = { times, label: entry.label ?? '' };
    if (times.length === steps) break;
  }
  return best;
}

/** A hit and which of the visitor's events it is, counted in order. */
interface Place extends FunnelHit {
  order: number;
}

function inOrder(hits: FunnelHit[]): Place[] {
  let order = 0;
  return hits.map((hit, index) => {
    if (index > 0 && hits[index - 1]?.event !== hit.event) order += 1;
    return { ...hit, order };
  });
}

/** What one attempt may use: everything of the visitor, or of one session. */
const reachOf = (hit: FunnelHit, scope: FunnelScope): string | null => (scope === 'session' ? hit.session : null);

/** The hits of each step in order, by what one attempt may use. */
function placesOf(hits: Place[], scope: FunnelScope): Map<string | null, Place[][]> {
  const places = new Map<string | null, Place[][]>();
  for (const hit of hits) {
    const reach = reachOf(hit, scope);
    const steps = places.get(reach) ?? [];
    places.set(reach, steps);
    const step = steps[hit.step] ?? [];
    steps[hit.step] = step;
    step.push(hit);
  }
  return places;
}

/** When an attempt does its steps. To take the earliest next one each time comes as far as any choice would. */
function follow(entry: Place, places: Place[][], steps: number, window: number): number[] {
  const times = [entry.time];
  let order = entry.order;
  while (times.length < steps) {
    const next = firstAfter(places[times.length] ?? [], order);
    if (next === undefined || next.time > entry.time + window) break;
    times.push(next.time);
    order = next.order;
  }
  return times;
}

function firstAfter(places: Place[], order: number): Place | undefined {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.order ?? 0) > order) high = middle;
    else low = middle + 1;
  }
  return places[low];
}
