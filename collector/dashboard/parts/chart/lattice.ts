/** The lines of a value axis: from zero (or below it, where money was given back) in round steps. */
export interface Lattice {
  step: number;
  /** How many steps lie below zero. */
  below: number;
}

/** Steps above zero, on every axis: two axes then share their lines. */
const ABOVE = 4;
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

type Kind = 'count' | 'money' | 'percent' | 'seconds';

/** The lattice that values fit into. */
export function latticeOf(values: readonly (number | null | undefined)[], kind: Kind): Lattice {
  let [least, most] = [0, 0];
  for (const value of values) {
    least = Math.min(least, value ?? 0);
    most = Math.max(most, value ?? 0);
  }
  const step = roundStep(Math.max(most / ABOVE, -least / ABOVE), kind);
  return { step, below: Math.ceil(-least / step - 1e-9) };
}

function roundStep(atLeast: number, kind: Kind): number {
  // Halves of a person are nobody.
  const smallest = kind === 'count' || kind === 'seconds' ? 1 : 0;
  if (atLeast <= 0) return kind === 'percent' ? 25 : 1;
  if (kind === 'seconds') return SECONDS.find((step) => step >= atLeast) ?? Math.ceil(atLeast / 3600) * 3600;
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factors = kind === 'count' && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const factor = factors.find((one) => one * power >= atLeast - 1e-9) ?? 10;
  return Math.max(smallest, factor * power);
}

export const latticeRange = ({ step }: Lattice, below: number): [number, number] => [-below * step, ABOVE * step];

export const latticeLines = ({ step }: Lattice, below: number): number[] =>
  Array.from({ length: below + ABOVE + 1 }, (_, index) => (index - below) * step);
