import { describe, expect, it } from 'vitest';
import { deliver } from './deliver.ts';

const timezoneOf = async (properties: Record<string, unknown>) => (await deliver({ properties })).row?.timezone;

describe('the time zone', () => {
  it.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/paris', 'Europe/Paris'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Europe/Oslo', 'Europe/Oslo'],
    ['UTC', 'UTC'],
  ])('%s is %s', async (timezone, expected) => {
    expect(await timezoneOf({ timezone })).toBe(expected);
  });

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is %s, whichever of both names the browser has', async (old, name) => {
    expect(await timezoneOf({ timezone: old })).toBe(name);
    expect(await timezoneOf({ timezone: name })).toBe(name);
  });

  it.each(['', 'Mars/Olympus', '+01:00', 'x'.repeat(2000), 42, null, ['Europe/Paris'], {}])(
    'is not known from %j',
    async (timezone) => {
      expect(await timezoneOf({ timezone })).toBeNull();
    },
  );

  it('is not known when nothing is said of it, whatever objects inherit', async () => {
    expect(await timezoneOf({})).toBeNull();
  });
});
