// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { latticesOf, type Told } from '../../../collector/dashboard/parts/chart/chart-options.ts';
import { tickPlaces } from '../../../collector/dashboard/parts/chart/chart-ticks.ts';
import { latticeLines, latticeOf } from '../../../collector/dashboard/parts/chart/lattice.ts';

describe('the axes of a chart', () => {
  const lines = (values: (number | null)[], kind: Parameters<typeof latticeOf>[1]) => {
    const lattice = latticeOf(values, kind);
    return latticeLines(lattice, lattice.below);
  };

  it('begin at zero and run in round steps past the most', () => {
    expect(lines([3, 251, null], 'count')).toEqual([0, 100, 200, 300, 400]);
    expect(lines([0], 'count')).toEqual([0, 1, 2, 3, 4]);
    expect(lines([1, 5], 'count')).toEqual([0, 2, 4, 6, 8]);
    expect(lines([100], 'percent')).toEqual([0, 25, 50, 75, 100]);
    expect(lines([170], 'seconds')).toEqual([0, 60, 120, 180, 240]);
  });

  it('reach below zero where more was given back than earned', () => {
    expect(lines([700, -120], 'money')).toEqual([-200, 0, 200, 400, 600, 800]);
  });

  it('have the range of what is drawn, whatever else is known', () => {
    const told = (values: number[], before: number[] | null, kind: Told['kind'] = 'money'): Told => ({
      values,
      before,
      kind,
      write: String,
    });
    const beside = latticesOf({ area: told([10], [20], 'count'), bars: told([100, 40], [-900, 4000]) });
    expect([beside.left, beside.right]).toEqual([latticeOf([10, 20], 'count'), latticeOf([100, 40], 'money')]);
    const alone = latticesOf({ area: null, bars: told([100, 40], [-900, 4000]) });
    expect(alone.left).toEqual(latticeOf([100, 40, -900, 4000], 'money'));
  });

  it('name few buckets, at round hours', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00+01:00`);
    expect(tickPlaces(hours, 'hour', 5)).toEqual([0, 6, 12, 18]);
    const days = Array.from({ length: 30 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`);
    expect(tickPlaces(days, 'day', 6)).toEqual([0, 7, 14, 21, 28]);
  });
});
