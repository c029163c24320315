import { describe, expect, it } from 'vitest';
import type { Payment } from '../../../collector/model/payment.ts';
import type { WantedPayments } from '../../../collector/store/report-source.ts';
import { append, event, HOUR, MINUTE, NOON, payment, SITE } from '../../support/made-up.ts';
import { type Open, type Opened, paymentsOf } from './opened.ts';

const record = async ({ store }: Opened, ...payments: Payment[]) => {
  for (const each of payments) await store.events.recordPayment(each, 'keep');
};
const ids = (payments: Payment[]) => payments.map(({ revenue_id }) => revenue_id);

export function describePayments(open: Open): void {
  describe('recordPayment', () => {
    it('keeps one row per transaction and sign', async () => {
      const opened = open();
      const { events } = opened.store;
      const paid = payment({ transaction_id: 't1' });
      expect(await events.recordPayment(paid, 'keep')).toMatchObject({ duplicate: false });
      const repeat = await events.recordPayment({ ...paid, revenue_id: 'rev_other' }, 'keep');
      expect(repeat).toMatchObject({ duplicate: true, differing: [], payment: { revenue_id: paid.revenue_id } });
      const refund = payment({ transaction_id: 't1', type: 'refund', minor: -400 });
      expect(await events.recordPayment(refund, 'keep')).toMatchObject({ duplicate: false, originalBalance: 600 });
      expect(paymentsOf(opened)).toEqual([paid, refund]);
    });

    it('keeps the same transaction of two sites', async () => {
      const opened = open();
      await record(opened, payment({ transaction_id: 't1' }), payment({ transaction_id: 't1', site: SITE + 1 }));
      expect([paymentsOf(opened).length, paymentsOf(opened, SITE + 1).length]).toEqual([1, 1]);
    });

    it('names what differs in a repeat and keeps the first, unless asked to replace it', async () => {
      const { events } = open().store;
      const paid = payment({ transaction_id: 't1' });
      await events.recordPayment(paid, 'keep');
      const other = { ...paid, revenue_id: 'rev_x', minor: 5000 };
      expect(await events.recordPayment(other, 'keep')).toMatchObject({
        differing: ['minor'],
        payment: { minor: 1000 },
      });
      expect(await events.recordPayment(other, 'replace')).toMatchObject({
        duplicate: true,
        payment: { minor: 5000, revenue_id: paid.revenue_id },
      });
    });

    it('tells what has been paid under the original, which is nothing known without it', async () => {
      const { events } = open().store;
      const refund = (over: Partial<Payment>) => payment({ type: 'refund', minor: -300, ...over });
      const balance = async (of: Payment) => (await events.recordPayment(of, 'keep')).originalBalance;
      expect(await balance(refund({ original_transaction_id: 't1' }))).toBe(null);
      expect(await balance(payment({ transaction_id: 't1' }))).toBe(null);
      expect(await balance(refund({ original_transaction_id: 't1', minor: -200 }))).toBe(500);
    });
  });

  describe('deletePayment', () => {
    it('removes one payment for good and tells what it was', async () => {
      const opened = open();
      const [gone, kept] = [payment(), payment()];
      await record(opened, gone, kept);
      expect(await opened.store.events.deletePayment(SITE + 1, gone.revenue_id)).toBe(null);
      expect(await opened.store.events.deletePayment(SITE, gone.revenue_id)).toEqual(gone);
      expect(await opened.store.events.deletePayment(SITE, gone.revenue_id)).toBe(null);
      expect(paymentsOf(opened)).toEqual([kept]);
    });
  });

  describe('payments', () => {
    it('of a range come in order of time, its start included and its end not', async () => {
      const opened = open();
      const at = (revenue_id: string, time: number) => payment({ revenue_id, time });
      await record(opened, at('end', NOON + HOUR), at('late', NOON + 1), at('start', NOON), at('before', NOON - 1));
      await record(opened, payment({ site: SITE + 1 }));
      expect(ids(await opened.reader.reports.payments(SITE, NOON, NOON + HOUR))).toEqual(['start', 'late']);
    });

    it('are found by their id and by the transaction that is no refund', async () => {
      const opened = open();
      const { reports } = opened.reader;
      const refund = payment({ transaction_id: 't1', type: 'refund', minor: -400 });
      const paid = payment({ transaction_id: 't1' });
      await record(opened, refund, paid);
      expect(await reports.payment(SITE, refund.revenue_id)).toEqual(refund);
      expect(await reports.payment(SITE + 1, refund.revenue_id)).toBe(null);
      expect(await reports.originalPayment(SITE, 't1')).toEqual(paid);
      expect(await reports.originalPayment(SITE, 't2')).toBe(null);
    });

    it('come newest first, those of one moment by id, page after page', async () => {
      const opened = open();
      const at = (revenue_id: string, time: number) => payment({ revenue_id, time });
      await record(opened, at('b', NOON), at('c', NOON), at('a', NOON), at('old', NOON - MINUTE), at('new', NOON + 1));
      const wanted: WantedPayments = {
        site: SITE,
        start: NOON - HOUR,
        end: NOON + HOUR,
        type: null,
        transaction_id: null,
        customer_id: null,
        currency: null,
        after: null,
        limit: 2,
      };
      const seen: string[] = [];
      for (let { after } = wanted; ; ) {
        const page = await opened.reader.reports.newestPayments({ ...wanted, after });
        const last = page.at(-1);
        if (last === undefined) break;
        expect(page.length).toBeLessThanOrEqual(2);
        seen.push(...ids(page));
        after = { time: last.time, revenueId: last.revenue_id };
      }
      expect(seen).toEqual(['new', 'c', 'b', 'a', 'old']);
      expect(ids(await opened.reader.reports.newestPayments({ ...wanted, end: NOON, limit: 9 }))).toEqual(['old']);
    });

    it('are those of one type, transaction, customer and currency where these are asked for', async () => {
      const opened = open();
      const wanted = { type: 'renewal', transaction_id: 't1', customer_id: 'c', currency: 'EUR' } as const;
      await record(
        opened,
        payment({ ...wanted, revenue_id: 'it' }),
        payment({ ...wanted, type: 'refund', minor: -1 }),
        payment({ ...wanted, transaction_id: 't2' }),
        payment({ ...wanted, transaction_id: 't3', customer_id: 'd' }),
        payment({ ...wanted, transaction_id: 't4', currency: 'USD' }),
      );
      const all = { site: SITE, start: NOON, end: NOON + 1, after: null, limit: 9 };
      const none = { type: null, transaction_id: null, customer_id: null, currency: null };
      const { reports } = opened.reader;
      expect(ids(await reports.newestPayments({ ...all, ...wanted }))).toEqual(['it']);
      for (const [name, count] of [
        ['type', 4],
        ['transaction_id', 2],
        ['customer_id', 4],
        ['currency', 4],
      ] as const) {
        const found = await reports.newestPayments({ ...all, ...none, [name]: wanted[name] });
        expect(found, name).toHaveLength(count);
      }
    });

    it('of a customer are all that are known, in order of time', async () => {
      const opened = open();
      const named = (visitor: string) => event({ name: 'identify', visitor, properties: '{"user_id":"ann"}' });
      await append(opened.store.events, named('phone'), named('laptop'));
      await record(
        opened,
        payment({ revenue_id: 'refund', time: NOON + 4, customer_id: 'ann', type: 'refund', minor: -1 }),
        payment({ revenue_id: 'trial', time: NOON, customer_id: 'ann', type: 'trial', minor: 0, email_hash: 'hash' }),
        payment({ revenue_id: 'laptop', time: NOON + 2, visitor: 'laptop' }),
        payment({ revenue_id: 'phone', time: NOON + 1, visitor: 'phone' }),
        payment({ revenue_id: 'for bob', time: NOON + 3, visitor: 'phone', customer_id: 'bob' }),
        payment({ revenue_id: 'stranger', visitor: 'other' }),
      );
      const { reports } = opened.reader;
      expect(ids(await reports.customerPayments(SITE, { customer_id: 'ann' }))).toEqual([
        'trial',
        'phone',
        'laptop',
        'refund',
      ]);
      expect(ids(await reports.customerPayments(SITE, { visitor: 'laptop' }))).toEqual([
        'trial',
        'phone',
        'laptop',
        'for bob',
        'refund',
      ]);
      expect(ids(await reports.customerPayments(SITE, { email_hash: 'hash' }))).toEqual(['trial']);
      expect(await reports.customerPayments(SITE + 1, { customer_id: 'ann' })).toEqual([]);
    });
  });
}
