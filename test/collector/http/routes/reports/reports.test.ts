import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../../../../collector/contract/endpoints/index.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const NOW = Date.parse('2024-01-15T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

let collector: TestCollector;
let key: string;
let bound: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => NOW });
  await collector.website({ id: 'shop' });
  await collector.website({ id: 'blog' });
  key = (await collector.key()).secret;
  bound = (await collector.key({ websites: ['shop'] })).secret;
  const view = (page: string, minutes: number, visitor_id = 'anna') => ({
    event_name: 'page_view',
    visitor_id,
    timestamp: minutesAgo(minutes),
    properties: { page_url: `https://acme.test${page}` },
  });
  const events = [
    view('/pricing', 4),
    view('/signup', 3),
    { event_name: 'signup', visitor_id: 'anna', timestamp: minutesAgo(2), properties: { plan: 'pro' } },
    view('/pricing', 1, 'ben'),
  ];
  const sent = await collector.send('POST', '/api/events/batch', { key, body: { website_id: 'shop', events } });
  expect(sent.body.failed).toBe(0);
  await collector.send('POST', '/api/revenue', { key, body: { website_id: 'shop', amount: 29.5, visitor_id: 'anna' } });
});
afterAll(() => collector.stop());

const ask = (path: string, headers: Record<string, string> = {}, as = key) =>
  collector.send('GET', path, { key: as, headers });

const FUNNEL = '/api/funnels?step=page:/pricing&step=event:signup;plan=pro';
const REPORTS = [
  [FUNNEL, endpoints.getFunnel],
  ['/api/retention?interval=day', endpoints.getRetention],
  ['/api/journeys?from=/pricing', endpoints.getJourneys],
  ['/api/realtime?limit=5', endpoints.getRealtime],
] as const;

describe.each(REPORTS)('GET %s', (path, endpoint) => {
  it('answers what is documented, to a key that is bound to one website without naming it', async () => {
    const { status, body } = await ask(path, {}, bound);
    expect(status).toBe(200);
    expect(endpoint.answer.strict().safeParse(body).error).toBeUndefined();
    expect(body.website_id).toBe('shop');
    expect(body.meta).toEqual({
      fresh_as_of: '2024-01-15T12:00:00Z',
      bots_excluded: 0,
      referrer_spam_excluded: 0,
      given_up_events: 0,
      visitor_scope: 'range',
      warnings: [],
    });
  });

  it('reads what test keys have written only when asked to', async () => {
    const { body } = await ask(`${path}&website_id=shop&test=true`);
    expect(JSON.stringify(body)).not.toContain('"visitors":1');
  });

  it('demands the scope, and knows no foreign website', async () => {
    const writer = (await collector.key({ scopes: ['events:write'] })).secret;
    expect((await ask(`${path}&website_id=shop`, {}, writer)).body.error).toMatchObject({
      code: 'FORBIDDEN',
      details: { expected: 'analytics:read' },
    });
    expect((await collector.send('GET', path)).status).toBe(401);
    for (const id of ['blog', 'nothing']) {
      const { status, body } = await ask(`${path}&website_id=${id}`, {}, bound);
      expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
    }
    expect((await ask(path)).body.error.details).toMatchObject({ field: 'website_id', reason: 'MISSING_FIELD' });
  });

  it.each([
    ['timezone=Mars/Base', 'timezone', 'Europe/Paris'],
    ['colour=red', 'colour', 'filter_<dimension>'],
    ['format=xml', 'format', 'csv'],
    ['limit=0', 'limit', 'integer of 1 to'],
    ['filter_colour=red', 'filter_colour', 'country'],
    ['filter_product=pro', 'filter_product', 'channel'],
    ['timezone=UTC&timezone=UTC', 'timezone', 'once'],
  ])('refuses %s, naming it and what is possible', async (query, field, expected) => {
    const { status, body } = await ask(`${path.replace(/&limit=5|\?limit=5/, '?')}&website_id=shop&${query}`);
    expect([status, body.error.details?.field]).toEqual([400, field]);
    expect(body.error.details.expected).toContain(expected);
  });
});

describe('refusals of', () => {
  it.each([
    ['/api/funnels?', 'step', 'page:/path'],
    ['/api/funnels?step=/a', 'step', '2 to 8 times'],
    [`/api/funnels?${'step=a&'.repeat(9)}`, 'step', '2 to 8 times'],
    ['/api/funnels?step=/a&step=page:a', 'step[1]', 'begins with a slash'],
    ['/api/funnels?step=event:&step=b', 'step[0]', 'event:name'],
    [`/api/funnels?step=a&step=/${'x'.repeat(500)}`, 'step[1]', 'at most 500 characters'],
    [`/api/funnels?step=a&step=/${'*a'.repeat(11)}`, 'step[1]', 'at most 10 wildcards'],
    ['/api/funnels?step=a&step=conversion:Nothing', 'step[1]', 'conversion event of this website'],
    ['/api/funnels?step=a;plan&step=b', 'step[0]', ';property=value'],
    [`${FUNNEL}&window=1y`, 'window', '30m'],
    [`${FUNNEL}&window=0s`, 'window', '30m'],
    [`${FUNNEL}&window=366d`, 'window', '365d'],
    [`${FUNNEL}&scope=week`, 'scope', 'visitor, session'],
    [`${FUNNEL}&dimension=page`, 'dimension', 'channel'],
    [`${FUNNEL}&filter_page=/a`, 'filter_page', 'in the steps'],
    [`${FUNNEL}&period=fortnight`, 'period', '7d'],
    [`${FUNNEL}&cursor=nonsense`, 'cursor', 'next_cursor'],
    ['/api/retention?interval=hour', 'interval', 'day, week, month'],
    ['/api/retention?interval=day&period=12mo', 'interval', '100 cohorts'],
    ['/api/retention?cohort=age', 'cohort', 'first_visit'],
    ['/api/retention?currency=ABC', 'currency', 'ISO 4217'],
    ['/api/retention?dimension=event_name', 'dimension', 'channel'],
    ['/api/retention?filter_page=/a', 'filter_page', 'first session'],
    ['/api/journeys?from=/a&to=/b', 'to', 'not both'],
    ['/api/journeys?from=a', 'from', 'slash'],
    ['/api/journeys?to=(entry)', 'to', '(exit)'],
    ['/api/journeys?steps=11', 'steps', '1 to 10'],
    ['/api/realtime?period=7d', 'period', 'timezone'],
    ['/api/realtime?limit=101', 'limit', '1 to 100'],
  ])('%s name the parameter and what is possible', async (path, field, expected) => {
    const { status, body } = await ask(`${path}&website_id=shop`);
    expect([status, body.error.details?.field]).toEqual([400, field]);
    expect(body.error.details.expected).toContain(expected);
  });
});

describe('as CSV', () => {
  const lines = async (path: string, headers = {}) => {
    const { body, headers: answered } = await ask(`${path}&website_id=shop`, headers);
    expect(answered.get('content-type')).toContain('text/csv');
    return body.trim().split('\n');
  };

  it('a funnel has a row for each step, and of each label', async () => {
    expect(await lines(`${FUNNEL}&format=csv`)).toEqual([
      'step,name,visitors,share_of_first,share_of_previous,drop_off,median_seconds',
      '1,page:/pricing,2,100,,,',
      '2,event:signup;plan=pro,1,50,50,1,120',
    ]);
    expect((await lines(`${FUNNEL}&dimension=source`, { Accept: 'text/csv' }))[1]).toBe(
      '(direct),1,page:/pricing,2,100,,,',
    );
    expect(await lines(`${FUNNEL}&dimension=source&period=yesterday&format=csv`)).toHaveLength(1);
  });

  it('retention has a row for each period of each cohort', async () => {
    expect(await lines('/api/retention?period=today&interval=day&format=csv')).toEqual([
      'cohort,cohort_visitors,period,date,visitors,share,revenue,cumulative_revenue,complete',
      '2024-01-15,2,0,2024-01-15,2,100,29.5,29.5,false',
    ]);
  });

  it('journeys are their paths, realtime its minutes', async () => {
    expect(await lines('/api/journeys?from=/pricing&format=csv')).toEqual([
      'path,sessions,share',
      '/pricing > (exit),1,50',
      '/pricing > /signup > (exit),1,50',
    ]);
    const minutes = await lines('/api/realtime?format=csv');
    expect([minutes.length, minutes[0], minutes.at(-3)]).toEqual([
      31,
      'date,pageviews,events',
      '2024-01-15T11:58:00+00:00,0,1',
    ]);
  });
});

describe('a long answer', () => {
  it('comes page by page', async () => {
    const path = '/api/journeys?from=/pricing&website_id=shop&limit=1';
    const first = (await ask(path)).body;
    expect([first.paths.length, first.pagination.has_more, first.pagination.total_rows]).toEqual([1, true, 2]);
    const second = (await ask(`${path}&cursor=${first.pagination.next_cursor}`)).body;
    expect([second.paths[0].path, second.pagination.next_cursor]).toEqual([['/pricing', '/signup', '(exit)'], null]);
    const foreign = await ask(`/api/journeys?from=/signup&website_id=shop&cursor=${first.pagination.next_cursor}`);
    expect(foreign.body.error.details.field).toBe('cursor');
  });
});
