import { PAGE_LEAVE } from '../../../../contract/vocabulary.ts';
import type { TrafficSplit } from '../../../report-source.ts';
import type { Counting } from './counting.ts';
import { median, sortByGroup } from './distinct.ts';
import type { Groups } from './groups.ts';
import { groupRows } from './rows.ts';
import { NONE } from './segment.ts';

/** Which property of leaving a page says how far it was seen, in percent of its height. */
export const DEPTH = 'prop:scroll_depth';

/**
 * The median depth of each group: of every page that a session left, the furthest it was seen, as far as kept events tell.
 * Null where none does.
 */
export function countDepths(counting: Counting, split: TrafficSplit, groups: Groups): (group: number) => number | null {
  const { site, view, events } = counting;
  const leaving = site.names.find(PAGE_LEAVE);
  const depths = site.labels(DEPTH).labels.map(depthOf);
  const [labels, pages] = [view.column(DEPTH), view.column('page')];
  const pageCount = site.labels('page').labels.length;
  // Event by event: joined by stays they would have lost their pages.
  const { groups: grouped } = groupRows({ ...counting, stays: events }, split, groups);

  const stays = new Map<number, number>();
  const furthest = new Map<number, number>();
  const found: { groups: number[]; depths: number[] } = { groups: [], depths: [] };
  for (let row = 0; row < grouped.length; row += 1) {
    const event = events.events[row] as number;
    const session = view.sessions[event] as number;
    const depth = depths[labels[event] as number] ?? NONE;
    const group = grouped[row] as number;
    if (group === NONE || session === NONE || depth === NONE || view.names[event] !== leaving) continue;
    const place = session * pageCount + (pages[event] as number);
    const stay = stays.get(place) ?? stays.size;
    stays.set(place, stay);
    const id = group * view.eventCount + stay;
    const at = furthest.get(id);
    if (at === undefined) {
      furthest.set(id, found.depths.length);
      found.groups.push(group);
      found.depths.push(depth);
    } else found.depths[at] = Math.max(found.depths[at] as number, depth);
  }
  const count = groups.count();
  const { begins, rows } = sortByGroup(Int32Array.from(found.groups), count);
  const sorted = rows.map((row) => found.depths[row] as number);
  return (group) => median(sorted.subarray(begins[group], begins[group + 1]));
}

/** Whole percent of a label; NONE of what is no depth. */
function depthOf(label: string): number {
  const depth = /^\d{1,3}(?:\.\d+)?$/.test(label) ? Math.round(Number(label)) : NONE;
  return depth <= 100 ? depth : NONE;
}
