import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Touch } from '../../../collector/model/payment.ts';
import { divide } from '../../../collector/query/money/attribution.ts';
import { paymentAttribution } from '../../../collector/query/reports/payment-attribution.ts';
import { ask } from '../../support/ask.ts';
import { append, DAY, event, HOUR, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { fleetingStore, type TemporaryStore } from '../../support/temporary-store.ts';

const TODAY = { period: 'today' };
const bySource = async (store: TemporaryStore, params: Record<string, string> = {}) => {
  const { breakdown } = await ask(store, {
    ...TODAY,
    dimensions: 'source',
    metrics: 'revenue',
    sort: '-revenue',
    ...params,
  });
  return Object.fromEntries((breakdown ?? []).map((row) => [row.source, row.revenue]));
};

const attributionOf = (store: TemporaryStore, revenueId: string) =>
  paymentAttribution(store.source, { site: SITE, revenueId, lookbackDays: 30 });

describe('revenue', () => {
  it('is gross plus refunds, with trials apart', async () => {
    const store = fleetingStore();
    for (const each of [
      payment({ minor: 2999, customer_id: 'c1' }),
      payment({ minor: 1001, customer_id: 'c1', type: 'renewal' }),
      payment({ minor: -500, type: 'refund' }),
      payment({ minor: 0, type: 'trial', customer_id: 'c2' }),
    ]) {
      await store.store.recordPayment(each, 'keep');
    }
    await append(store.store, event(), event({ visitor: 'v2' }));
    expect((await ask(store, TODAY)).metrics).toMatchObject({
      revenue: 35,
      gross_revenue: 40,
      refunds: -5,
      transactions: 2,
      customers: 1,
      average_order_value: 20,
      revenue_per_visitor: 17.5,
    });
  });

  it('is divided by orders and visitors to the nearest unit of its currency, halves away from zero', async () => {
    const store = fleetingStore();
    await append(store.store, event(), event({ visitor: 'v2' }));
    for (const each of [
      payment({ minor: 2 }),
      payment({ minor: 1001 }),
      payment({ minor: -2006, type: 'refund' }),
      payment({ minor: 99, currency: 'KWD' }),
      payment({ minor: 500, currency: 'JPY' }),
      payment({ minor: 501, currency: 'JPY' }),
    ]) {
      await store.store.recordPayment(each, 'keep');
    }
    const inCurrency = async (currency: string) => (await ask(store, { ...TODAY, currency })).metrics;
    expect(await inCurrency('USD')).toMatchObject({ average_order_value: 5.02, revenue_per_visitor: -5.02 });
    expect(await inCurrency('KWD')).toMatchObject({ average_order_value: 0.099, revenue_per_visitor: 0.05 });
    expect(await inCurrency('JPY')).toMatchObject({ average_order_value: 500.5, revenue_per_visitor: 500.5 });
  });

  it('falls into the bucket of its payment', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ time: NOON }), 'keep');
    const { timeseries } = await ask(store, { ...TODAY, metrics: 'revenue' });
    expect(timeseries?.filter((row) => row.revenue !== 0)).toEqual([
      { date: '2024-01-15T12:00:00+00:00', revenue: 10 },
    ]);
  });

  it('never adds unlike currencies, and says what it left out', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment(), 'keep');
    await store.store.recordPayment(payment({ currency: 'JPY', minor: 500 }), 'keep');
    const usd = await ask(store, TODAY);
    expect(usd.metrics.revenue).toBe(10);
    expect(usd.meta.warnings.join()).toMatch(/JPY/);
    expect((await ask(store, { ...TODAY, currency: 'JPY' })).metrics).toMatchObject({ revenue: 500, currency: 'JPY' });
    expect((await ask(store, { ...TODAY, filter_currency: 'JPY', metrics: 'revenue' })).metrics.revenue).toBe(500);
    const { breakdown } = await ask(store, { ...TODAY, dimensions: 'currency', metrics: 'revenue', sort: 'currency' });
    expect(breakdown).toEqual([
      { currency: 'JPY', revenue: 500 },
      { currency: 'USD', revenue: 10 },
    ]);
  });

  it('without ids is (unattributed), never Direct, and the parts sum to the whole', async () => {
    const store = fleetingStore();
    await append(store.store, event({ source: 'Google', channel: 'Organic Search', time: NOON - HOUR }));
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    await store.store.recordPayment(payment({ minor: 250 }), 'keep');
    expect(await bySource(store)).toEqual({ Google: 10, '(unattributed)': 2.5 });
    const { meta, metrics } = await ask(store, TODAY);
    expect([meta.unattributed_revenue, metrics.revenue]).toEqual([2.5, 12.5]);
  });

  it('is filtered by what it is credited to', async () => {
    const store = fleetingStore();
    await append(store.store, event({ source: 'Google', channel: 'Organic Search', time: NOON - HOUR }));
    await store.store.recordPayment(payment({ visitor: 'v1', product: 'pro' }), 'keep');
    await store.store.recordPayment(payment({ minor: 250, product: 'basic' }), 'keep');
    expect((await ask(store, { ...TODAY, filter_source: 'Google' })).metrics.revenue).toBe(10);
    expect((await ask(store, { ...TODAY, filter_source: '(unattributed)' })).metrics.revenue).toBe(2.5);
    expect((await ask(store, { ...TODAY, filter_product: 'basic', metrics: 'revenue' })).metrics.revenue).toBe(2.5);
  });
});

describe('a payment', () => {
  async function visits(store: TemporaryStore, visitor: string) {
    const visit = (days: number, source: string | null) =>
      event({ visitor, time: NOON - days * DAY, source, channel: source === null ? 'Direct' : 'Referral' });
    await append(store.store, visit(20, 'First'), visit(10, 'Middle'), visit(5, 'Late'), visit(1, null));
  }

  it.each([
    ['last_non_direct', { Late: 10 }],
    ['last', { '(direct)': 10 }],
    ['first', { First: 10 }],
    ['linear', { First: 2.5, Middle: 2.5, Late: 2.5, '(direct)': 2.5 }],
    ['position', { First: 4, Middle: 1, Late: 1, '(direct)': 4 }],
  ])('is credited by the model %s', async (attribution, expected) => {
    const store = fleetingStore();
    await visits(store, 'v1');
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    expect(await bySource(store, { attribution })).toMatchObject(expected);
  });

  it('looks back only so far, to the millisecond', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - 7 * DAY, source: 'Edge', channel: 'Referral' }));
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    expect(await bySource(store, { lookback_days: '7' })).toEqual({ Edge: 10 });
    expect(await bySource(store, { lookback_days: '6' })).toEqual({ '(unattributed)': 10 });
  });

  it('is credited to a campaign clicked within the visit', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ time: NOON - HOUR, source: 'Google', channel: 'Organic Search' }),
      event({ time: NOON - HOUR + MINUTE, source: 'newsletter', channel: 'Email', utm_campaign: 'jan', tagged: true }),
      event({ time: NOON - HOUR + 2 * MINUTE, source: 'x', channel: 'Referral' }),
    );
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    expect(await bySource(store)).toMatchObject({ newsletter: 10 });
    expect(await bySource(store, { attribution: 'first' })).toMatchObject({ Google: 10 });
  });

  it('is credited alike whichever of two visits of one millisecond arrived first', async () => {
    const visit = (event_id: string, source: string, session_id: string) =>
      event({ event_id, source, session_id, channel: 'Referral', time: NOON - HOUR });
    const visits = [visit('e1', 'One', 's2'), visit('e2', 'Two', 's1')];
    for (const arrived of [visits, visits.toReversed()]) {
      const store = fleetingStore();
      for (const each of arrived) await append(store.store, each);
      await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
      expect(await bySource(store, { attribution: 'first' })).toEqual({ One: 10 });
      expect(await bySource(store, { attribution: 'last' })).toEqual({ Two: 10 });
    }
  });

  it('does not count the tagged page view that began the visit twice', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - DAY, source: 'News', channel: 'Email', tagged: true }));
    await append(store.store, event({ time: NOON - HOUR, source: 'Ads', channel: 'Paid Search', tagged: true }));
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    expect(await bySource(store, { attribution: 'linear' })).toEqual({ News: 5, Ads: 5 });
  });

  it('is never credited to the return from a payment provider', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - 2 * HOUR, source: 'News', channel: 'Email' }));
    await append(store.store, event({ time: NOON - HOUR, referrer: 'checkout.stripe.com' }));
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    expect(await bySource(store, { attribution: 'last' })).toMatchObject({ News: 10 });
  });

  it('is matched when its visitor turns up later with an earlier visit', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ revenue_id: 'r1', visitor: 'v1' }), 'keep');
    expect(await attributionOf(store, 'r1')).toMatchObject({
      status: 'pending',
      first_touch: null,
    });
    await append(store.store, event({ time: NOON - HOUR, source: 'Late', channel: 'Referral', page: '/in' }));
    expect(await attributionOf(store, 'r1')).toMatchObject({
      status: 'attributed',
      matched_by: 'visitor_id',
      first_touch: { source: 'Late', channel: 'Referral', entry_page: '/in', timestamp: '2024-01-15T11:00:00Z' },
    });
  });

  it('is credited to how its visitor came afterwards, if nobody had seen them before', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ revenue_id: 'r1', visitor: 'v1' }), 'keep');
    await append(store.store, event({ time: NOON + MINUTE, source: 'Receipt', channel: 'Email' }));
    await append(store.store, event({ time: NOON + 3 * HOUR, source: 'Later', channel: 'Referral' }));
    expect(await attributionOf(store, 'r1')).toMatchObject({
      status: 'attributed',
      last_touch: { source: 'Receipt' },
    });
    expect(await bySource(store, { attribution: 'linear' })).toMatchObject({ Receipt: 10 });
  });

  it('is unattributed, not pending, when its visitor is known but came too long ago', async () => {
    const store = fleetingStore();
    await append(
      store.store,
      event({ time: NOON - 40 * DAY, source: 'Old' }),
      event({ time: NOON + HOUR, source: 'New' }),
    );
    await store.store.recordPayment(payment({ revenue_id: 'r1', visitor: 'v1' }), 'keep');
    expect(await attributionOf(store, 'r1')).toMatchObject({ status: 'unattributed' });
    expect(await bySource(store)).toEqual({ '(unattributed)': 10 });
  });

  it('knows its customer by the trial that came before it', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - HOUR, source: 'S', channel: 'Referral' }));
    const trial = payment({ type: 'trial', minor: 0, visitor: 'v1', customer_id: 'c', time: NOON - MINUTE });
    await store.store.recordPayment(trial, 'keep');
    await store.store.recordPayment(payment({ customer_id: 'c' }), 'keep');
    expect(await bySource(store)).toMatchObject({ S: 10 });
  });

  it('says by which id a renewal was matched', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - HOUR, source: 'S', channel: 'Referral' }));
    const who = { customer_id: 'c', email_hash: 'h' };
    await store.store.recordPayment(payment({ ...who, visitor: 'v1', time: NOON - MINUTE }), 'keep');
    await store.store.recordPayment(payment({ revenue_id: 'r1', type: 'renewal', customer_id: 'c' }), 'keep');
    await store.store.recordPayment(payment({ revenue_id: 'r2', type: 'renewal', email_hash: 'h' }), 'keep');
    const matched = async (id: string) => (await attributionOf(store, id)).matched_by;
    expect([await matched('r1'), await matched('r2')]).toEqual(['customer_id', 'customer_email']);
  });

  it('finds the first payment of a renewal by whichever of its ids knows one', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - 40 * DAY, source: 'S', channel: 'Referral' }));
    await store.store.recordPayment(payment({ email_hash: 'h', visitor: 'v1', time: NOON - 39 * DAY }), 'keep');
    // The shop has only just begun to send customer ids.
    const renewal = payment({ revenue_id: 'r1', type: 'renewal', customer_id: 'new', email_hash: 'h' });
    await store.store.recordPayment(renewal, 'keep');
    expect(await attributionOf(store, 'r1')).toMatchObject({
      status: 'attributed',
      matched_by: 'customer_email',
    });
  });

  it('follows its customer’s other payment to its session, where that names a visitor whom nobody has seen', async () => {
    const store = fleetingStore();
    await append(store.store, event({ session_id: 's1', source: 'News', channel: 'Email', time: NOON - HOUR }));
    const email_hash = 'e-mail';
    await store.store.recordPayment(payment({ email_hash, visitor: 'nobody', session_id: 's1' }), 'keep');
    await store.store.recordPayment(payment({ email_hash, minor: 250 }), 'keep');
    expect(await bySource(store)).toEqual({ News: 12.5 });
  });

  it('is unknown, not nothing, where filters are by events', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ minor: 250 }), 'keep');
    const { metrics, meta } = await ask(store, { ...TODAY, filter_page: '/pricing' });
    expect([metrics.revenue, meta.unattributed_revenue]).toEqual([undefined, null]);
    expect(meta.warnings.join()).toContain('Revenue is left out');
  });

  it('that was a trial with an amount is no money, attributed or not', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ type: 'trial', minor: 500, currency: 'GBP' }), 'keep');
    await store.store.recordPayment(payment({ type: 'trial', minor: 500 }), 'keep');
    const { metrics, meta } = await ask(store, TODAY);
    expect([metrics.revenue, meta.unattributed_revenue, meta.warnings]).toEqual([0, 0, []]);
  });

  it('is filtered by its currency in whatever case that is written', async () => {
    const store = fleetingStore();
    await store.store.recordPayment(payment({ minor: 500 }), 'keep');
    expect((await ask(store, { ...TODAY, filter_currency: 'usd', metrics: 'revenue' })).metrics.revenue).toBe(5);
  });

  it('finds its visitor by session, by customer and by e-mail', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - HOUR, source: 'S', channel: 'Referral', session_id: 's1' }));
    await store.store.recordPayment(
      payment({ revenue_id: 'bySession', session_id: 's1', email_hash: 'h', customer_id: 'c' }),
      'keep',
    );
    const matched = async (id: string) => (await attributionOf(store, id)).matched_by;
    expect(await matched('bySession')).toBe('session_id');
    await store.store.recordPayment(
      payment({ revenue_id: 'known', visitor: 'v1', email_hash: 'h', customer_id: 'c' }),
      'keep',
    );
    await store.store.recordPayment(payment({ revenue_id: 'byCustomer', customer_id: 'c' }), 'keep');
    await store.store.recordPayment(payment({ revenue_id: 'byEmail', email_hash: 'h' }), 'keep');
    expect(await matched('byCustomer')).toBe('customer_id');
    expect(await matched('byEmail')).toBe('customer_email');
  });

  it('finds its visitor by the session of the same customer’s other payment', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - HOUR, source: 'S', channel: 'Referral', session_id: 's1' }));
    await store.store.recordPayment(payment({ session_id: 's1', customer_id: 'c', minor: 300 }), 'keep');
    await store.store.recordPayment(payment({ customer_id: 'c', minor: 400 }), 'keep');
    expect(await bySource(store)).toEqual({ S: 7 });
  });

  it('that names only a session is of that session’s visitor, one customer with what names the visitor', async () => {
    const store = fleetingStore();
    await append(store.store, event({ visitor: 'v1', session_id: 's1', time: NOON - HOUR }));
    await store.store.recordPayment(payment({ session_id: 's1' }), 'keep');
    await store.store.recordPayment(payment({ visitor: 'v1' }), 'keep');
    await store.store.recordPayment(payment({ session_id: 'unknown' }), 'keep');
    const { metrics } = await ask(store, { period: 'today', metrics: 'customers,transactions' });
    expect(metrics).toMatchObject({ customers: 1, transactions: 3 });
  });

  it('of nobody has a refund of nobody, whoever is refunded', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - HOUR, source: 'S', channel: 'Referral' }));
    await store.store.recordPayment(payment({ transaction_id: 't1', minor: 900 }), 'keep');
    await store.store.recordPayment(
      payment({ type: 'refund', minor: -900, original_transaction_id: 't1', visitor: 'v1' }),
      'keep',
    );
    expect(await bySource(store)).toEqual({ '(unattributed)': 0 });
  });

  it('passes its touches on to its refund, and a first payment to its renewals', async () => {
    const store = fleetingStore();
    await append(store.store, event({ time: NOON - 40 * DAY, source: 'Old', channel: 'Referral' }));
    await append(store.store, event({ time: NOON - HOUR, source: 'New', channel: 'Referral' }));
    const first = { visitor: 'v1', customer_id: 'c', time: NOON - 39 * DAY };
    await store.store.recordPayment(payment({ ...first, transaction_id: 't1' }), 'keep');
    await store.store.recordPayment(payment({ customer_id: 'c', type: 'renewal', minor: 700 }), 'keep');
    await store.store.recordPayment(
      payment({ type: 'refund', minor: -300, transaction_id: 't1-refund', original_transaction_id: 't1' }),
      'keep',
    );
    expect(await bySource(store)).toMatchObject({ Old: 4 });
  });
});

describe('a division among touches', () => {
  it('sums to the whole under every model', () => {
    const touches = fc.array(fc.constantFrom('Direct', 'Email'), { minLength: 1, maxLength: 30 });
    const models = fc.constantFrom('last_non_direct', 'last', 'first', 'linear', 'position' as const);
    fc.assert(
      fc.property(fc.maxSafeInteger(), touches, models, (minor, channels, model) => {
        const credits = divide(
          minor,
          channels.map((channel) => ({ channel }) as Touch),
          model as 'linear',
        );
        expect(credits.reduce((sum, credit) => sum + BigInt(credit.minor), 0n)).toBe(BigInt(minor));
      }),
    );
  });
});
