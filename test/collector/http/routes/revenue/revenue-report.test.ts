import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  revenueExplanationAnswer,
  revenueListAnswer,
} from '../../../../../collector/contract/reports/revenue-report.ts';
import { startTestCollector, type TestCollector } from '../../../../support/start-collector.ts';

const NOW = Date.parse('2024-03-15T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();

let collector: TestCollector;
let key: string;
beforeAll(async () => {
  collector = await startTestCollector({ now: () => NOW });
  key = (await collector.key({ rateLimit: 100_000 })).secret;
  await collector.website({ id: 'foreign' });
});
afterAll(() => collector.stop());

let shops = 0;
/** A website of its own, and what may be done with it. */
async function shop(currency = 'USD') {
  shops += 1;
  const id = `shop${shops}`;
  await collector.website({ id, currency });
  const pay = async (fields: object, by = key) => {
    const body = { website_id: id, transaction_id: null, ...fields };
    const answer = await collector.send('POST', '/api/revenue', {
      key: by,
      body: Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)),
    });
    expect(answer.status).toBe(200);
    return answer.body.revenue_id as string;
  };
  const visit = async (visitor_id: string, days: number, query = '', referrer = '', more: object = {}) => {
    const properties = { page_url: `https://acme.test/in${query}`, referrer };
    const body = { website_id: id, event_name: 'page_view', visitor_id, timestamp: daysAgo(days), properties, ...more };
    expect((await collector.send('POST', '/api/events', { key, body })).status).toBe(200);
  };
  const get = (path: string, by = key) => collector.send('GET', path, { key: by });
  const list = async (query = '') => (await get(`/api/revenue?website_id=${id}${query}`)).body;
  const explain = async (revenueId: string, query = '') => {
    const { status, body } = await get(`/api/revenue/${revenueId}?website_id=${id}${query}`);
    expect([status, revenueExplanationAnswer.safeParse(body).error]).toEqual([200, undefined]);
    return body;
  };
  const sources = async (query = '') => {
    const { body } = await get(`/api/analytics?website_id=${id}&metrics=revenue&dimensions=source&period=all${query}`);
    const earned = body.breakdown.filter(({ revenue }: { revenue: number }) => revenue !== 0);
    return Object.fromEntries(earned.map((row: { source: string; revenue: number }) => [row.source, row.revenue]));
  };
  const remove = (revenueId: string, by = key) =>
    collector.send('DELETE', `/api/revenue/${revenueId}?website_id=${id}`, { key: by });
  return { id, pay, visit, get, list, explain, sources, remove };
}

describe('a payment before its visitor', () => {
  it('is pending with its reason, and attributed once the visitor turns up', async () => {
    const { pay, visit, list, explain, sources } = await shop();
    const id = await pay({ amount: 20, visitor_id: 'ann', timestamp: daysAgo(1) });
    const [waiting] = (await list('&status=pending')).payments;
    expect(waiting).toMatchObject({
      revenue_id: id,
      attribution: {
        status: 'pending',
        reason: 'visitor_unknown',
        explanation: 'No visit of its visitor is known yet; it is matched when one arrives',
      },
    });
    expect(await sources()).toEqual({ '(unattributed)': 20 });

    await visit('ann', 2, '?utm_source=news&utm_medium=email');
    expect((await list('&status=pending')).payments).toEqual([]);
    expect((await list()).payments[0].attribution).toMatchObject({ status: 'attributed', reason: null });
    expect((await explain(id)).attribution).toMatchObject({ status: 'attributed', matched_by: 'visitor_id' });
    expect(await sources()).toEqual({ news: 20 });
  });

  it('is matched when its session or another payment of its customer names the visitor', async () => {
    const { pay, visit, list, sources } = await shop();
    await pay({ amount: 1, session_id: 's1', timestamp: daysAgo(1) });
    await pay({ amount: 2, customer_id: 'c1', timestamp: daysAgo(1) });
    await pay({ amount: 4, customer_email: 'bob@acme.test', timestamp: daysAgo(1) });
    const reasons = (await list()).payments.map(({ amount, attribution }: never) => [
      amount,
      (attribution as { reason: string }).reason,
    ]);
    expect(Object.fromEntries(reasons)).toEqual({ 1: 'session_unknown', 2: 'customer_unknown', 4: 'customer_unknown' });

    await visit('bob', 3, '?utm_source=news', '', { session_id: 's1' });
    await pay({ amount: 0, visitor_id: 'bob', customer_id: 'c1', customer_email: 'Bob@acme.test' });
    expect(await sources()).toEqual({ news: 7 });
  });
});

describe('a refund and a renewal', () => {
  it('follow to the touch that earned the first payment, whichever arrives first', async () => {
    const { pay, visit, explain, sources } = await shop();
    const refund = await pay({ amount: -5, original_transaction_id: 't1' });
    expect((await explain(refund)).attribution).toMatchObject({ status: 'pending', reason: 'payment_unknown' });
    const renewal = await pay({
      amount: 7,
      type: 'renewal',
      customer_id: 'c',
      visitor_id: 'ann',
      transaction_id: 't2',
    });
    await visit('ann', 70, '?utm_source=first');
    await visit('ann', 1, '?utm_source=later');
    const first = await pay({
      amount: 30,
      customer_id: 'c',
      visitor_id: 'ann',
      transaction_id: 't1',
      timestamp: daysAgo(60),
    });
    expect(await sources()).toEqual({ first: 32 });

    const again = await pay({ amount: -1, original_transaction_id: 't2' });
    const { attribution } = await explain(again);
    expect(attribution).toMatchObject({
      matched_by: 'original_transaction_id',
      looked_back_from: '2024-01-15T12:00:00Z',
    });
    expect(attribution.chain).toEqual([
      { found: 'refunded_payment', by: 'original_transaction_id', revenue_id: renewal, visitor_id: null },
      { found: 'first_payment', by: 'customer_id', revenue_id: first, visitor_id: null },
      { found: 'visitor', by: 'visitor_id', revenue_id: null, visitor_id: 'ann' },
    ]);
  });
});

describe('GET /api/revenue/{revenue_id}', () => {
  const story = async () => {
    const made = await shop();
    await made.visit('ann', 40, '?utm_source=old');
    await made.visit('ann', 20, '?utm_source=ads&utm_medium=cpc&utm_campaign=spring');
    await made.visit('ann', 10);
    await made.visit('ann', 5, '?utm_source=news&utm_medium=email');
    await made.visit('ann', 2);
    await made.visit('ann', 1, '', 'https://checkout.stripe.com/pay');
    const id = await made.pay({ amount: '10.01', visitor_id: 'ann', transaction_id: 't', properties: { plan: 'pro' } });
    return { ...made, paid: id };
  };
  type Touch = { source: string | null; credit: number; percent: number; reason: string | null; explanation: string };

  it.each([
    [
      'last_non_direct',
      [0, 0, 0, 10.01, 0, 0],
      ['outside_lookback', 'not_last', 'direct', null, 'direct', 'payment_provider'],
    ],
    [
      'last',
      [0, 0, 0, 0, 10.01, 0],
      ['outside_lookback', 'not_last', 'not_last', 'not_last', null, 'payment_provider'],
    ],
    [
      'first',
      [0, 10.01, 0, 0, 0, 0],
      ['outside_lookback', null, 'not_first', 'not_first', 'not_first', 'payment_provider'],
    ],
    ['linear', [0, 2.5, 2.51, 2.5, 2.5, 0], ['outside_lookback', null, null, null, null, 'payment_provider']],
    ['position', [0, 4, 1.01, 1, 4, 0], ['outside_lookback', null, null, null, null, 'payment_provider']],
  ])('says what each touch earned by the model %s, and why the others did not', async (model, credits, reasons) => {
    const { explain, paid } = await story();
    const { payment, attribution } = await explain(paid, `&attribution=${model}`);
    expect(payment).toMatchObject({ revenue_id: paid, amount: 10.01, currency: 'USD', properties: { plan: 'pro' } });
    const touches: Touch[] = attribution.touches;
    expect(touches.map(({ source }) => source)).toEqual(['old', 'ads', null, 'news', null, null]);
    expect(touches.map(({ credit }) => credit)).toEqual(credits);
    expect(touches.map(({ reason }) => reason)).toEqual(reasons);
    expect(touches.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0)).toBe(10_000);
    expect(touches.every(({ explanation }) => explanation.length > 10)).toBe(true);
    expect(attribution).toMatchObject({ model, lookback_days: 30, reason: null, older_touches: 0 });
  });

  it('puts all models side by side, each summing to the payment', async () => {
    const { explain, paid } = await story();
    const { models, touches } = (await explain(paid)).attribution;
    const known = touches.map(({ event_id }: { event_id: string }) => event_id);
    expect(Object.keys(models)).toEqual(['last_non_direct', 'last', 'first', 'linear', 'position']);
    for (const credits of Object.values(models) as { event_id: string; credit: number; percent: number }[][]) {
      expect(credits.reduce((sum, { credit }) => sum + Math.round(credit * 100), 0)).toBe(1001);
      expect(credits.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0)).toBe(10_000);
      expect(credits.every(({ event_id }) => known.includes(event_id))).toBe(true);
    }
  });

  it('is told in the list as each model has it, by place', async () => {
    const { id, explain, list, get, paid } = await story();
    for (const model of ['last_non_direct', 'last', 'first', 'linear', 'position']) {
      const { touches } = (await explain(paid, `&attribution=${model}`)).attribution;
      const wanted = new Map<string, number>();
      for (const { source, channel, percent } of touches as (Touch & { channel: string })[]) {
        if (percent > 0)
          wanted.set(source ?? channel, (wanted.get(source ?? channel) ?? 0) + Math.round(percent * 100));
      }
      const { payments } = await list(`&attribution=${model}&period=all`);
      const listed = payments.find(({ revenue_id }: { revenue_id: string }) => revenue_id === paid);
      const { credited } = listed.attribution as {
        credited: { source: string | null; channel: string; percent: number }[];
      };
      const shown = credited.filter(({ percent }) => percent > 0);
      expect(
        Object.fromEntries(shown.map(({ source, channel, percent }) => [source ?? channel, Math.round(percent * 100)])),
      ).toEqual(Object.fromEntries(wanted));
      expect(credited.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0)).toBe(10_000);
    }
    const { body } = await get(`/api/revenue?website_id=${id}&period=all&attribution=first&format=csv`);
    expect((body as string).split('\n')[0]).toContain(',credited_to,');
    expect((await get(`/api/revenue?website_id=${id}&attribution=luck`)).body.error.details.field).toBe('attribution');
  });

  it('looks back as far as it is told', async () => {
    const { explain, paid } = await story();
    const { touches } = (await explain(paid, '&lookback_days=3&attribution=linear')).attribution;
    expect(touches.map(({ credit }: Touch) => credit)).toEqual([0, 0, 0, 0, 10.01, 0]);
  });

  it('says why nothing is credited', async () => {
    const { explain, pay, visit } = await shop();
    const reason = async (fields: object) => {
      const { attribution } = await explain(await pay({ amount: 1, ...fields }));
      expect(attribution.explanation).toEqual(expect.any(String));
      return [attribution.status, attribution.reason];
    };
    await visit('old', 50);
    await visit('payer', 1, '', 'https://paypal.com/');
    expect(await reason({})).toEqual(['unattributed', 'no_ids']);
    expect(await reason({ visitor_id: 'old' })).toEqual(['unattributed', 'outside_lookback']);
    expect(await reason({ visitor_id: 'payer' })).toEqual(['pending', 'only_payment_provider']);
    expect(await reason({ visitor_id: 'nobody' })).toEqual(['pending', 'visitor_unknown']);
    expect(await reason({ session_id: 'nobody' })).toEqual(['pending', 'session_unknown']);
    expect(await reason({ customer_id: 'nobody' })).toEqual(['pending', 'customer_unknown']);
    expect(await reason({ type: 'refund' })).toEqual(['unattributed', 'no_ids']);
    const { attribution } = await explain(await pay({ amount: 1, visitor_id: 'old' }));
    expect(attribution.touches).toMatchObject([{ reason: 'outside_lookback', credit: 0 }]);
    expect(attribution.models.linear).toEqual([]);
  });

  it('lists the latest of many touches before the look-back, and counts the rest', async () => {
    const { explain, pay, visit } = await shop();
    for (let days = 40; days < 63; days += 1) await visit('ann', days);
    const { attribution } = await explain(await pay({ amount: 1, visitor_id: 'ann' }));
    expect([attribution.touches.length, attribution.older_touches]).toEqual([20, 3]);
    expect(attribution.touches.at(-1).timestamp).toBe('2024-02-04T12:00:00Z');
  });

  it('says what the payment is counted as in the currency of its website', async () => {
    const { explain, pay } = await shop('USD');
    await collector.registry.saveCurrencyRates(
      [{ currency: 'USD', day: '2024-03-14', base: 'EUR', rate: '1.1' }],
      false,
    );
    const foreign = await explain(await pay({ amount: 10, currency: 'EUR' }));
    expect(foreign.converted).toEqual({ amount: 11, currency: 'USD', rate_date: '2024-03-14' });
    expect((await explain(await pay({ amount: 10 }))).converted).toBeNull();
    expect((await explain(await pay({ amount: 10, currency: 'GBP' }))).converted).toBeNull();
  });

  it('is 404 for an unknown payment and for one of another website', async () => {
    const { id, pay, get } = await shop();
    const paid = await pay({ amount: 1 });
    const bound = (await collector.key({ websites: [id] })).secret;
    expect((await get(`/api/revenue/${paid}`, bound)).status).toBe(200);
    for (const path of [`rev_0?website_id=${id}`, `${paid}?website_id=foreign`, `%00?website_id=${id}`]) {
      const { status, body } = await get(`/api/revenue/${path}`);
      expect([status, body.error.code]).toEqual([404, 'NOT_FOUND']);
    }
    expect((await get(`/api/revenue/${paid}?website_id=foreign`, bound)).status).toBe(404);
  });

  it.each([
    ['attribution=best', 'attribution'],
    ['lookback_days=0', 'lookback_days'],
    ['lookback_days=366', 'lookback_days'],
    ['colour=red', 'colour'],
    ['test=perhaps', 'test'],
  ])('refuses %s', async (query, field) => {
    const { id, pay, get } = await shop();
    const { status, body } = await get(`/api/revenue/${await pay({ amount: 1 })}?website_id=${id}&${query}`);
    expect([status, body.error.details.field]).toEqual([400, field]);
  });
});

describe('GET /api/revenue', () => {
  it('lists payments newest first, page by page, those of one moment each once', async () => {
    const { list, pay } = await shop();
    for (const days of [3, 1, 1, 1, 2]) await pay({ amount: days, timestamp: daysAgo(days), transaction_id: null });
    const seen: { revenue_id: string; amount: number }[] = [];
    let cursor = '';
    do {
      const body = await list(`&limit=2${cursor}`);
      expect(revenueListAnswer.safeParse(body).error).toBeUndefined();
      seen.push(...body.payments);
      cursor = body.pagination.has_more ? `&cursor=${body.pagination.next_cursor}` : '';
    } while (cursor !== '');
    expect(seen.map(({ amount }) => amount)).toEqual([1, 1, 1, 2, 3]);
    expect(new Set(seen.map(({ revenue_id }) => revenue_id)).size).toBe(5);
  });

  it('keeps what is asked for', async () => {
    const { list, pay, visit } = await shop();
    await visit('ann', 2);
    await pay({ amount: 1, transaction_id: 'a', visitor_id: 'ann' });
    await pay({ amount: 2, transaction_id: 'b', customer_id: 'c', currency: 'EUR' });
    await pay({ amount: -1, transaction_id: 'a' });
    await pay({ amount: 4, transaction_id: 'd', timestamp: daysAgo(90) });
    const amounts = async (query: string) =>
      (await list(query)).payments.map(({ amount }: { amount: number }) => amount).sort();
    expect(await amounts('')).toEqual([-1, 1, 2]);
    expect(await amounts('&period=all')).toEqual([-1, 1, 2, 4]);
    expect(await amounts('&type=refund')).toEqual([-1]);
    expect(await amounts('&transaction_id=a')).toEqual([-1, 1]);
    expect(await amounts('&transaction_id=d')).toEqual([4]);
    expect(await amounts('&transaction_id=d&period=30d')).toEqual([]);
    expect(await amounts('&customer_id=c')).toEqual([2]);
    expect(await amounts('&currency=eur')).toEqual([2]);
    expect(await amounts('&status=attributed')).toEqual([-1, 1]);
    expect(await amounts('&status=pending')).toEqual([2]);
    expect(await amounts('&status=unattributed&period=all')).toEqual([4]);
    expect(await amounts('&start_date=2023-12-01&end_date=2023-12-31')).toEqual([4]);
    expect(await amounts('&test=true')).toEqual([]);
  });

  it('answers CSV that no spreadsheet executes, with the next page in Link', async () => {
    const { id, get, pay } = await shop();
    await pay({ amount: 3, product: '=cmd()', transaction_id: 'one', timestamp: daysAgo(1) });
    await pay({ amount: -2, transaction_id: 'two' });
    const { body, headers } = await get(`/api/revenue?website_id=${id}&format=csv&limit=1`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [heading, row] = body.trim().split('\n');
    expect(heading).toMatch(
      /^revenue_id,transaction_id,original_transaction_id,type,amount,currency,timestamp,.*,status,reason,/,
    );
    expect(row).toMatch(/^rev_\w+,two,,refund,-2,USD,.*,unattributed,no_ids,/);
    const next = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
    const second = await get(next);
    expect(second.body).toContain("'=cmd()");
    expect(second.headers.get('link')).toBeNull();
  });

  it('is of the key’s own websites alone', async () => {
    const { id, get, pay } = await shop();
    await pay({ amount: 1 });
    const bound = (await collector.key({ websites: [id] })).secret;
    expect((await get('/api/revenue', bound)).body.payments).toHaveLength(1);
    expect((await get('/api/revenue?website_id=foreign', bound)).status).toBe(404);
    expect((await get('/api/revenue')).body.error.details.field).toBe('website_id');
  });

  it.each([
    ['status=lost', 'status'],
    ['type=gift', 'type'],
    ['currency=ABC', 'currency'],
    ['period=fortnight', 'period'],
    ['period=custom', 'start_date'],
    ['start_date=2024-02-31', 'start_date'],
    ['timezone=Mars/Base', 'timezone'],
    ['limit=0', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['format=xml', 'format'],
    ['transaction_id=', 'transaction_id'],
    ['colour=red', 'colour'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await collector.send('GET', `/api/revenue?website_id=foreign&${query}`, { key });
    expect([status, body.error.details.field]).toEqual([400, field]);
  });

  it('refuses the cursor of another question', async () => {
    const { list, pay } = await shop();
    for (const amount of [1, 2]) await pay({ amount });
    const { next_cursor } = (await list('&limit=1')).pagination;
    expect((await list(`&type=payment&cursor=${next_cursor}`)).error.details.field).toBe('cursor');
    expect((await list(`&limit=5&cursor=${next_cursor}`)).payments).toHaveLength(1);
  });
});

describe('DELETE /api/revenue/{revenue_id}', () => {
  it('removes one payment from every report, once', async () => {
    const { pay, list, remove, sources } = await shop();
    const paid = await pay({ amount: 5, transaction_id: 't' });
    await pay({ amount: 1 });
    const first = await remove(paid);
    expect([first.status, first.body]).toEqual([
      200,
      { success: true, revenue_id: paid, transaction_id: 't', deleted: true },
    ]);
    expect(await sources()).toEqual({ '(unattributed)': 1 });
    expect((await list()).payments).toHaveLength(1);
    expect((await remove(paid)).status).toBe(404);
  });

  it('lets the transaction be recorded anew', async () => {
    const { pay, remove, list } = await shop();
    const paid = await pay({ amount: 5, transaction_id: 't' });
    await remove(paid);
    expect(await pay({ amount: 6, transaction_id: 't' })).not.toBe(paid);
    expect((await list()).payments).toMatchObject([{ amount: 6 }]);
  });

  it('cannot reach another website, nor from a test key what is live', async () => {
    const { id, pay, remove, list } = await shop();
    const paid = await pay({ amount: 5 });
    const test = (await collector.key({ test: true })).secret;
    const elsewhere = (await collector.key({ websites: ['foreign'] })).secret;
    expect((await remove(paid, test)).status).toBe(404);
    expect((await remove(paid, elsewhere)).status).toBe(404);
    expect((await collector.send('DELETE', `/api/revenue/${paid}`, { key: elsewhere })).status).toBe(404);
    const reader = (await collector.key({ scopes: ['analytics:read'], websites: [id] })).secret;
    expect((await remove(paid, reader)).body.error).toMatchObject({ details: { expected: 'revenue:write' } });
    expect((await list()).payments).toHaveLength(1);
    const tried = await pay({ amount: 1 }, test);
    expect((await remove(tried, test)).status).toBe(200);
  });
});
