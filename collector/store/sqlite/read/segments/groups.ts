import type { TrafficSplit } from '../../../report-source.ts';
import type { Counting } from './counting.ts';
import { NONE } from './segment.ts';

/** Numbers the groups of one split. Told apart by one thing alone, a group's number is that thing's. */
export interface Groups {
  /** How many numbers there may be by now; not all need have anything. */
  count(): number;
  /** The group of a bucket and the numbers of the labels, 0 where there is none. NONE outside every bucket. */
  of(bucket: number, label0: number, label1: number): number;
  bucketOf(group: number): number;
  keysOf(group: number): string[];
}

export function numberGroups(
  { site, definitions }: Pick<Counting, 'site' | 'definitions'>,
  { buckets, dimensions }: Pick<TrafficSplit, 'buckets' | 'dimensions'>,
): Groups {
  const names = definitions.map(({ name }) => name);
  const labels = dimensions.map((of) => (of === 'conversion_event' ? names : site.labels(of).labels));
  const bucketCount = buckets?.length ?? 1;
  const [count0, count1] = [labels[0]?.length ?? 1, labels[1]?.length ?? 1];
  const idOf = (bucket: number, label0: number, label1: number) => (bucket * count0 + label0) * count1 + label1;
  const bucketOf = (id: number) => Math.floor(id / (count0 * count1));
  const keysOf = (id: number) =>
    [Math.floor(id / count1) % count0, id % count1].slice(0, labels.length).map((code, at) => labels[at]?.[code] ?? '');

  if (Number(buckets !== null) + dimensions.length <= 1) {
    return {
      count: () => bucketCount * count0,
      of: (bucket, label0) => (bucket === NONE ? NONE : bucket + label0),
      bucketOf,
      keysOf,
    };
  }
  // Most combinations never occur: numbers are given as they turn up.
  const numbers = new Map<number, number>();
  const ids: number[] = [];
  return {
    count: () => ids.length,
    of: (bucket, label0, label1) => {
      if (bucket === NONE) return NONE;
      const id = idOf(bucket, label0, label1);
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      return ids.push(id) - 1;
    },
    bucketOf: (group) => bucketOf(ids[group] as number),
    keysOf: (group) => keysOf(ids[group] as number),
  };
}

/** Finds the bucket of each of some times, fastest where they are asked for in order. */
export function bucketsOf(times: Float64Array, buckets: TrafficSplit['buckets']): (place: number) => number {
  if (buckets === null) return () => 0;
  const starts = Float64Array.from(buckets, ({ start }) => start);
  const ends = Float64Array.from(buckets, ({ end }) => end);
  let at = 0;
  return (place) => {
    const time = times[place] as number;
    while (at > 0 && time < (starts[at] as number)) at -= 1;
    while (at < starts.length - 1 && time >= (starts[at + 1] as number)) at += 1;
    return time >= (starts[at] as number) && time < (ends[at] as number) ? at : NONE;
  };
}
