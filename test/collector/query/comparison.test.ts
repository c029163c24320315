import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierRange, parsePeriod } from '../../../collector/query/ask/parse-period.ts';
import { DAY, HOUR, MINUTE } from '../../support/made-up.ts';

const at = (iso: string) => Date.parse(iso);
const NEVER = () => null;
const iso = (ms: number) => new Date(ms).toISOString();

type Spelling = { period: string } | { start_date: string; end_date?: string };

/** What a period is compared with. */
function comparedWith(spelling: Spelling, zone: string, now: number) {
  const { start, end } = earlierRange(parsePeriod(spelling, zone, now, NEVER), zone, now);
  return { start: iso(start), end: iso(end) };
}

/** The same period by its dates, and by its first and last instant. */
function otherSpellings(period: string, zone: string, now: number): Spelling[] {
  const { start, end } = parsePeriod({ period }, zone, now, NEVER).range;
  const dayOf = (ms: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(ms);
  const instants = { start_date: iso(start), end_date: iso(end) };
  return [{ start_date: dayOf(start), end_date: dayOf(end - 1) }, instants];
}

/** Berlin's clocks go forward on 31 March 2024 and back on 27 October, New York's on 10 March and 3 November. */
const MOMENTS = [
  '2024-03-15T10:15:00Z',
  '2024-03-31T20:00:00Z',
  '2024-04-01T20:00:00Z',
  '2024-10-27T20:00:00Z',
  '2024-10-28T00:30:00Z',
  '2024-03-11T03:00:00Z',
  '2024-11-04T03:00:00Z',
];

describe('what a period is compared with', () => {
  const running = ['today', '7d', '30d', '90d'];
  const over = ['yesterday'];
  describe.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])('in %s', (zone) => {
    it.each([...running, ...over])('is the same however %s is written', (period) => {
      for (const moment of MOMENTS) {
        const expected = comparedWith({ period }, zone, at(moment));
        for (const spelling of otherSpellings(period, zone, at(moment))) {
          expect(comparedWith(spelling, zone, at(moment)), `${moment} ${JSON.stringify(spelling)}`).toEqual(expected);
        }
      }
    });
  });

  it('of today from midnight on, without an end, is yesterday up to this time', () => {
    const now = at('2024-03-15T10:15:00Z');
    expect(comparedWith({ start_date: '2024-03-15T00:00:00Z' }, 'UTC', now)).toEqual(
      comparedWith({ period: 'today' }, 'UTC', now),
    );
  });

  it('of days that are still to come is compared as if they were not asked for, written either way', () => {
    const now = at('2024-03-15T10:15:00Z');
    const expected = { start: '2024-02-15T00:00:00.000Z', end: '2024-02-29T10:15:00.001Z' };
    expect(comparedWith({ start_date: '2024-03-01', end_date: '2024-03-31' }, 'UTC', now)).toEqual(expected);
    const instants = { start_date: '2024-03-01T00:00:00Z', end_date: '2024-04-01T00:00:00Z' };
    expect(comparedWith(instants, 'UTC', now)).toEqual(expected);
  });

  it('of some hours, dragged over a chart of today, is as many hours before, as far as they have passed', () => {
    const hours = { start_date: '2024-03-15T08:00:00Z', end_date: '2024-03-15T20:00:00Z' };
    expect(comparedWith(hours, 'UTC', at('2024-03-15T10:15:00Z'))).toEqual({
      start: '2024-03-14T20:00:00.000Z',
      end: '2024-03-14T22:15:00.001Z',
    });
    expect(comparedWith(hours, 'UTC', at('2024-03-16T10:15:00Z'))).toEqual({
      start: '2024-03-14T20:00:00.000Z',
      end: '2024-03-15T08:00:00.000Z',
    });
  });

  it('is as long as what has elapsed, for any instants', () => {
    const start = at('2024-01-10T00:00:00Z');
    const lengths = fc.integer({ min: 1, max: 40 * DAY });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * DAY }),
        lengths,
        fc.integer({ min: 0, max: 90 * DAY }),
        (from, length, since) => {
          // Off midnight in this zone, so that they are no days.
          const range = { start: start + from - (from % MINUTE) + 1, end: start + from - (from % MINUTE) + 1 + length };
          const now = start + since + 17 * HOUR;
          const spelling = { start_date: iso(range.start), end_date: iso(range.end) };
          const earlier = earlierRange(parsePeriod(spelling, 'UTC', now, NEVER), 'UTC', now);
          const isRunning = range.start <= now && now < range.end;
          expect(earlier.start).toBe(range.start - length);
          expect(earlier.end - earlier.start).toBe(isRunning ? now + 1 - range.start : length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
