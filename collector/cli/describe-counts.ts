import type { Soundness } from '../store/soundness.ts';

/** `3 events, 1 websites, …` */
export function describeCounts(counts: Soundness['counts']): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`)
    .join(', ');
}
