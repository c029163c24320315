import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revenueAnswer } from '../../../../../collector/contract/revenue.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector();
  await collector.website({ id: 'shop', currency: 'EUR' });
  key = (await collector.key()).secret;
});
afterAll(() => collector.stop());

const pay = (fields: object, query = '', by = key) =>
  collector.send('POST', `/api/revenue${query}`, { key: by, body: { website_id: 'shop', ...fields } });

describe('POST /api/revenue', () => {
  it('answers exactly the documented keys', async () => {
    const { status, body } = await pay({ amount: 29.99, transaction_id: 't1', timestamp: '2026-01-15T10:30:00Z' });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      revenue_id: expect.stringMatching(/^rev_/),
      transaction_id: 't1',
      duplicate: false,
      type: 'payment',
      amount: 29.99,
      currency: 'EUR',
      timestamp: '2026-01-15T10:30:00Z',
      attribution: { status: 'unattributed', matched_by: null, visitor_id: null, first_touch: null, last_touch: null },
    });
    expect(revenueAnswer.safeParse(body).success).toBe(true);
  });

  it('credits the visit of its visitor', async () => {
    const visit = {
      website_id: 'shop',
      event_name: 'page_view',
      visitor_id: 'ann',
      properties: { page_url: 'https://acme.test/?utm_source=news&utm_medium=email' },
    };
    await collector.send('POST', '/api/events', { key, body: visit });
    const { body } = await pay({ amount: '10.00', transaction_id: 't2', visitor_id: 'ann' });
    expect(body.attribution).toMatchObject({ status: 'attributed', matched_by: 'visitor_id', visitor_id: 'ann' });
    expect(body.attribution.first_touch).toMatchObject({ source: 'news', medium: 'email', entry_page: '/' });
    expect(revenueAnswer.safeParse(body).success).toBe(true);
  });

  it('answers a repeat with the first figures, and says where it differed', async () => {
    const first = await pay({ amount: 5, transaction_id: 't3' });
    const same = await pay({ amount: 5, transaction_id: 't3' });
    expect(same.body).toMatchObject({ duplicate: true, revenue_id: first.body.revenue_id });
    expect(same.body.warnings).toBeUndefined();
    const other = await pay({ amount: 6, transaction_id: 't3', visitor_id: 'bob' });
    expect(other.body).toMatchObject({ duplicate: true, amount: 5, revenue_id: first.body.revenue_id });
    expect(other.body.warnings).toEqual([
      { code: 'DUPLICATE_DIFFERS', field: 'transaction_id', message: expect.stringContaining('amount, visitor_id') },
    ]);
  });

  it('updates a repeat on request', async () => {
    const first = await pay({ amount: 5, transaction_id: 't4' });
    const replaced = await pay({ amount: 6, transaction_id: 't4' }, '?on_duplicate=replace');
    expect(replaced.body).toMatchObject({ duplicate: true, amount: 6, revenue_id: first.body.revenue_id });
    expect(replaced.body.warnings).toBeUndefined();
  });

  it('keeps the time of what it updates when no other is named', async () => {
    const timed = { amount: 5, transaction_id: 't6', timestamp: '2026-01-15T10:30:00Z' };
    await pay(timed);
    const replaced = await pay({ amount: 6, transaction_id: 't6' }, '?on_duplicate=replace');
    expect(replaced.body).toMatchObject({ amount: 6, timestamp: timed.timestamp });
    const moved = await pay({ ...timed, timestamp: '2026-01-16T00:00:00Z' }, '?on_duplicate=replace');
    expect(moved.body).toMatchObject({ amount: 5, timestamp: '2026-01-16T00:00:00Z' });
  });

  it('keeps a refund above what was paid, with a warning', async () => {
    await pay({ amount: 10, transaction_id: 't5' });
    const part = await pay({ amount: -4, transaction_id: 'r1', original_transaction_id: 't5' });
    expect(part.body).toMatchObject({ type: 'refund', amount: -4 });
    expect(part.body.warnings).toBeUndefined();
    const over = await pay({ amount: 7, type: 'refund', transaction_id: 'r2', original_transaction_id: 't5' });
    expect(over.body).toMatchObject({ amount: -7, warnings: [{ code: 'REFUND_EXCEEDS_PAYMENT', field: 'amount' }] });
  });

  it('warns without a transaction_id and when it rounded', async () => {
    const { body } = await pay({ amount: '1.005', currency: 'eur' });
    expect(body.amount).toBe(1.01);
    expect(body.warnings.map(({ code }: { code: string }) => code).sort()).toEqual([
      'AMOUNT_ROUNDED',
      'NO_TRANSACTION_ID',
    ]);
  });

  it('keeps what a test key writes apart', async () => {
    await collector.website({ id: 'trial' });
    const test = (await collector.key({ test: true })).secret;
    await pay({ website_id: 'trial', amount: 50, currency: 'USD', transaction_id: 'x' }, '', test);
    await collector.send('POST', '/api/events', { key: test, body: { website_id: 'trial', event_name: 'x' } });
    const ask = (query: string) => collector.send('GET', `/api/analytics?website_id=trial${query}`, { key: test });
    expect((await ask('')).body.metrics).toMatchObject({ revenue: 0, events: 0 });
    expect((await ask('&test=true')).body.metrics).toMatchObject({ revenue: 50, events: 1 });
  });
});
