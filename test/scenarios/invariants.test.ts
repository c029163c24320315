import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConversionEvent } from '../../collector/contract/account/conversion-event.ts';
import { SESSION_DIMENSIONS } from '../../collector/contract/dimensions.ts';
import type { AnalyticsAnswer } from '../../collector/contract/reports/analytics.ts';
import { ATTRIBUTION_MODELS } from '../../collector/contract/vocabulary.ts';
import { siteOf } from '../../collector/model/site.ts';
import type { Website } from '../../collector/model/website.ts';
import { parseAnalyticsQuery } from '../../collector/query/ask/parse.ts';
import { answerAnalytics } from '../../collector/query/reports/analytics.ts';
import { type Connection, openConnection } from '../../collector/store/sqlite/engine/connection.ts';
import { databaseFile } from '../../collector/store/sqlite/engine/open.ts';
import { findEarliest } from '../../collector/store/sqlite/read/earliest.ts';
import { createReportSource } from '../../collector/store/sqlite/read/report-source.ts';
import { storeTarget } from '../../demo-site/seed/store-target.ts';
import { traffic, visitsForEvents } from '../../demo-site/traffic/traffic.ts';
import { temporaryFolder } from '../support/command.ts';

/*
 * What must hold in any history, asked of a year of made-up traffic. `INVARIANTS_EVENTS=1000000` asks it of a million
 * events, which takes some minutes; without it, of enough to have everything in it.
 */
const EVENTS = Number(process.env.INVARIANTS_EVENTS ?? 40_000);
const UNTIL = '2026-03-31';
const DAYS = 365;
const NOW = Date.parse('2026-04-01T09:00:00Z');
const CHOICE = { id: 'quayside', domain: 'quayside.example', timezone: 'Europe/Paris', currency: 'EUR' };

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 1_800_000 });

let folder: ReturnType<typeof temporaryFolder>;
let db: Connection;
let source: ReturnType<typeof createReportSource>;
let website: Website;
let conversionEvents: ConversionEvent[];

beforeAll(async () => {
  folder = temporaryFolder();
  // The built one: its writer is a thread that runs a built file.
  const built = '../../dist/collector/loading.js';
  const { openLoading } = (await import(built)) as typeof import('../../collector/loading.ts');
  const loading = await openLoading(
    { dataDir: folder.folder, geoipDb: null },
    () => NOW,
    () => {},
  );
  const target = storeTarget(loading, () => NOW);
  const made = await target.website(CHOICE);
  await target.load(
    made,
    traffic({ seed: 1, until: UNTIL, days: DAYS, visits: visitsForEvents(EVENTS, DAYS), website: CHOICE }),
    () => {},
  );
  website = loading.registry.website('quayside') as Website;
  conversionEvents = loading.registry.conversionEvents(website);
  await target.close();
  db = openConnection(databaseFile(folder.folder), { readonly: true });
  source = createReportSource(db);
});
afterAll(() => {
  db.close();
  folder.remove();
});

const ask = (params: Record<string, string>): Promise<AnalyticsAnswer> => {
  const site = siteOf(website, false);
  const context = { website, site, conversionEvents, now: NOW, earliest: () => findEarliest(db)(site) };
  return answerAnalytics(source, parseAnalyticsQuery(new URLSearchParams(params), context));
};

const ALL = { period: 'all', include: 'total_rows' };
type Rows = NonNullable<AnalyticsAnswer['breakdown']>;
const numbers = (answer: AnalyticsAnswer) => answer.metrics as unknown as Record<string, number>;
const cents = (value: unknown) => Math.round(Number(value) * 100);
const sum = (rows: Rows, metric: string) => rows.reduce((total, row) => total + cents(row[metric]), 0);

/** All rows of a breakdown, page by page. */
async function rowsOf(params: Record<string, string>): Promise<Rows> {
  const rows: Rows = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await ask({ ...params, limit: '1000', ...(cursor === '' ? {} : { cursor }) });
    rows.push(...(page.breakdown ?? []));
    cursor = page.pagination?.next_cursor ?? null;
  }
  return rows;
}

describe('in a year of traffic', () => {
  it('visitors are no more than sessions, and sessions no more than page views and events', async () => {
    const { visitors, sessions, pageviews, events } = numbers(await ask(ALL)) as Record<string, number>;
    expect(visitors).toBeGreaterThan(EVENTS / 50);
    expect(sessions).toBeGreaterThanOrEqual(visitors as number);
    expect((pageviews as number) + (events as number)).toBeGreaterThanOrEqual(sessions as number);
  });

  it.each(SESSION_DIMENSIONS.filter((dimension) => dimension !== 'referrer'))(
    'sessions and money by %s add up to all of them, and no row has more visitors than there are',
    async (dimension) => {
      const metrics = 'visitors,sessions,revenue,refunds';
      const whole = numbers(await ask({ ...ALL, metrics }));
      const rows = await rowsOf({ ...ALL, metrics, dimensions: dimension });
      for (const metric of ['sessions', 'revenue', 'refunds'])
        expect([metric, sum(rows, metric)]).toEqual([metric, cents(whole[metric])]);
      for (const row of rows) expect(row.visitors as number).toBeLessThanOrEqual(whole.visitors as number);
      expect(sum(rows, 'visitors')).toBeGreaterThanOrEqual(cents(whole.visitors));
    },
  );

  it('page views by page, and events by name, add up to all of them', async () => {
    const whole = numbers(await ask({ ...ALL, metrics: 'pageviews,events' }));
    expect(sum(await rowsOf({ ...ALL, metrics: 'pageviews', dimensions: 'page' }), 'pageviews')).toBe(
      cents(whole.pageviews),
    );
    expect(sum(await rowsOf({ ...ALL, metrics: 'events', dimensions: 'event_name' }), 'events')).toBe(
      cents(whole.events),
    );
  });

  it('two dimensions at once add up to each of them', async () => {
    const metrics = 'sessions,revenue';
    const pairs = await rowsOf({ ...ALL, metrics, dimensions: 'channel,device' });
    for (const dimension of ['channel', 'device']) {
      for (const row of await rowsOf({ ...ALL, metrics, dimensions: dimension })) {
        const parts = pairs.filter((pair) => pair[dimension] === row[dimension]);
        for (const metric of ['sessions', 'revenue']) expect(sum(parts, metric)).toBe(cents(row[metric]));
      }
    }
  });

  it.each(['day', 'week', 'month'])(
    'the %ss add up, but for visitors, who are fewer than their sum',
    async (interval) => {
      const { metrics, timeseries } = await ask({
        start_date: '2025-04-01',
        end_date: UNTIL,
        interval,
        metrics: 'visitors,sessions,pageviews,events,conversions,revenue,transactions',
      });
      const rows = timeseries as unknown as Rows;
      const whole = metrics as unknown as Record<string, number>;
      for (const metric of ['sessions', 'pageviews', 'events', 'revenue', 'transactions'])
        expect([metric, sum(rows, metric)]).toEqual([metric, cents(whole[metric])]);
      expect(sum(rows, 'visitors')).toBeGreaterThan(cents(whole.visitors));
      for (const row of rows) expect(row.visitors as number).toBeLessThanOrEqual(whole.visitors as number);
    },
  );

  it.each(['channel', 'country', 'device', 'entry_page', 'page', 'event_name'])(
    'a filter by %s keeps no more than there was, and what it keeps and what it leaves are all sessions',
    async (dimension) => {
      const metrics = 'visitors,sessions,pageviews,events,conversions';
      const whole = numbers(await ask({ ...ALL, metrics }));
      const isOfSessions = !['page', 'event_name'].includes(dimension);
      for (const row of (await rowsOf({ ...ALL, metrics, dimensions: dimension })).slice(0, 3)) {
        const label = `${row[dimension]}`.replace(/[\\,]/g, '\\$&');
        const kept = numbers(await ask({ ...ALL, metrics, [`filter_${dimension}`]: `is:${label}` }));
        const left = numbers(await ask({ ...ALL, metrics, [`filter_${dimension}`]: `is_not:${label}` }));
        for (const metric of metrics.split(','))
          expect(kept[metric] as number).toBeLessThanOrEqual(whole[metric] as number);
        // The row and the filter say the same.
        expect(kept.sessions).toBe(row.sessions);
        if (isOfSessions) expect((kept.sessions as number) + (left.sessions as number)).toBe(whole.sessions);
        else
          expect((kept.sessions as number) + (left.sessions as number)).toBeGreaterThanOrEqual(
            whole.sessions as number,
          );
      }
    },
  );

  it('a comparison is what the earlier range says by itself', async () => {
    const { comparison } = await ask({ start_date: '2026-03-01', end_date: '2026-03-31', compare: 'previous' });
    const earlier = await ask({ start_date: '2026-01-29', end_date: '2026-02-28' });
    const { currency, ...metrics } = earlier.metrics as Record<string, unknown>;
    expect(currency).toBe('EUR');
    expect(comparison?.metrics).toEqual(metrics);
  });

  it('every model of attribution divides the same money', async () => {
    const totals = new Set<number>();
    for (const attribution of ATTRIBUTION_MODELS) {
      const rows = await rowsOf({ ...ALL, metrics: 'revenue', dimensions: 'source', attribution });
      totals.add(sum(rows, 'revenue'));
    }
    const { revenue } = numbers(await ask({ ...ALL, metrics: 'revenue' }));
    expect([...totals]).toEqual([cents(revenue)]);
    expect(revenue).toBeGreaterThan(0);
  });
});
