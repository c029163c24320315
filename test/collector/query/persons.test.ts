import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../collector/model/event.ts';
import { conversionStats } from '../../../collector/query/reports/conversion-stats.ts';
import { paymentAttribution } from '../../../collector/query/reports/payment-attribution.ts';
import { ask } from '../../support/ask.ts';
import { append, conversionEvent, DAY, event, HOUR, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const TODAY = { period: 'today' };
const identify = (visitor: string, user: unknown, over: Partial<NewEvent> = {}) =>
  event({ name: 'identify', visitor, interactive: false, properties: JSON.stringify({ user_id: user }), ...over });
const figures = async (store: TemporaryStore, params: Record<string, string> = {}) =>
  (await ask(store, { ...TODAY, ...params }, { conversionEvents: [conversionEvent()] })).metrics;

describe('people with several devices', () => {
  it('are one visitor, whose sessions are counted device by device', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'phone' }), identify('phone', 'ann', { time: NOON + MINUTE }));
    await append(store.store, event({ visitor: 'laptop' }), event({ visitor: 'stranger' }));
    expect(await figures(store)).toMatchObject({ visitors: 3, sessions: 3 });
    await append(store.store, identify('laptop', 'ann', { time: NOON + MINUTE }));
    expect(await figures(store)).toMatchObject({ visitors: 2, sessions: 3 });
  });

  it('are one visitor in a row where both devices are, and one in each row where one is', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'phone', device: 'mobile' }), identify('phone', 'ann'));
    await append(store.store, event({ visitor: 'laptop', device: 'desktop' }), identify('laptop', 'ann'));
    const rows = async (dimensions: string) =>
      (await ask(store, { ...TODAY, dimensions })).breakdown?.map((row) => [row[dimensions], row.visitors]);
    expect(await rows('country')).toEqual([['DE', 1]]);
    expect(await rows('device')).toEqual([
      ['desktop', 1],
      ['mobile', 1],
    ]);
    expect(await figures(store, { filter_device: 'mobile' })).toMatchObject({ visitors: 1 });
  });

  it('convert once, also when they came with one device and converted on another', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'phone' }), identify('phone', 'ann'), event({ visitor: 'stranger' }));
    // A server's event stands outside every session.
    const signup = { name: 'signup', opens_session: false, time: NOON + 2 * HOUR };
    await append(store.store, event({ visitor: 'laptop', ...signup }));
    expect(await figures(store)).toMatchObject({ conversions: 1, converting_visitors: 0 });
    await append(store.store, identify('laptop', 'ann', { opens_session: false, time: NOON + 2 * HOUR }));
    expect(await figures(store)).toMatchObject({ conversions: 1, converting_visitors: 1, conversion_rate: 50 });
    await append(store.store, event({ visitor: 'phone', name: 'signup', time: NOON + MINUTE }));
    expect(await figures(store)).toMatchObject({ conversions: 2, converting_visitors: 1, conversion_rate: 50 });
  });

  it('are here once at a time', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'phone' }), identify('phone', 'ann'));
    await append(store.store, event({ visitor: 'laptop' }), identify('laptop', 'ann'));
    const { realtime } = await ask(store, { ...TODAY, include: 'realtime' }, { now: NOON + MINUTE });
    expect(realtime).toEqual({ visitors: 1 });
  });

  it('bring what they paid on one device to the conversion event they met on another', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'phone', name: 'signup' }), identify('phone', 'ann'));
    await append(store.store, event({ visitor: 'laptop' }), identify('laptop', 'ann'));
    await store.store.recordPayment(payment({ visitor: 'laptop' }), 'keep');
    const range = { start: NOON - DAY, end: NOON + DAY };
    const scope = { site: SITE, range, timezone: 'UTC', currency: 'USD', lookbackDays: 30 };
    const stats = await conversionStats(store.source, { ...scope, conversionEvents: [conversionEvent()] });
    expect(stats.cev_1).toMatchObject({ converting_visitors: 1, conversion_rate: 100, revenue: 10 });
  });
});

describe('people who share a device', () => {
  it('stay apart after reset, which makes a new visitor', async () => {
    const store = fleetingStore();
    await append(store.store, event(), identify('v1', 'ann'));
    await append(store.store, event({ visitor: 'v2', time: NOON + MINUTE }), identify('v2', 'bob'));
    expect(await figures(store)).toMatchObject({ visitors: 2 });
  });

  it('are the first of them without it, and never make one person of two users', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'kiosk' }), identify('kiosk', 'ann'));
    await append(store.store, event({ visitor: 'ann’s' }), identify('ann’s', 'ann'));
    await append(store.store, event({ visitor: 'bob’s' }), identify('bob’s', 'bob'));
    await append(store.store, identify('kiosk', 'bob', { time: NOON + MINUTE }));
    expect(await figures(store)).toMatchObject({ visitors: 2 });
  });
});

describe('visitors', () => {
  it('do not become one because a program had no user to name', async () => {
    const store = fleetingStore();
    for (const nobody of ['undefined', 'null', '', '[object Object]', 'anonymous']) {
      await append(store.store, identify('v1', nobody), identify('v2', nobody));
    }
    expect(await figures(store)).toMatchObject({ visitors: 2 });
  });

  it('are not taken for a user of the same name', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'ann' }), identify('phone', 'ann'));
    const signup = { visitor: 'ann', name: 'signup', opens_session: false, time: NOON + 2 * HOUR };
    await append(store.store, event(signup));
    expect(await figures(store)).toMatchObject({ visitors: 2, converting_visitors: 1 });
    expect(await figures(store, { filter_country: 'DE' })).toMatchObject({ visitors: 2, converting_visitors: 0 });
  });
});

describe('a payment', () => {
  const origin = (store: TemporaryStore, id: string) =>
    paymentAttribution(store.source, { site: SITE, revenueId: id, lookbackDays: 30 });
  const phone = (time: number) => [
    event({ visitor: 'phone', time, source: 'Google', channel: 'Organic Search' }),
    identify('phone', 'ann', { time: time + MINUTE }),
  ];

  it('on one device is credited with the visits of all, in order of time', async () => {
    const store = fleetingStore();
    await append(store.store, ...phone(NOON - 3 * DAY));
    const later = { time: NOON - HOUR };
    await append(store.store, event({ visitor: 'laptop', ...later }), identify('laptop', 'ann', later));
    await store.store.recordPayment(payment({ revenue_id: 'r1', visitor: 'laptop' }), 'keep');
    expect(await origin(store, 'r1')).toMatchObject({
      status: 'attributed',
      matched_by: 'visitor_id',
      visitor_id: 'laptop',
      first_touch: { source: 'Google', timestamp: '2024-01-12T12:00:00Z' },
      last_touch: { channel: 'Direct', timestamp: '2024-01-15T11:00:00Z' },
    });
  });

  it('of a customer who is a user is matched with that user, also when the user is named only later', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ revenue_id: 'r1', customer_id: 'ann' }), 'keep');
    expect(await origin(store, 'r1')).toMatchObject({ status: 'pending', matched_by: null });
    await append(
      store.store,
      event({ visitor: 'phone', time: NOON - DAY, source: 'Google', channel: 'Organic Search' }),
    );
    expect(await origin(store, 'r1')).toMatchObject({ status: 'pending', matched_by: null });
    await append(store.store, identify('phone', 'ann', { time: NOON + DAY }));
    expect(await origin(store, 'r1')).toMatchObject({
      status: 'attributed',
      matched_by: 'customer_id',
      visitor_id: 'phone',
      last_touch: { source: 'Google' },
    });
  });

  it('goes by the visitor it names before the user it names', async () => {
    const store = fleetingStore();
    await append(store.store, ...phone(NOON - DAY), event({ visitor: 'kiosk', time: NOON - HOUR, source: 'Bing' }));
    const both = payment({ revenue_id: 'r1', visitor: 'kiosk', customer_id: 'ann' });
    await store.store.recordPayment(both, 'keep');
    expect(await origin(store, 'r1')).toMatchObject({ matched_by: 'visitor_id', first_touch: { source: 'Bing' } });
  });

  it('is one customer’s with those of the same user, and nobody else’s', async () => {
    const store = fleetingStore();
    await append(store.store, identify('phone', 'ann'), identify('laptop', 'ann'));
    const pay = (over: object) => store.store.recordPayment(payment(over), 'keep');
    await pay({ visitor: 'phone' });
    await pay({ visitor: 'laptop' });
    await pay({ customer_id: 'ann' });
    expect(await figures(store)).toMatchObject({ customers: 1, transactions: 3 });
    // The surer id counts: this one says who paid, whoever’s device it was.
    await pay({ visitor: 'phone', customer_id: 'bob' });
    await pay({ visitor: 'ann' });
    await pay({ email_hash: 'ann' });
    expect(await figures(store)).toMatchObject({ customers: 4, transactions: 6 });
  });

  it('renewed by a user inherits the visits of the first, which named the visitor alone', async () => {
    const store = fleetingStore();
    await append(store.store, ...phone(NOON - 20 * DAY));
    await store.store.recordPayment(payment({ visitor: 'phone', time: NOON - 19 * DAY }), 'keep');
    await append(store.store, event({ visitor: 'phone', time: NOON - DAY, source: 'Bing', channel: 'Paid Search' }));
    const renewal = payment({ revenue_id: 'r2', type: 'renewal', customer_id: 'ann' });
    await store.store.recordPayment(renewal, 'keep');
    expect(await origin(store, 'r2')).toMatchObject({
      matched_by: 'customer_id',
      last_touch: { source: 'Google', timestamp: '2023-12-26T12:00:00Z' },
    });
  });
});
