import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Act, PaymentAct, SentEvent } from '../../../demo-site/traffic/act.ts';
import { DAY, historyOf, wallClock } from '../../../demo-site/traffic/calendar.ts';
import {
  type TrafficOptions,
  traffic,
  visitsForEvents,
  visitsForVisitors,
} from '../../../demo-site/traffic/traffic.ts';

const QUAYSIDE = { domain: 'quayside.example', timezone: 'Europe/Paris' };
const year = (over: Partial<TrafficOptions> = {}): TrafficOptions => ({
  seed: 7,
  until: '2026-03-31',
  days: 365,
  visits: 2500,
  website: QUAYSIDE,
  ...over,
});

/** One in whose sample even the rare things happen. */
const SEED = 4;

const digest = (options: TrafficOptions): string => {
  const hash = createHash('sha256');
  for (const act of traffic(options)) hash.update(`${JSON.stringify(act)}\n`);
  return hash.digest('hex');
};

const eventsOf = (acts: Act[]): SentEvent[] => acts.flatMap((act) => (act.kind === 'payment' ? [] : act.events));
const first = (acts: Act[]): Act[] => acts.filter(({ repeat }) => !repeat);
const paymentsOf = (acts: Act[]): PaymentAct['payment'][] =>
  first(acts).flatMap((act) => (act.kind === 'payment' ? [act.payment] : []));

describe('the traffic', () => {
  const acts = [...traffic(year({ visits: 12_000, seed: SEED }))];
  const events = eventsOf(first(acts));
  const views = events.filter(({ event_name }) => event_name === 'page_view');
  const texts = (property: string) => views.map(({ properties }) => String(properties?.[property] ?? ''));
  const browserActs = acts.filter((act) => act.kind === 'browser');

  it('is the same to the byte for the same seed, and another for another', () => {
    const once = digest(year({ days: 60, visits: 600 }));
    expect(digest(year({ days: 60, visits: 600 }))).toBe(once);
    expect(digest(year({ days: 60, visits: 600, seed: 8 }))).not.toBe(once);
  });

  it('comes in the order of receipt, in whole milliseconds, within its days', () => {
    const { start, end } = historyOf('2026-03-31', 365, 'Europe/Paris');
    const astray = acts.filter(({ at }, i) => !Number.isInteger(at) || at < (acts[i - 1]?.at ?? start) || at >= end);
    expect(astray).toEqual([]);
  });

  it('tells of no event before it happened, nor twice under one id', () => {
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
    const ages = browserActs.flatMap(({ sentAt, events }) =>
      events.map(({ timestamp }) => Date.parse(sentAt) - Date.parse(timestamp)),
    );
    expect(ages.filter((age) => age <= 0 || age >= 7 * DAY)).toEqual([]);
  });

  it('does not make a year to give out its first hour', () => {
    const endless = traffic(year({ visits: 1_000_000 }));
    expect(endless.next().done).toBe(false);
    endless.return();
  });

  it.each([
    [365, 40_000],
    [30, 30_000],
  ])('makes about as many events as asked for in %i days', (days, wanted) => {
    const made = eventsOf(first([...traffic(year({ days, visits: visitsForEvents(wanted, days) }))])).length;
    expect(made / wanted).toBeGreaterThan(0.9);
    expect(made / wanted).toBeLessThan(1.1);
  });

  it('makes about as many visitors as asked for', () => {
    const made = [...traffic(year({ days: 90, visits: visitsForVisitors(3000, 90) }))];
    const ids = new Set(eventsOf(made).map(({ visitor_id }) => visitor_id));
    expect(ids.size / 3000).toBeGreaterThan(0.85);
    expect(ids.size / 3000).toBeLessThan(1.15);
  });

  it('grows, rests at weekends and at night, and jumps on the day of a launch', () => {
    const clock = wallClock('Europe/Paris');
    const times = views.map(({ timestamp }) => Date.parse(timestamp));
    const share = (fits: (at: number) => boolean) => times.filter(fits).length / times.length;
    const middle = Date.parse('2025-10-01');
    expect(share((at) => at > middle)).toBeGreaterThan(0.55);
    expect(share((at) => clock(at).weekday % 6 === 0)).toBeLessThan(0.2);
    const french = views.filter(({ properties }) => properties?.timezone === 'Europe/Paris');
    const night = french.filter(({ timestamp }) => clock(Date.parse(timestamp)).hour < 6);
    expect(night.length / french.length).toBeLessThan(0.07);
    const perDay = (list: SentEvent[]) => {
      const days = new Map<number, number>();
      for (const { timestamp } of list) {
        const day = Math.floor(Date.parse(timestamp) / DAY);
        days.set(day, (days.get(day) ?? 0) + 1);
      }
      return [...days.values()].sort((a, b) => a - b);
    };
    const all = perDay(views);
    const ordinaryDay = all[all.length >> 1] as number;
    for (const host of ['producthunt.com', 'news.ycombinator.com']) {
      const crowd = perDay(views.filter(({ properties }) => String(properties?.referrer).includes(host)));
      expect(crowd.at(-1)).toBeGreaterThan(ordinaryDay / 2);
      expect(crowd[crowd.length >> 1]).toBeLessThan(ordinaryDay / 10);
    }
  });

  it.each([
    ['page_url', /[?&]utm_source=google&utm_medium=cpc&utm_campaign=\w+.*gclid=\w/],
    ['page_url', /utm_medium=paid_social/],
    ['page_url', /fbclid=\w/],
    ['page_url', /utm_medium=email/],
    ['page_url', /ref=producthunt/],
    ['page_url', /utm_source=chatgpt\.com/],
    ['referrer', /^https:\/\/www\.google\.com\/$/],
    ['referrer', /chatgpt\.com/],
    ['referrer', /perplexity\.ai/],
    ['referrer', /claude\.ai/],
    ['referrer', /gemini\.google\.com/],
    ['referrer', /news\.ycombinator\.com/],
    ['referrer', /producthunt\.com/],
    ['referrer', /linkedin\.com/],
    ['referrer', /g2\.com/],
    ['referrer', /free-seo-audit\.example/],
    ['referrer', /checkout\.stripe\.com/],
    ['referrer', /paypal\.com/],
    ['referrer', /^$/],
    ['response_status', /^404$/],
  ])('arrives with the %s %s', (property, pattern) => {
    expect(texts(property).some((text) => pattern.test(text))).toBe(true);
  });

  it('has every kind of event, of browsers and of servers', () => {
    const names = new Set(events.map(({ event_name }) => event_name));
    const wanted =
      'page_view page_leave link_click button_click file_download form_submit identify signup account_created subscription_cancelled';
    for (const name of wanted.split(' ')) expect(names).toContain(name);
    expect(events.some(({ properties }) => properties?.outbound === true)).toBe(true);
    const bots = browserActs.filter(({ userAgent }) => /bot|Headless/i.test(userAgent));
    expect(bots.length / browserActs.length).toBeGreaterThan(0.005);
    expect(bots.length / browserActs.length).toBeLessThan(0.05);
  });

  it('brings a few back for weeks, some twice, some late, some on a wrong clock, some without an id', () => {
    const seen = new Map<string, number[]>();
    for (const { visitor_id, timestamp } of events) {
      if (visitor_id !== undefined) seen.set(visitor_id, [...(seen.get(visitor_id) ?? []), Date.parse(timestamp)]);
    }
    const spans = [...seen.values()].map((times) => Math.max(...times) - Math.min(...times));
    expect(spans.filter((span) => span > 14 * DAY).length / spans.length).toBeGreaterThan(0.02);
    const repeats = acts.filter(({ repeat }) => repeat).length / acts.length;
    expect(repeats).toBeGreaterThan(0.003);
    expect(repeats).toBeLessThan(0.02);
    const age = (act: (typeof browserActs)[number]) =>
      Date.parse(act.sentAt) - Date.parse((act.events[0] as SentEvent).timestamp);
    expect(browserActs.some((act) => age(act) > DAY)).toBe(true);
    expect(browserActs.some((act) => Math.abs(Date.parse(act.sentAt) - act.at) > 60_000)).toBe(true);
    expect(browserActs.some(({ gpc }) => gpc)).toBe(true);
    expect(browserActs.every(({ gpc, events: [event] }) => !gpc || event?.visitor_id === undefined)).toBe(true);
  });

  it('has money of every kind: first, again, back, tried, of known customers and of strangers', () => {
    const payments = paymentsOf(acts);
    const has = (fits: (payment: PaymentAct['payment']) => boolean) => expect(payments.some(fits)).toBe(true);
    has(({ type, visitor_id }) => type === undefined && visitor_id !== undefined);
    has(({ type }) => type === 'trial');
    has(
      ({ type, visitor_id, customer_id }) =>
        type === 'renewal' && visitor_id === undefined && customer_id !== undefined,
    );
    has(({ type, original_transaction_id }) => type === 'refund' && original_transaction_id !== undefined);
    has(({ type, amount }) => type === undefined && Number(amount) < 0);
    has(({ product }) => product?.endsWith('yearly') === true);
    has(({ customer_id, visitor_id, customer_email }) => !customer_id && !visitor_id && !customer_email);
    has(({ customer_id, customer_email }) => !customer_id && customer_email !== undefined);
    for (const currency of ['EUR', 'USD', 'GBP', 'JPY']) has((payment) => payment.currency === currency);
    const identified = new Set(events.map(({ properties }) => properties?.user_id));
    const paidFirst = new Map<string, number>();
    for (const { customer_id, timestamp } of payments) {
      if (customer_id && !paidFirst.has(customer_id)) paidFirst.set(customer_id, Date.parse(timestamp));
    }
    const known = events.filter(
      ({ event_name, properties, timestamp }) =>
        event_name === 'identify' && Date.parse(timestamp) > (paidFirst.get(String(properties?.user_id)) ?? Infinity),
    );
    expect(known.length).toBeGreaterThan(0);
    expect([...paidFirst.keys()].some((id) => !identified.has(id))).toBe(true);
  });

  it('renews by the calendar: the same minute of the day a month on, whatever the clocks did', () => {
    const clock = wallClock('Europe/Paris');
    const renewals = new Map<string, string[]>();
    for (const { type, customer_id, product, timestamp } of paymentsOf(acts)) {
      if (type !== 'renewal' || !product?.endsWith('monthly')) continue;
      renewals.set(customer_id as string, [...(renewals.get(customer_id as string) ?? []), timestamp]);
    }
    const long = [...renewals.values()].filter((times) => times.length > 7);
    expect(long.length).toBeGreaterThan(0);
    for (const times of long) expect(new Set(times.map((time) => clock(Date.parse(time)).hour)).size).toBe(1);
  });
});
