import type { TrafficSplit } from '../../../report-source.ts';
import { type Counting, isByEvents } from './counting.ts';
import { forEachDistinct, median, sortByGroup } from './distinct.ts';
import { bucketsOf, type Groups, numberGroups } from './groups.ts';
import type { GroupedRows } from './rows.ts';
import { NONE } from './segment.ts';

/** Figures of the sessions of each group. */
export interface Visits {
  sessions: Int32Array;
  /** Those that bounce rate and duration are about. */
  rated: Int32Array;
  bounces: Int32Array;
  /** Of those rated, ms. */
  duration: Float64Array;
  /** The median of engaged seconds; null without sessions, and where it was not asked for. */
  engaged(group: number): number | null;
}

/** Sessions in their groups. */
interface Visit {
  sessions: Int32Array;
  groups: Int32Array;
  /** 1 for those that entered on the page of their group, or have none. */
  rated: Uint8Array;
}

/**
 * Sessions that begin in the range, in the bucket of their start. Where events are filtered or told apart, those with such
 * an event, in each group they have one in.
 */
export function countVisits(counting: Counting, split: TrafficSplit, groups: Groups, rows: GroupedRows): Visits {
  const byEvents = counting.filtersEvents || isByEvents(split.dimensions);
  const visits = byEvents ? visitsOfEvents(counting, split, groups, rows) : allVisits(counting, split, groups);
  return sumVisits(counting, visits, groups.count(), split.medians);
}

function allVisits({ view, kept }: Counting, split: TrafficSplit, groups: Groups): Visit {
  const [first, second] = split.dimensions.map((dimension) => view.column(dimension as 'channel'));
  const bucketOf = bucketsOf(view.starts, split.buckets);
  const sessions = new Int32Array(view.sessionCount);
  const grouped = new Int32Array(view.sessionCount);
  let count = 0;
  for (let session = 0; session < view.sessionCount; session += 1) {
    const start = view.starts[session] as number;
    if (kept.sessions[session] === 0 || start < view.start || start >= view.end) continue;
    const label0 = first === undefined ? 0 : (first[session] as number);
    const label1 = second === undefined ? 0 : (second[session] as number);
    sessions[count] = session;
    grouped[count++] = groups.of(bucketOf(session), label0, label1);
  }
  return {
    sessions: sessions.subarray(0, count),
    groups: grouped.subarray(0, count),
    rated: new Uint8Array(count).fill(1),
  };
}

function visitsOfEvents(counting: Counting, split: TrafficSplit, groups: Groups, rows: GroupedRows): Visit {
  const { view } = counting;
  const bucketOf = bucketsOf(view.starts, split.buckets);
  const byPage = split.dimensions.indexOf('page');
  const entries = byPage === -1 ? null : view.column('entry_page');
  const [first, second] = rows.labels;
  const visit = { sessions: [] as number[], groups: [] as number[], rated: [] as number[] };
  // A session is asked about once for each of its keys, whatever the buckets of its events.
  const keys = split.buckets === null ? groups : numberGroups(counting, { ...split, buckets: null });
  const keysOfRows = keys === groups ? rows.groups : keysWithoutBuckets(rows, keys);
  const sessionsOfRows = rows.events.map((event) => view.sessions[event] as number);
  forEachDistinct(keysOfRows, keys.count(), sessionsOfRows, view.sessionCount, (_, session, row) => {
    const start = view.starts[session] as number;
    if (start < view.start || start >= view.end) return;
    visit.sessions.push(session);
    visit.groups.push(groups.of(bucketOf(session), first?.[row] ?? 0, second?.[row] ?? 0));
    visit.rated.push(Number(entries === null || entries[session] === rows.labels[byPage]?.[row]));
  });
  return {
    sessions: Int32Array.from(visit.sessions),
    groups: Int32Array.from(visit.groups),
    rated: Uint8Array.from(visit.rated),
  };
}

function keysWithoutBuckets({ events, labels }: GroupedRows, keys: Groups): Int32Array {
  return events.map((_, row) => {
    const [label0 = 0, label1 = 0] = labels.map((of) => of[row]);
    return label0 === NONE || label1 === NONE ? NONE : keys.of(0, label0, label1);
  });
}

function sumVisits({ view }: Counting, visits: Visit, groupCount: number, medians: boolean): Visits {
  const sessions = new Int32Array(groupCount);
  const rated = new Int32Array(groupCount);
  const bounces = new Int32Array(groupCount);
  const duration = new Float64Array(groupCount);
  for (let visit = 0; visit < visits.sessions.length; visit += 1) {
    const session = visits.sessions[visit] as number;
    const group = visits.groups[visit] as number;
    if (group === NONE) continue;
    sessions[group] = (sessions[group] as number) + 1;
    if (visits.rated[visit] === 0) continue;
    const isBounce = view.views[session] === 1 && view.interactions[session] === 0;
    rated[group] = (rated[group] as number) + 1;
    bounces[group] = (bounces[group] as number) + Number(isBounce);
    duration[group] = (duration[group] as number) + (view.lasts[session] as number) - (view.starts[session] as number);
  }
  const engaged = medians ? engagedByGroup(view.engaged, visits, groupCount) : () => null;
  return { sessions, rated, bounces, duration, engaged };
}

function engagedByGroup(seconds: Int32Array, visits: Visit, groupCount: number): Visits['engaged'] {
  const { begins, rows } = sortByGroup(visits.groups, groupCount);
  const sorted = rows.map((visit) => seconds[visits.sessions[visit] as number] as number);
  return (group) => median(sorted.subarray(begins[group], begins[group + 1]));
}
