import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { buildBuckets, requireFewBuckets } from '../../../collector/query/count/buckets.ts';
import { ask } from '../../support/ask.ts';
import { append, DAY, event, HOUR, MINUTE, NOON } from '../../support/made-up.ts';
import { fleetingStore } from '../../support/temporary-store.ts';

const at = (iso: string) => Date.parse(iso);

function refusalOf(asking: () => unknown): unknown {
  try {
    asking();
  } catch (error) {
    return (error as { problem: unknown }).problem;
  }
  return null;
}

describe('a period', () => {
  const now = at('2024-03-15T10:15:00Z');
  it.each([
    ['today', '2024-03-15T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'hour'],
    ['yesterday', '2024-03-14T00:00:00+00:00', '2024-03-15T00:00:00+00:00', 'hour'],
    ['7d', '2024-03-09T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'day'],
    ['30d', '2024-02-15T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'day'],
    ['month', '2024-03-01T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'day'],
    ['last_month', '2024-02-01T00:00:00+00:00', '2024-03-01T00:00:00+00:00', 'day'],
    ['6mo', '2023-10-01T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'week'],
    ['12mo', '2023-04-01T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'week'],
    ['year', '2024-01-01T00:00:00+00:00', '2024-03-16T00:00:00+00:00', 'day'],
  ])('%s is resolved in the zone', async (period, start, end, interval) => {
    expect((await ask(fleetingStore(), { period }, { now })).period).toEqual({
      start,
      end,
      timezone: 'UTC',
      interval,
    });
  });

  it('all begins with the first event', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: at('2024-03-10T05:00:00Z') }));
    const { period, metrics } = await ask(store, { period: 'all' }, { now });
    expect([period.start, metrics.pageviews]).toEqual(['2024-03-10T00:00:00+00:00', 1]);
  });

  it('24h ends now and holds the event of this very moment', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: now }), event({ time: now - 24 * HOUR }));
    expect((await ask(store, { period: '24h' }, { now })).metrics.pageviews).toBe(1);
  });

  it('of dates is inclusive days of the zone', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ time: at('2024-01-09T23:00:00Z') }),
      event({ time: at('2024-01-10T22:59:59Z') }),
      event({ time: at('2024-01-10T23:00:00Z') }),
    );
    const days = { start_date: '2024-01-10', end_date: '2024-01-10', timezone: 'Europe/Paris' };
    expect((await ask(store, days)).metrics.pageviews).toBe(2);
  });

  it('of instants is half-open', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON }), event({ time: NOON + HOUR }));
    const range = { start_date: '2024-01-15T12:00:00Z', end_date: '2024-01-15T13:00:00Z' };
    expect((await ask(store, range)).metrics.pageviews).toBe(1);
  });

  it.each([
    [{ end_date: '2024-01-01' }, 'start_date'],
    [{ start_date: '2024-01-02', end_date: '2024-01-01' }, 'start_date'],
    [{ start_date: '2024-01-01', end_date: '2024-01-02T00:00:00Z' }, 'end_date'],
    [{ start_date: '2024-02-30', end_date: '2024-03-01' }, 'start_date'],
    [{ start_date: 'soon' }, 'start_date'],
    [{ period: 'fortnight' }, 'period'],
    [{ period: 'custom' }, 'start_date'],
    [{ timezone: '+02:00' }, 'timezone'],
    [{ timezone: 'Europe/Atlantis' }, 'timezone'],
    [{ interval: 'second' }, 'interval'],
    [{ interval: 'minute', period: '30d' }, 'interval'],
    [{ metrics: 'visitors,luck' }, 'metrics'],
    [{ dimensions: 'colour' }, 'dimensions'],
    [{ dimensions: 'page,source,country' }, 'dimensions'],
    [{ dimensions: 'page', metrics: 'revenue' }, 'metrics'],
    [{ dimensions: 'product', metrics: 'visitors' }, 'metrics'],
    [{ dimensions: 'product,page' }, 'dimensions'],
    [{ filter_colour: 'red' }, 'filter_colour'],
    [{ filter_country: '' }, 'filter_country'],
    [{ sort: 'luck' }, 'sort'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '1001' }, 'limit'],
    [{ cursor: 'x' }, 'cursor'],
    [{ lookback_days: '366' }, 'lookback_days'],
    [{ attribution: 'mine' }, 'attribution'],
    [{ compare: 'dreams' }, 'compare'],
    [{ currency: 'XXY' }, 'currency'],
    [{ conversion_event: 'none' }, 'conversion_event'],
    [{ include: 'everything' }, 'include'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j, naming %s', (params, field) => {
    const refused = refusalOf(() => ask(fleetingStore(), params as Record<string, string>));
    expect(refused).toMatchObject({ code: 'INVALID_REQUEST', path: [field] });
  });
});

describe('a range of too many buckets', () => {
  it.each([
    [{ period: '12mo', interval: 'hour' }, 'interval'],
    [{ start_date: '0001-01-01', end_date: '9999-12-31' }, 'interval'],
    [{ start_date: '0001-01-01', end_date: '9999-12-31', interval: 'minute' }, 'interval'],
    [{ start_date: '1971-01-01T00:00:00Z', end_date: '2100-01-01T00:00:00Z', interval: 'day' }, 'interval'],
    [{ start_date: '1000-01-01', end_date: '1990-01-01', interval: 'week' }, 'interval'],
  ])('is refused before one is built: %j', (params, field) => {
    const steps = [
      vi.spyOn(Temporal.ZonedDateTime.prototype, 'getTimeZoneTransition'),
      vi.spyOn(Temporal.ZonedDateTime.prototype, 'startOfDay'),
      vi.spyOn(Temporal.ZonedDateTime.prototype, 'round'),
    ];
    const refused = refusalOf(() => ask(fleetingStore(), params as Record<string, string>));
    const taken = steps.reduce((sum, step) => sum + step.mock.calls.length, 0);
    for (const step of steps) step.mockRestore();
    expect(refused).toMatchObject({ path: [field], expected: expect.stringContaining('at most 2000 buckets') });
    expect(taken).toBe(0);
  });

  it.each(['UTC', 'Australia/Lord_Howe', 'America/New_York', 'Pacific/Apia'])(
    'is counted from its ends as it is by building, in %s',
    (zone) => {
      const starts = fc.integer({ min: at('2011-06-01T00:00:00Z'), max: at('2013-06-01T00:00:00Z') });
      const intervals = fc.constantFrom(
        'minute' as const,
        'hour' as const,
        'day' as const,
        'week' as const,
        'month' as const,
      );
      const lengths = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY };
      fc.assert(
        fc.property(starts, fc.integer({ min: 1, max: 20_000 }), intervals, (start, thousandths, interval) => {
          const range = { start, end: start + Math.ceil((thousandths / 1000) * lengths[interval]) };
          const count = buildBuckets(range, interval, zone).length;
          // Never more than there are: nothing is refused that could be answered.
          requireFewBuckets(range, interval, zone, { count, of: 'buckets' });
          // And no more than a few fewer, where clocks change within an hour or skip a day.
          expect(() => requireFewBuckets(range, interval, zone, { count: count - 5, of: 'buckets' })).toThrow(
            'at most',
          );
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('a time series', () => {
  const labels = async (zone: string, start: string, end: string, interval: string) =>
    (await ask(fleetingStore(), { timezone: zone, start_date: start, end_date: end, interval })).timeseries?.map(
      (row) => row.date,
    );

  it('has a row for every bucket, empty ones too, and puts each thing in its own', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON }), event({ time: NOON + 10 * MINUTE }));
    await append(store.store, event({ time: NOON + 40 * MINUTE, visitor: 'v2' }));
    const { timeseries } = await ask(store, { period: 'today', metrics: 'visitors,sessions,pageviews,bounce_rate' });
    expect(timeseries).toHaveLength(24);
    expect(timeseries?.[12]).toEqual({
      date: '2024-01-15T12:00:00+00:00',
      visitors: 2,
      sessions: 2,
      pageviews: 3,
      bounce_rate: 50,
    });
    expect(timeseries?.[11]).toEqual({
      date: '2024-01-15T11:00:00+00:00',
      visitors: 0,
      sessions: 0,
      pageviews: 0,
      bounce_rate: null,
    });
  });

  it('skips the hour that spring takes and repeats the one that autumn gives', async () => {
    const spring = await labels('Europe/Paris', '2024-03-31', '2024-03-31', 'hour');
    expect(spring).toHaveLength(23);
    expect(spring?.slice(1, 3)).toEqual(['2024-03-31T01:00:00+01:00', '2024-03-31T03:00:00+02:00']);
    const autumn = await labels('America/New_York', '2023-11-05', '2023-11-05', 'hour');
    expect(autumn).toHaveLength(25);
    expect(autumn?.slice(1, 3)).toEqual(['2023-11-05T01:00:00-04:00', '2023-11-05T01:00:00-05:00']);
  });

  it('follows Lord Howe, whose clocks move by half an hour', async () => {
    const autumn = await labels('Australia/Lord_Howe', '2023-04-02', '2023-04-02', 'hour');
    expect(autumn?.slice(1, 4)).toEqual([
      '2023-04-02T01:00:00+11:00',
      '2023-04-02T01:30:00+10:30',
      '2023-04-02T02:00:00+10:30',
    ]);
  });

  it('names an hour by its beginning, also where the range begins within it', async () => {
    expect(await labels('Europe/Paris', '2024-03-31T01:20:00Z', '2024-03-31T03:00:00Z', 'hour')).toEqual([
      '2024-03-31T03:00:00+02:00',
      '2024-03-31T04:00:00+02:00',
    ]);
    expect(await labels('Australia/Lord_Howe', '2024-10-05T15:35:00Z', '2024-10-05T16:10:00Z', 'hour')).toEqual([
      '2024-10-06T02:30:00+11:00',
      '2024-10-06T03:00:00+11:00',
    ]);
    expect(await labels('Australia/Lord_Howe', '2024-04-06T15:10:00Z', '2024-04-06T15:40:00Z', 'hour')).toEqual([
      '2024-04-07T01:30:00+10:30',
      '2024-04-07T02:00:00+10:30',
    ]);
  });

  it('begins weeks on Monday and months on the first', async () => {
    expect(await labels('UTC', '2024-01-03', '2024-01-10', 'week')).toEqual(['2024-01-01', '2024-01-08']);
    expect(await labels('UTC', '2023-11-20', '2024-01-10', 'month')).toEqual([
      '2023-11-01',
      '2023-12-01',
      '2024-01-01',
    ]);
  });
});

describe('a comparison', () => {
  const now = at('2024-03-15T10:15:00Z');

  it('sets a running day against the same part of the day before', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ time: now - HOUR, visitor: 'a' }),
      event({ time: now - 25 * HOUR, visitor: 'b' }),
      event({ time: now - 23 * HOUR, visitor: 'c' }),
    );
    const { comparison } = await ask(
      store,
      { period: 'today', compare: 'previous', metrics: 'visitors,bounce_rate' },
      { now },
    );
    expect(comparison?.period).toEqual({ start: '2024-03-14T00:00:00+00:00', end: '2024-03-14T10:15:00.001+00:00' });
    expect(comparison?.metrics).toEqual({ visitors: 1, bounce_rate: 100 });
    expect(comparison?.change).toEqual({ visitors: 0, bounce_rate: 0 });
  });

  it('of a whole month is the month before', async () => {
    const { comparison } = await ask(fleetingStore(), { period: 'last_month', compare: 'previous' }, { now });
    expect(comparison?.period).toEqual({ start: '2024-01-01T00:00:00+00:00', end: '2024-02-01T00:00:00+00:00' });
    expect(comparison?.change.visitors).toBeNull();
  });

  it('with a year ago or with chosen days', async () => {
    const year = await ask(
      fleetingStore(),
      { start_date: '2024-03-01', end_date: '2024-03-07', compare: 'year' },
      { now },
    );
    expect(year.comparison?.period).toEqual({ start: '2023-03-01T00:00:00+00:00', end: '2023-03-08T00:00:00+00:00' });
    const days = await ask(
      fleetingStore(),
      { period: '7d', compare_start_date: '2024-01-01', compare_end_date: '2024-01-02' },
      { now },
    );
    expect(days.comparison?.period).toEqual({ start: '2024-01-01T00:00:00+00:00', end: '2024-01-03T00:00:00+00:00' });
  });
});
