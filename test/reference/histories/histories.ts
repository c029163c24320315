import fc from 'fast-check';
import type { ConversionEvent } from '../../../collector/contract/account/conversion-event.ts';
import type { NewEvent } from '../../../collector/model/event.ts';
import { keepOrder } from '../../../collector/model/event-order.ts';
import type { Payment } from '../../../collector/model/payment.ts';
import { conversionEvent, event, payment } from '../../support/made-up.ts';
import type { Rate } from '../exchange.ts';
import { DAY, MINUTE } from './history.ts';

const HOUR = 60 * MINUTE;

/** Moments at which clocks change, a day begins, or a year; and one at which nothing happens. */
export const MOMENTS: { timezone: string; at: number }[] = [
  ['Europe/Paris', '2024-03-31T01:00:00Z'],
  ['Europe/Paris', '2024-10-27T01:00:00Z'],
  ['Europe/Paris', '2024-01-15T23:00:00Z'],
  ['America/New_York', '2024-03-10T07:00:00Z'],
  ['America/New_York', '2024-11-03T06:00:00Z'],
  ['America/New_York', '2024-01-01T05:00:00Z'],
  ['Asia/Kolkata', '2024-02-29T18:30:00Z'],
  ['Australia/Lord_Howe', '2024-04-06T15:00:00Z'],
  ['Australia/Lord_Howe', '2024-10-05T15:30:00Z'],
  ['Pacific/Kiritimati', '2024-01-31T10:00:00Z'],
  ['Africa/Cairo', '2024-04-25T22:00:00Z'], // there is no midnight that day
  ['Africa/Cairo', '2024-10-31T21:00:00Z'], // there are two
  ['UTC', '2024-06-12T12:00:00Z'],
].map(([timezone, at]) => ({ timezone: timezone as string, at: Date.parse(at as string) }));

/** After everything that happens. */
export const NOW = Date.parse('2024-12-31T00:00:00Z');

export const PAGES = ['/', '/a', '/b', '/done/1', '/done/2', '/docs'];
export const CAMPAIGNS = ['spring', 'autumn', '(not set)', '(unattributed)'];
export const PRODUCTS = ['basic', 'pro', '(not set)'];

/** Where a page view says that its visitor came from. */
const ORIGINS = [
  { channel: 'Direct', source: null, referrer: null },
  { channel: 'Organic Search', source: 'Google', referrer: 'google.com' },
  { channel: 'Referral', source: 'blog.example', referrer: 'blog.example' },
  { channel: 'Email', source: 'newsletter', referrer: null, utm_source: 'newsletter', utm_medium: 'email' },
  { channel: 'Direct', source: null, referrer: 'checkout.stripe.com' },
  // As they were stored before it was known that nobody is sent from there; and by a tag alone.
  { channel: 'Referral', source: 'accounts.google.com', referrer: 'accounts.google.com/signin' },
  { channel: 'Referral', source: 'pay.paypal.com', referrer: null, utm_source: 'pay.paypal.com' },
  // The blog's own tag, with and without the search engine that led to it.
  { channel: 'Email', source: 'Newsletter', referrer: 'google.com', utm_source: 'Newsletter', utm_medium: 'email' },
  { channel: 'Referral', source: 'NEWSLETTER', referrer: 'blog.example' },
];

/** Hosts that the owner may call no source: none, one that is, one above it, one that all know by another name. */
const EXCLUDED = [[], [], ['blog.example'], ['*.example'], ['www.Google.com'], ['news.example', 'blog.example']];

const PROPERTIES = [
  '{}',
  '{}',
  '{"plan":"pro","seats":2}',
  '{"plan":"free","trial":true}',
  '{"plan":null,"seats":"2"}',
  '{"plan":"(not set)"}',
];

const noneOr = <T>(values: T[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 3 });

/** Whom an `identify` names: customers by the same ids, others, and nobody. */
const USERS = ['customer v1', 'customer v1', 'customer v2', 'customer nobody', 'v2', 42, 'undefined', null];

/** Steps of a visitor's life, most of them at the edge between one session and the next. */
const GAPS = [
  0,
  0,
  1,
  1000,
  1000,
  5 * MINUTE,
  5 * MINUTE,
  30 * MINUTE - 1000,
  30 * MINUTE,
  30 * MINUTE + 1,
  30 * MINUTE + 1000,
  3 * HOUR,
  DAY,
  3 * DAY,
];

const happening = fc.record({
  gap: fc.constantFrom(...GAPS),
  visitor: fc.constantFrom('v1', 'v1', 'v1', 'v2', 'v2', 'v3', null),
  sessionId: fc.constantFrom(null, null, null, null, null, null, 's1', 's2'),
  kind: fc.constantFrom(
    ...['page_view', 'page_view', 'page_view', 'page_leave', 'signup', 'signup', 'hover', 'purchase', 'identify'],
  ),
  user: fc.constantFrom(...USERS),
  keyed: fc.boolean(),
  hostname: fc.constantFrom('acme.com', 'acme.com', 'www.acme.com', null),
  page: noneOr(PAGES),
  origin: fc.constantFrom(...ORIGINS),
  campaign: noneOr(CAMPAIGNS),
  country: noneOr(['DE', 'US', 'KI']),
  city: noneOr(['Washington, DC', '100% pure_\\x', 'Ære Ø']),
  device: fc.constantFrom('desktop', 'mobile'),
  timezone: fc.constantFrom('Europe/Paris', 'Asia/Kolkata', null),
  screen: fc.constantFrom('mobile', 'desktop', null),
  properties: fc.constantFrom(...PROPERTIES),
  engaged: fc.integer({ min: 0, max: 90 }),
  depth: fc.constantFrom(null, 0, 20, 45, 75, 100, 101),
});

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

/** Whom an `identify` names, how far a page was seen that is left, else anything. */
function propertiesOf({ kind, user, depth, properties }: Happening): string {
  if (kind === 'identify') return JSON.stringify({ user_id: user });
  if (kind !== 'page_leave' || depth === null) return properties;
  return JSON.stringify({ ...JSON.parse(properties), scroll_depth: depth });
}

const purchase = fc.record({
  /** Which event it is set beside, and how far from it. */
  beside: fc.nat(),
  offset: fc.constantFrom(-1, 0, 1, MINUTE, HOUR, DAY, DAY + 1, 2 * DAY, 7 * DAY, 7 * DAY + 1),
  type: fc.constantFrom('payment', 'payment', 'payment', 'renewal', 'refund', 'trial'),
  minor: fc.constantFrom(1, 2, 99, 1000, 1001, 2999, 99_999),
  currency: fc.constantFrom('USD', 'USD', 'USD', 'USD', 'JPY', 'KWD'),
  /** Null is whoever that event is of. */
  person: fc.option(fc.constantFrom('v1', 'v2', 'v3', 'nobody'), { nil: null, freq: 2 }),
  /** By what the payment knows the person. */
  known: fc.subarray(['visitor', 'customer', 'email', 'session', 'derived session'] as const),
  refunds: fc.nat(),
  product: noneOr(PRODUCTS),
});

const DEFINITIONS = [
  conversionEvent(),
  conversionEvent({ id: 'cev_2', name: 'Pro', properties: { plan: 'pro', seats: 2 }, count: 'once_per_session' }),
  conversionEvent({ id: 'cev_3', name: 'Bought', event_name: 'purchase', count: 'once_per_session' }),
  conversionEvent({
    id: 'cev_4',
    name: 'Done',
    type: 'page',
    event_name: null,
    page_path: '/done/*',
    match: 'wildcard',
  }),
  conversionEvent({ id: 'cev_5', name: 'Old', event_name: 'hover', active: false }),
];

export interface PlannedHistory {
  moment: (typeof MOMENTS)[number];
  events: NewEvent[];
  payments: Payment[];
  conversionEvents: ConversionEvent[];
  rates: Rate[];
  excludedReferrers: string[];
}

/** Rates of a few days about a moment, with gaps at the edge of what may be looked back over; or none at all. */
const tables = fc.record({
  base: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY'),
  days: fc.uniqueArray(fc.constantFrom(-9, -8, -7, -6, -2, -1, 0, 1, 3, 8), { maxLength: 5 }),
  missing: fc.array(fc.nat(), { maxLength: 3 }),
  rates: fc.array(fc.constantFrom('1', '1.0945', '0.8', '3', '147.315', '0.3072', '0.333333333333'), {
    minLength: 15,
    maxLength: 15,
  }),
});

/** A few visitors around a moment. Read it as a story: it shrinks to the shortest that still goes wrong. */
export const histories: fc.Arbitrary<PlannedHistory> = fc
  .record({
    moment: fc.constantFrom(...MOMENTS),
    lead: fc.constantFrom(0, 1, MINUTE, 30 * MINUTE, HOUR, DAY),
    // Half of all websites never say who a visitor is.
    identifies: fc.boolean(),
    // One visitor who stays longer than a session may last, once in a while.
    vigil: fc.constantFrom(null, null, null, null, null, 25, 29, 30),
    // Half of all callers bring ids that say nothing of the order; their requests say it.
    shuffledIds: fc.boolean(),
    requests: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 }),
    happenings: fc.array(happening, { minLength: 2, maxLength: 40, size: 'max' }),
    purchases: fc.array(purchase, { maxLength: 8, size: 'max' }),
    conversionEvents: fc.subarray(DEFINITIONS),
    table: fc.option(tables, { nil: null, freq: 2 }),
    excludedReferrers: fc.constantFrom(...EXCLUDED),
  })
  .map((planned) => {
    const { moment, lead, identifies, vigil, shuffledIds, requests, happenings, purchases } = planned;
    const { conversionEvents, table, excludedReferrers } = planned;
    const lives = new Map<string | null, number>();
    const events = happenings.map((planned, index): NewEvent => {
      const { visitor, campaign, origin } = planned;
      const kind = planned.kind === 'identify' && !identifies ? 'hover' : planned.kind;
      const time = (lives.get(visitor) ?? moment.at - lead) + planned.gap;
      lives.set(visitor, time);
      const isView = kind === 'page_view';
      return event({
        event_id: `e${String(shuffledIds ? (index * 29) % 41 : index).padStart(2, '0')}`,
        time,
        name: kind,
        visitor,
        // A session is one person's.
        session_id: visitor === null || planned.sessionId === null ? null : `${visitor}-${planned.sessionId}`,
        opens_session: isView || !planned.keyed,
        hostname: planned.hostname,
        page: planned.page,
        ...origin,
        utm_campaign: campaign,
        tagged: isView && (campaign !== null || 'utm_source' in origin),
        country: planned.country,
        city: planned.city,
        device: planned.device,
        screen: planned.screen,
        timezone: planned.timezone,
        properties: propertiesOf(planned),
        interactive: kind !== 'hover' && kind !== 'identify',
        engaged_seconds: kind === 'page_leave' ? planned.engaged : 0,
      });
    });
    for (let number = 0; vigil !== null && number * vigil <= 25 * 60; number += 1) {
      events.push(
        event({
          event_id: `w${number}`,
          time: moment.at + number * vigil * MINUTE,
          visitor: 'v4',
          page: `/${number}`,
          name: number % 3 === 1 ? 'signup' : 'page_view',
        }),
      );
    }
    for (let from = 0, turn = 0; from < events.length; turn += 1) {
      const length = requests[turn % requests.length] as number;
      keepOrder(events.slice(from, from + length));
      from += length;
    }
    const payments = purchases.map((planned, index): Payment => {
      const { type, known } = planned;
      const beside = events[planned.beside % events.length] as NewEvent;
      const person = planned.person ?? beside.visitor ?? 'nobody';
      const sign = { payment: 1, renewal: 1, refund: -1, trial: 0 }[type as 'payment'];
      return payment({
        revenue_id: `r${index}`,
        transaction_id: `t${index}`,
        type: type as 'payment',
        minor: planned.minor * sign + 0,
        currency: planned.currency,
        time: beside.time + planned.offset,
        visitor: known.includes('visitor') ? person : null,
        customer_id: known.includes('customer') ? `customer ${person}` : null,
        email_hash: known.includes('email') ? `e-mail ${person}` : null,
        session_id: known.includes('session')
          ? `${person}-s1`
          : known.includes('derived session')
            ? `ses_${beside.event_id}`
            : null,
        product: planned.product,
        // One in three refunds knows no payment, or names one that nobody has heard of.
        original_transaction_id: type === 'refund' ? `t${planned.refunds % (purchases.length + 2)}` : null,
      });
    });
    const rates = (table?.days ?? []).flatMap((offset) =>
      ['USD', 'JPY', 'KWD'].map((currency): Omit<Rate, 'rate'> => {
        const day = new Date(moment.at + offset * DAY).toISOString().slice(0, 10);
        return { currency, day, base: table?.base ?? '' };
      }),
    );
    return {
      moment,
      events,
      payments,
      conversionEvents,
      excludedReferrers,
      rates: rates
        .map((rate, index) => ({ ...rate, rate: table?.rates[index] ?? '1' }))
        .filter(({ currency, base }, index) => currency !== base && !table?.missing.includes(index)),
    };
  });
