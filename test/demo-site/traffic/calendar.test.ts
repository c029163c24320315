import { describe, expect, it } from 'vitest';
import {
  DAY,
  HOUR,
  historyOf,
  momentOf,
  monthsAfter,
  wallClock,
  weekdayAfter,
} from '../../../demo-site/traffic/calendar.ts';

const iso = (ms: number) => new Date(ms).toISOString();

describe('the calendar', () => {
  it('cuts days in the zone, those of 23 and 25 hours too', () => {
    const spring = historyOf('2026-03-29', 1, 'Europe/Paris');
    expect([iso(spring.start), iso(spring.end)]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    const autumn = historyOf('2025-10-26', 1, 'Europe/Paris');
    expect((autumn.end - autumn.start) / HOUR).toBe(25);
    const year = historyOf('2026-03-31', 365, 'Europe/Paris');
    expect((year.end - year.start) / DAY).toBe(365);
    expect(iso(year.start)).toBe('2025-03-31T22:00:00.000Z');
  });

  it('reads a wall clock on both sides of a change, and going back', () => {
    const clock = wallClock('America/New_York');
    const before = Date.parse('2025-11-02T05:30:00Z');
    expect(clock(before)).toEqual({ hour: 1, weekday: 0 });
    expect(clock(before + HOUR)).toEqual({ hour: 1, weekday: 0 });
    expect(clock(before + 2 * HOUR)).toEqual({ hour: 2, weekday: 0 });
    expect(clock(before)).toEqual({ hour: 1, weekday: 0 });
  });

  it('finds weekdays and hours of the day', () => {
    const history = historyOf('2026-03-31', 365, 'Europe/Paris');
    const tuesday = weekdayAfter(history, 0.5, 2);
    expect(tuesday.dayOfWeek).toBe(2);
    expect(iso(momentOf(history, tuesday, 9, 1))).toMatch(/T07:01/);
  });

  it('counts months by the calendar', () => {
    const history = historyOf('2026-03-31', 365, 'Europe/Paris');
    const at = Date.parse('2026-01-31T11:00:00Z');
    expect(iso(monthsAfter(history, at, 1))).toBe('2026-02-28T11:00:00.000Z');
    expect(iso(monthsAfter(history, at, 2))).toBe('2026-03-31T10:00:00.000Z');
  });
});
