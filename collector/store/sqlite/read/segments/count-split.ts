import type { TrafficRow, TrafficSplit } from '../../../report-source.ts';
import { countConversions } from './count-conversions.ts';
import { countDepths } from './count-depths.ts';
import { countVisits } from './count-visits.ts';
import type { Counting } from './counting.ts';
import { forEachDistinct } from './distinct.ts';
import { numberGroups } from './groups.ts';
import { groupRows } from './rows.ts';
import { NONE } from './segment.ts';

/** Counts the kept events and their sessions by one split. Groups without anything are absent. */
export function countSplit(counting: Counting, split: TrafficSplit): TrafficRow[] {
  const groups = numberGroups(counting, split);
  const rows = groupRows(counting, split, groups);
  const visits = countVisits(counting, split, groups, rows);
  const depthOf = split.depths === true ? countDepths(counting, split, groups) : null;
  const count = groups.count();

  const found = new Uint8Array(count);
  const pageviews = new Int32Array(count);
  const events = new Int32Array(count);
  const { groups: grouped, pageviews: viewsOf, others } = rows;
  for (let row = 0; row < grouped.length; row += 1) {
    const group = grouped[row] as number;
    if (group === NONE) continue;
    found[group] = 1;
    pageviews[group] = (pageviews[group] as number) + (viewsOf[row] as number);
    events[group] = (events[group] as number) + (others[row] as number);
  }
  const visitors = new Int32Array(count);
  forEachDistinct(grouped, count, rows.present, counting.personCount, (group) => {
    visitors[group] = (visitors[group] as number) + 1;
  });
  const { conversions, converters } = countConversions(counting, rows, count);

  const answer: TrafficRow[] = [];
  for (let group = 0; group < count; group += 1) {
    if (found[group] === 0 && visits.sessions[group] === 0) continue;
    answer.push({
      bucket: groups.bucketOf(group),
      keys: groups.keysOf(group),
      visitors: visitors[group] as number,
      sessions: visits.sessions[group] as number,
      pageviews: pageviews[group] as number,
      events: events[group] as number,
      rated_sessions: visits.rated[group] as number,
      bounces: visits.bounces[group] as number,
      duration: visits.duration[group] as number,
      engaged: visits.engaged(group),
      ...(depthOf === null ? {} : { depth: depthOf(group) }),
      conversions: conversions[group] as number,
      converting_visitors: converters[group] as number,
    });
  }
  return answer;
}
