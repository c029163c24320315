import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTION_MODELS } from '../../collector/contract/vocabulary.ts';
import { ask } from '../support/ask.ts';
import { HISTORIES } from '../support/depth.ts';
import { forEvery, HANGS } from '../support/property.ts';
import { evaluate } from './evaluate.ts';
import { histories, NOW } from './histories/histories.ts';
import { comparable, deliver, deliveries, productAnswer } from './histories/product.ts';
import { questions } from './histories/questions.ts';

const QUESTIONS_EACH = 6;

const SPLITS = [
  ['USD', 'source'],
  ['JPY', 'source'],
  ['KWD', 'source,product'],
  ['EUR', 'channel,entry_page'],
  ['USD', 'product'],
] as const;

const ALL = { start_date: '2023-12-01', end_date: '2024-12-30', include: 'total_rows', limit: '1000' };

/** Of rows, as a whole number: sums of decimals are not exact. */
const millionths = (rows: Record<string, unknown>[] = [], metric: string): number =>
  rows.reduce((sum, row) => sum + Math.round(1_000_000 * Number(row[metric])), 0);

describe('the product and the plain reading of the definitions', () => {
  it('give the same answer to every question about every history', HANGS, async () => {
    const asked = fc.array(questions, { minLength: 1, maxLength: QUESTIONS_EACH, size: 'max' });
    await forEvery(HISTORIES, [histories, deliveries, asked], async (history, delivery, plans) => {
      const store = await deliver(history, delivery);
      for (const plan of plans) {
        const question = plan(history);
        const expected = comparable(evaluate(history, question), question);
        expect(await productAnswer(store, history, question), JSON.stringify(question)).toEqual(expected);
      }
    });
  });

  it('part money among sources so that the parts sum to the whole, under every model', HANGS, async () => {
    await forEvery(HISTORIES / 10, [histories, deliveries], async (history, delivery) => {
      const store = await deliver(history, delivery);
      for (const attribution of ATTRIBUTION_MODELS) {
        for (const [currency, dimensions] of SPLITS) {
          const answer = await ask(
            store,
            {
              ...ALL,
              dimensions,
              metrics: 'revenue,transactions',
              currency,
              attribution,
            },
            { now: NOW },
          );
          const sum = (answer.breakdown ?? []).reduce(
            (cents, row) => cents + Math.round(Number(row.revenue) * 1000),
            0,
          );
          expect(sum).toBe(Math.round(Number(answer.metrics.revenue) * 1000));
          expect(millionths(answer.breakdown, 'transactions')).toBe(1_000_000 * Number(answer.metrics.transactions));
        }
      }
    });
  });

  it('divide customers among sources as they divide orders, under a model that does', HANGS, async () => {
    await forEvery(HISTORIES / 10, [histories, deliveries], async (history, delivery) => {
      const store = await deliver(history, delivery);
      for (const attribution of ['linear', 'position']) {
        for (const dimensions of ['source', 'channel,entry_page']) {
          const params = { ...ALL, attribution, metrics: 'transactions,customers,average_order_value' };
          const { breakdown = [], metrics } = await ask(store, { ...params, dimensions }, { now: NOW });
          expect(millionths(breakdown, 'customers')).toBe(1_000_000 * Number(metrics.customers));
          for (const row of dimensions === 'source' ? breakdown : []) {
            const filter_source = `is:${String(row.source).replaceAll(',', '\\,')}`;
            const { metrics: filtered } = await ask(store, { ...params, filter_source }, { now: NOW });
            expect({ source: row.source, ...filtered }).toMatchObject(row);
          }
        }
      }
    });
  });
});
