import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsFor } from '../../collector/contract/dimensions.ts';
import { ATTRIBUTION_MODELS } from '../../collector/contract/vocabulary.ts';
import { ask } from '../support/ask.ts';
import { HISTORIES } from '../support/depth.ts';
import { forEvery, HANGS } from '../support/property.ts';
import { evaluate } from './evaluate.ts';
import { histories, NOW } from './histories/histories.ts';
import { asParameters, comparable, deliver, deliveries, productAnswer } from './histories/product.ts';
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

  it('give the same depth to which pages were seen', HANGS, async () => {
    await forEvery(HISTORIES / 2, [histories, deliveries, questions], async (history, delivery, plan) => {
      const asked = plan(history);
      const question = {
        ...asked,
        dimensions: asked.dimensions.filter((dimension) => metricsFor([dimension]).includes('visitors')),
        filters: asked.filters.filter(({ dimension }) => metricsFor([dimension]).includes('visitors')),
      };
      const store = await deliver(history, delivery);
      const params = { ...asParameters(question), metrics: 'scroll_depth' };
      const answer = await ask(store, params, { conversionEvents: history.conversionEvents, now: NOW });
      const expected = evaluate(history, question);
      const depths = (rows: Record<string, unknown>[] = []) =>
        rows
          .filter((row) => row.scroll_depth !== null)
          .map((row) => JSON.stringify([question.dimensions.map((dimension) => row[dimension]), row.scroll_depth]))
          .toSorted();
      expect(answer.metrics.scroll_depth).toBe(expected.metrics.scroll_depth);
      expect(answer.timeseries?.map((row) => row.scroll_depth)).toEqual(
        expected.timeseries.map((row) => row.scroll_depth),
      );
      expect(depths(answer.breakdown), JSON.stringify(question)).toEqual(depths(expected.breakdown));
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
