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

  it.each([
    ['another amount', { amount: 25 }, 'amount'],
    ['another time', { timestamp: '2026-01-16T10:30:00Z' }, 'timestamp'],
    ['another type', { type: 'renewal' }, 'type'],
    ['another currency', { currency: 'USD' }, 'currency'],
    ['another customer', { customer_id: 'c2' }, 'customer_id'],
    ['another product', { product: 'pro' }, 'product'],
  ])(
    'says of a repeat with %s that the first was kept, and that each needs an id of its own',
    async (what, other, field) => {
      const transaction_id = `repeat with ${what}`;
      const first = { amount: 10, timestamp: '2026-01-15T10:30:00Z', transaction_id };
      await pay(first);
      const { body } = await pay({ ...first, ...other });
      expect(body).toMatchObject({ duplicate: true, amount: 10, currency: 'EUR', type: 'payment' });
      const message = expect.stringMatching(
        new RegExp(`Different: ${field}\\. Give each payment a transaction_id of its own`),
      );
      expect(body.warnings).toEqual([{ code: 'DUPLICATE_DIFFERS', field: 'transaction_id', message }]);
    },
  );

  it('says of a second partial refund under one id that it needs its own', async () => {
    await pay({ amount: 100, transaction_id: 't7' });
    const refund = { type: 'refund', transaction_id: 'r7', original_transaction_id: 't7' };
    await pay({ ...refund, amount: 10 });
    const { body } = await pay({ ...refund, amount: 25 });
    expect(body).toMatchObject({ duplicate: true, amount: -10 });
    expect(body.warnings[0].message).toMatch(
      /Different: amount\. Give each partial refund a transaction_id of its own$/,
    );
  });

  it('takes what is clear, however it is written', async () => {
    const { status, body } = await pay({
      amount: ' 10.00 ',
      currency: ' eur',
      type: 'Renewal ',
      transaction_id: 4711,
      original_transaction_id: 12,
      customer_id: 42,
      customer_email: ' Ann@acme.test\n',
      session_id: null,
      visitor_id: null,
      product: null,
      properties: null,
      timestamp: null,
      refunded: null,
    });
    expect([status, body.transaction_id, body.amount, body.currency, body.type]).toEqual([
      200,
      '4711',
      10,
      'EUR',
      'renewal',
    ]);
    const again = await pay({
      amount: 10,
      type: 'renewal',
      transaction_id: '4711',
      original_transaction_id: '12',
      customer_id: '42',
      customer_email: 'ann@acme.test',
    });
    expect([again.body.duplicate, again.body.warnings]).toEqual([true, undefined]);
  });

  it.each([
    ['transaction_id', 1.5],
    ['transaction_id', true],
    ['customer_id', 1e21],
    ['customer_email', 'ann at acme.test'],
    ['type', 'gift'],
    ['currency', 'EURO'],
    ['amount', '10,00'],
  ])('refuses %s %j, which is not clear', async (field, value) => {
    const { status, body } = await pay({ amount: 10, transaction_id: 'unclear', [field]: value });
    expect([status, body.error.details.field]).toEqual([400, field]);
  });

  it('matches the session id that an export gives, also when an earlier event turns up later', async () => {
    const view = (timestamp: string, event_id: string) => ({
      website_id: 'shop',
      event_name: 'page_view',
      visitor_id: 'eve',
      event_id,
      timestamp,
      properties: { page_url: 'https://acme.test/?utm_source=news' },
    });
    const post = (body: object) => collector.send('POST', '/api/events', { key, body });
    await post(view('2026-01-15T10:30:00Z', 'evt_own'));
    const exported = (await collector.send('GET', '/api/websites/shop/export', { key })).body as string;
    const session_id = exported
      .split('\n')
      .flatMap((line) => (line.includes('evt_own') ? JSON.parse(line).session_id : []))[0];
    expect(session_id).toBe('ses_own');
    const paid = await pay({ amount: 9, transaction_id: 't8', session_id, timestamp: '2026-01-15T10:40:00Z' });
    expect(paid.body.attribution).toMatchObject({ status: 'attributed', matched_by: 'session_id', visitor_id: 'eve' });
    await post(view('2026-01-15T10:20:00Z', 'evt_earlier'));
    const after = await pay({ amount: 9, transaction_id: 't9', session_id, timestamp: '2026-01-15T10:40:00Z' });
    expect(after.body.attribution).toMatchObject({ status: 'attributed', visitor_id: 'eve' });
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
