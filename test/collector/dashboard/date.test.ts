import { beforeAll, describe, expect, it, vi } from 'vitest';
import { tickPlaces } from '../../../collector/dashboard/parts/chart/chart-ticks.ts';
import { daysOf, zoomTo } from '../../../collector/dashboard/views/overview/buckets.ts';

let dates: typeof import('../../../collector/dashboard/format/date.ts');
beforeAll(async () => {
  vi.stubGlobal('navigator', { language: 'en-GB', languages: ['en-GB'] });
  dates = await import('../../../collector/dashboard/format/date.ts');
});

/** Where clocks skip midnight, the day of the change begins at one. */
const SKIPPED = { start: '2024-09-01T00:00:00-04:00', end: '2024-09-08T01:00:00-03:00', timezone: 'America/Santiago' };
const period = { ...SKIPPED, interval: 'day' as const };

describe('a period before a day without midnight', () => {
  it('is told by the days it covers', () => {
    expect(dates.range(SKIPPED.start, SKIPPED.end, SKIPPED.timezone)).toMatch(/^1\D+7 Sept 2024$/);
    expect(daysOf(SKIPPED)).toEqual({ start: '2024-09-01', end: '2024-09-08' });
  });

  it('is told in the zone it is of, wherever the reader sits', () => {
    expect(dates.range('2024-03-01T00:00:00+14:00', '2024-03-03T00:00:00+14:00', 'Pacific/Kiritimati')).toMatch(
      /^1\D+2 Mar 2024$/,
    );
  });

  it('ends a chosen stretch of days on its last day', () => {
    const buckets = ['2024-09-06', '2024-09-07'].map((date) => ({ date }));
    expect(zoomTo(buckets, 0, 1, period)).toMatchObject({ start: '2024-09-06', end: '2024-09-07' });
  });

  it('holds the whole of a day it cuts', () => {
    expect(daysOf({ ...SKIPPED, end: '2024-09-08T13:30:00-03:00' }).end).toBe('2024-09-09');
  });
});

describe('hours', () => {
  it('that come twice are told apart by their offsets, others by the clock alone', () => {
    const hours = ['01:00:00+02:00', '02:00:00+02:00', '02:00:00+01:00', '03:00:00+01:00'];
    const shown = dates.names(
      hours.map((hour) => `2024-10-27T${hour}`),
      'hour',
      dates.tick,
    );
    expect(shown).toEqual(['1:00', '2:00 (UTC+2)', '2:00 (UTC+1)', '3:00']);
    expect(new Set(shown).size).toBe(4);
    const halves = dates.names(['2024-10-27T02:00:00+05:30', '2024-10-27T02:00:00+04:30'], 'hour', dates.bucket);
    expect(halves.map((name) => /\(.*\)$/.exec(name)?.[0])).toEqual(['(UTC+5:30)', '(UTC+4:30)']);
  });

  it('that come twice are named once on the axis', () => {
    const hours = ['01:00:00+02:00', '02:00:00+02:00', '02:00:00+01:00', '03:00:00+01:00'];
    expect(
      tickPlaces(
        hours.map((hour) => `2024-10-27T${hour}`),
        'hour',
        10,
      ),
    ).toEqual([0, 1, 3]);
  });
});
