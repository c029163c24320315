import type { Interval } from '../../../contract/vocabulary.ts';

const STEPS: Record<Interval, readonly number[]> = {
  minute: [1, 5, 10, 15, 30, 60, 120, 360],
  hour: [1, 2, 3, 4, 6, 12, 24, 48, 72],
  day: [1, 2, 7, 14, 28],
  week: [1, 2, 4, 8, 13, 26],
  month: [1, 2, 3, 6, 12, 24],
};

/**
 * Which buckets are named below the chart, so that at most `most` are. Hours and minutes are named at round ones; of an hour
 * that comes twice, the first.
 */
export function tickPlaces(dates: readonly string[], interval: Interval, most: number): number[] {
  const needed = dates.length / Math.max(1, most);
  const steps = STEPS[interval];
  const step = steps.find((one) => one >= needed) ?? Math.ceil(needed / (steps.at(-1) ?? 1)) * (steps.at(-1) ?? 1);
  const clocks = new Set<string>();
  return dates.flatMap((date, index) => {
    const clock = date.slice(0, 19);
    const isAgain = clocks.has(clock);
    clocks.add(clock);
    return !isAgain && placeIn(date, index, interval) % step === 0 ? [index] : [];
  });
}

function placeIn(date: string, index: number, interval: Interval): number {
  const hours = Number(date.slice(11, 13));
  if (interval === 'hour') return index === 0 ? hours : hours + 24 * Number(date.slice(8, 10));
  if (interval === 'minute') return hours * 60 + Number(date.slice(14, 16));
  return index;
}
