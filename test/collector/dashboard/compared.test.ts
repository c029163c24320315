// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { coverageOf, coverageWords, firstRecorded } from '../../../collector/dashboard/format/compared.ts';

const compared = (start: string, end: string, recorded_since: string | null | undefined, interval = 'day') =>
  ({
    comparison: { period: { start, end }, metrics: {}, change: {} },
    meta: { recorded_since },
    period: { interval },
  }) as never;
const MAY = ['2026-05-01T00:00:00+02:00', '2026-06-01T00:00:00+02:00'] as const;

describe('a comparison with an earlier range', () => {
  it.each([
    ['whole', '2026-01-10T08:00:00+01:00'],
    ['whole', '2026-05-01T09:00:00+02:00'],
    ['part', '2026-05-02T09:00:00+02:00'],
    ['part', '2026-05-31T09:00:00+02:00'],
    ['none', '2026-06-01T00:00:00+02:00'],
    ['none', '2026-06-07T00:00:00+02:00'],
    ['none', null],
    ['whole', undefined],
  ] as const)('is %s where the website has recorded since %s', (coverage, since) => {
    expect(coverageOf(compared(...MAY, since))).toBe(coverage);
    expect(coverageWords(compared(...MAY, since)) === '').toBe(coverage === 'whole');
  });

  it('of a day is judged by the hour', () => {
    const day = ['2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z'] as const;
    expect(coverageOf(compared(...day, '2026-05-01T00:30:00Z', 'hour'))).toBe('whole');
    expect(coverageOf(compared(...day, '2026-05-01T02:30:00Z', 'hour'))).toBe('part');
  });

  it('is drawn from the first bucket that has something of the website', () => {
    const days = ['2026-05-01', '2026-05-02', '2026-05-03'];
    expect(firstRecorded(days, '2026-05-02T09:00:00+02:00')).toBe(1);
    expect(firstRecorded(days, '2026-04-02T09:00:00+02:00')).toBe(0);
    expect(firstRecorded(days, null)).toBe(3);
    expect(firstRecorded(days, undefined)).toBe(0);
    const hours = ['2026-05-01T00:00:00+02:00', '2026-05-01T01:00:00+02:00', '2026-05-01T02:00:00+02:00'];
    expect(firstRecorded(hours, '2026-05-01T01:20:00+02:00')).toBe(1);
  });
});
