import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, type TestCollector } from '../support/start-collector.ts';
import { openWebsite } from './journey.ts';

/*
 * The definitions of docs/definitions.md, told as what people do and what the report then says. All on a website in Paris.
 */

let collector: TestCollector;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => Date.parse('2024-06-01T00:00:00Z') });
});
afterAll(() => collector.stop());

describe('a visitor', () => {
  it('who looks at one page and goes is a bounce of no length', async () => {
    const { view, report } = await openWebsite(collector);
    await view('2024-03-04 09:00', { who: 'ann', page: '/' });
    expect((await report('2024-03-04', '2024-03-04')).metrics).toMatchObject({
      visitors: 1,
      sessions: 1,
      pageviews: 1,
      events: 0,
      views_per_session: 1,
      bounce_rate: 100,
      session_duration: 0,
    });
  });

  it('who reads that page for six minutes is still a bounce, but not one of no length', async () => {
    const { view, act, report } = await openWebsite(collector);
    await view('2024-03-04 09:00', { who: 'ann' });
    await act('2024-03-04 09:06', 'ann', 'page_leave', { engaged_seconds: 340 });
    expect((await report('2024-03-04', '2024-03-04')).metrics).toMatchObject({
      bounce_rate: 100,
      session_duration: 360,
      engaged_time: 340,
      events: 0,
    });
  });

  it('who does something on the only page does not bounce; what happens by itself is nothing done', async () => {
    const { view, act, report } = await openWebsite(collector);
    await view('2024-03-04 09:00', { who: 'ann' });
    await act('2024-03-04 09:01', 'ann', 'play_video');
    await view('2024-03-04 10:00', { who: 'bob' });
    await act('2024-03-04 10:01', 'bob', 'banner_shown', { interactive: false });
    expect((await report('2024-03-04', '2024-03-04')).metrics).toMatchObject({
      sessions: 2,
      events: 2,
      bounce_rate: 50,
    });
  });

  it('who looks at three pages is one session, which enters by the first and leaves by the last', async () => {
    const { view, report } = await openWebsite(collector);
    await view('2024-03-04 09:00', { who: 'ann', page: '/', from: 'https://www.google.com/' });
    await view('2024-03-04 09:02', { who: 'ann', page: '/pricing', from: 'https://acme.test/' });
    await view('2024-03-04 09:05', { who: 'ann', page: '/signup', from: 'https://acme.test/pricing' });
    const { metrics, breakdown } = await report('2024-03-04', '2024-03-04', {
      dimensions: 'entry_page,exit_page',
      metrics: 'visitors,sessions,pageviews,views_per_session,bounce_rate,session_duration',
    });
    expect(metrics).toEqual({
      visitors: 1,
      sessions: 1,
      pageviews: 3,
      views_per_session: 3,
      bounce_rate: 0,
      session_duration: 300,
    });
    expect(breakdown).toMatchObject([{ entry_page: '/', exit_page: '/signup', sessions: 1 }]);
    const { breakdown: sources } = await report('2024-03-04', '2024-03-04', { dimensions: 'channel,source' });
    expect(sources).toMatchObject([{ channel: 'Organic Search', source: 'Google', sessions: 1, pageviews: 3 }]);
  });

  it('who stays past midnight is one session, of the day it began, and a visitor of both', async () => {
    const { view, report } = await openWebsite(collector);
    await view('2024-03-04 23:50', { who: 'ann', page: '/a' });
    await view('2024-03-05 00:10', { who: 'ann', page: '/b' });
    const { metrics, timeseries } = await report('2024-03-04', '2024-03-05', {
      metrics: 'visitors,sessions,pageviews',
      interval: 'day',
    });
    expect(timeseries).toEqual([
      { date: '2024-03-04', visitors: 1, sessions: 1, pageviews: 1 },
      { date: '2024-03-05', visitors: 1, sessions: 0, pageviews: 1 },
    ]);
    expect(metrics).toEqual({ visitors: 1, sessions: 1, pageviews: 2 });
  });

  it.each([
    ['29:59', '2024-03-04 09:29:59', 1],
    ['30:00', '2024-03-04 09:30:00', 1],
    ['30:01', '2024-03-04 09:30:01', 2],
  ])('who comes back after %s', async (_, back, sessions) => {
    const { view, report } = await openWebsite(collector);
    await view('2024-03-04 09:00:00', { who: 'ann' });
    await view(back, { who: 'ann' });
    expect((await report('2024-03-04', '2024-03-04')).metrics).toMatchObject({ visitors: 1, sessions });
  });

  it('who comes on Monday and on Friday is one visitor of the week', async () => {
    const { view, report } = await openWebsite(collector);
    await view('2024-03-04 09:00', { who: 'ann' });
    await view('2024-03-08 09:00', { who: 'ann' });
    const { metrics, timeseries } = await report('2024-03-04', '2024-03-10', { interval: 'day', metrics: 'visitors' });
    expect(timeseries.map(({ visitors }: { visitors: number }) => visitors)).toEqual([1, 0, 0, 0, 1, 0, 0]);
    expect(metrics).toEqual({ visitors: 1 });
  });

  it('who is there in the night of 31 March meets an hour less, and no hour is counted twice', async () => {
    const { view, report } = await openWebsite(collector);
    await view('2024-03-31 01:59', { who: 'ann' });
    await view('2024-03-31 03:01', { who: 'ann' });
    const { metrics, timeseries } = await report('2024-03-31', '2024-03-31', {
      interval: 'hour',
      metrics: 'sessions,pageviews',
    });
    expect(timeseries).toHaveLength(23);
    // Two minutes lie between 01:59 and 03:01 of that night.
    expect(metrics).toEqual({ sessions: 1, pageviews: 2 });
  });

  it('that is a search engine’s robot is in no number, and said to have been left out', async () => {
    const { id, report } = await openWebsite(collector, { domain: 'acme.test' });
    const { status } = await collector.send('POST', '/api/events', {
      headers: {
        Origin: 'https://acme.test',
        'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      },
      body: { website_id: id, event_name: 'page_view', properties: { page_url: 'https://acme.test/' } },
    });
    expect(status).toBe(200);
    const { metrics, meta } = await report('2024-05-31', '2024-06-01');
    expect(metrics).toMatchObject({ visitors: 0, sessions: 0, pageviews: 0 });
    expect(meta.bots_excluded).toBe(1);
  });
});

const bySource = { dimensions: 'source', metrics: 'visitors,revenue,revenue_per_visitor', sort: '-revenue' };

describe('money', () => {
  it('on launch day belongs to the launch, and what a visitor of it is worth can be read beside it', async () => {
    const { view, pay, report } = await openWebsite(collector, { currency: 'USD' });
    for (const who of ['ann', 'bob', 'cid'])
      await view('2024-03-05 10:00', { who, page: '/?utm_source=producthunt&utm_campaign=launch' });
    await view('2024-03-05 11:00', { who: 'dee' });
    await pay('2024-03-05 10:30', 29, { visitor_id: 'ann', transaction_id: 't1' });
    await pay('2024-03-05 11:30', 10, { visitor_id: 'dee', transaction_id: 't2' });
    expect((await report('2024-03-05', '2024-03-05', bySource)).breakdown).toEqual([
      { source: 'Product Hunt', visitors: 3, revenue: 29, revenue_per_visitor: 9.67 },
      { source: '(direct)', visitors: 1, revenue: 10, revenue_per_visitor: 10 },
    ]);
    const { breakdown } = await report('2024-03-05', '2024-03-05', { dimensions: 'utm_campaign', metrics: 'revenue' });
    expect(breakdown).toEqual([
      { utm_campaign: 'launch', revenue: 29 },
      { utm_campaign: '(not set)', revenue: 10 },
    ]);
  });

  it('goes to the first, the last, the last that was not direct, or to all who had a part in it', async () => {
    const { view, pay, report } = await openWebsite(collector, { currency: 'USD' });
    await view('2024-03-04 09:00', { who: 'ann', from: 'https://chatgpt.com/' });
    await view('2024-03-08 09:00', { who: 'ann', page: '/?utm_source=newsletter&utm_medium=email' });
    await view('2024-03-12 09:00', { who: 'ann' });
    await pay('2024-03-12 09:10', 100, { visitor_id: 'ann', transaction_id: 't1' });
    const under = async (attribution: string) => {
      const { breakdown } = await report('2024-03-12', '2024-03-12', { ...bySource, attribution, metrics: 'revenue' });
      return Object.fromEntries(
        breakdown
          .filter(({ revenue }: { revenue: number }) => revenue !== 0)
          .map(({ source, revenue }: { source: string; revenue: number }) => [source, revenue]),
      );
    };
    expect(await under('first')).toEqual({ ChatGPT: 100 });
    expect(await under('last')).toEqual({ '(direct)': 100 });
    expect(await under('last_non_direct')).toEqual({ newsletter: 100 });
    expect(await under('linear')).toEqual({ ChatGPT: 33.33, newsletter: 33.34, '(direct)': 33.33 });
    expect(await under('position')).toEqual({ ChatGPT: 40, newsletter: 20, '(direct)': 40 });
  });

  it('given back a month later is taken from the touch that had earned it, on the day it is given back', async () => {
    const { view, pay, report } = await openWebsite(collector, { currency: 'USD' });
    await view('2024-03-04 09:00', { who: 'ann', from: 'https://www.reddit.com/r/saas' });
    await pay('2024-03-04 09:30', 49, { visitor_id: 'ann', transaction_id: 't1' });
    await view('2024-04-04 09:00', { who: 'ann', from: 'https://www.google.com/' });
    await pay('2024-04-05 12:00', 49, { type: 'refund', original_transaction_id: 't1', transaction_id: 'r1' });
    const money = { ...bySource, metrics: 'revenue,gross_revenue,refunds' };
    expect((await report('2024-03-01', '2024-03-31', money)).breakdown).toMatchObject([
      { source: 'Reddit', revenue: 49, refunds: 0 },
    ]);
    const { breakdown } = await report('2024-04-01', '2024-04-30', money);
    expect(breakdown).toContainEqual({ source: 'Reddit', revenue: -49, gross_revenue: 0, refunds: -49 });
    expect((await report('2024-03-01', '2024-04-30', money)).metrics).toMatchObject({ revenue: 0, refunds: -49 });
  });

  it('of a renewal belongs to what had led to the first payment, not to the visit that happens to be open', async () => {
    const { view, pay, report } = await openWebsite(collector, { currency: 'USD' });
    await view('2024-03-04 09:00', { who: 'ann', from: 'https://chatgpt.com/' });
    await pay('2024-03-04 09:30', 20, { visitor_id: 'ann', customer_id: 'cus_1', transaction_id: 't1' });
    await view('2024-04-04 08:00', { who: 'ann', from: 'https://www.google.com/' });
    await pay('2024-04-04 09:30', 20, { type: 'renewal', customer_id: 'cus_1', transaction_id: 't2' });
    const { breakdown } = await report('2024-04-01', '2024-04-30', { ...bySource, metrics: 'revenue,transactions' });
    expect(breakdown[0]).toEqual({ source: 'ChatGPT', revenue: 20, transactions: 1 });
  });

  it('that arrives before its visitor waits for them, and is nobody’s until then', async () => {
    const { view, pay, report } = await openWebsite(collector, { currency: 'USD' });
    const { attribution } = await pay('2024-03-04 09:30', 20, { visitor_id: 'ann', transaction_id: 't1' });
    expect(attribution.status).toBe('pending');
    const day = () => report('2024-03-04', '2024-03-04', { ...bySource, metrics: 'revenue' });
    expect((await day()).breakdown).toEqual([{ source: '(unattributed)', revenue: 20 }]);
    expect((await day()).meta.unattributed_revenue).toBe(20);
    // The visit was on its way for two days.
    await view('2024-03-04 09:00', { who: 'ann', from: 'https://www.google.com/' });
    expect((await day()).breakdown).toEqual([{ source: 'Google', revenue: 20 }]);
    expect((await day()).meta.unattributed_revenue).toBe(0);
  });

  it('is not earned by the return from the payment provider', async () => {
    const { view, pay, report } = await openWebsite(collector, { currency: 'USD' });
    await view('2024-03-04 09:00', { who: 'ann', from: 'https://www.reddit.com/' });
    await view('2024-03-04 10:00', { who: 'ann', page: '/thanks', from: 'https://checkout.stripe.com/' });
    await pay('2024-03-04 10:00', 20, { visitor_id: 'ann', transaction_id: 't1' });
    const { breakdown } = await report('2024-03-04', '2024-03-04', {
      ...bySource,
      attribution: 'last',
      metrics: 'revenue',
    });
    expect(breakdown[0]).toEqual({ source: 'Reddit', revenue: 20 });
  });

  it('without any name is in the total, under a name that says so', async () => {
    const { pay, report } = await openWebsite(collector, { currency: 'USD' });
    await pay('2024-03-04 10:00', 20, { transaction_id: 't1' });
    const { metrics, breakdown } = await report('2024-03-04', '2024-03-04', { ...bySource, metrics: 'revenue' });
    expect(metrics).toMatchObject({ revenue: 20 });
    expect(breakdown).toEqual([{ source: '(unattributed)', revenue: 20 }]);
  });
});
