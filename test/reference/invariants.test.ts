import { describe, expect, it } from 'vitest';
import { REVENUE_DIMENSIONS } from '../../collector/contract/dimensions.ts';
import { writeFilter } from '../../collector/contract/grammar.ts';
import { ask } from '../support/ask.ts';
import { HISTORIES } from '../support/depth.ts';
import { forEvery, HANGS } from '../support/property.ts';
import { histories, NOW, type PlannedHistory } from './histories/histories.ts';
import { deliver, deliveries, productAnswer } from './histories/product.ts';
import { EVENT, questions, SESSION } from './histories/questions.ts';

/** Before and after everything that happens. */
const ALL_TIME = { start_date: '2023-12-01', end_date: '2024-12-30' };
const RUNS = HISTORIES / 5;

describe('over any history', HANGS, () => {
  it('there are no more visitors than sessions, and no more sessions than page views and events', async () => {
    // A page that is left was seen before: only here, where anything goes, may that be all there is of a session.
    const seen = histories.map(
      (history): PlannedHistory => ({
        ...history,
        events: history.events.map((event) => (event.name === 'page_leave' ? { ...event, name: 'hover' } : event)),
      }),
    );
    await forEvery(RUNS, [seen, deliveries], async (history, delivery) => {
      const store = await deliver(history, delivery);
      const { metrics } = await ask(store, ALL_TIME, { conversionEvents: history.conversionEvents, now: NOW });
      const [visitors, sessions, pageviews, events, converting] = (
        ['visitors', 'sessions', 'pageviews', 'events', 'converting_visitors'] as const
      ).map((metric) => Number(metrics[metric]));
      expect(visitors).toBeLessThanOrEqual(sessions as number);
      expect(sessions).toBeLessThanOrEqual((pageviews as number) + (events as number));
      expect(converting).toBeLessThanOrEqual(visitors as number);
    });
  });

  it('a filter only takes away: no count grows and no row appears', async () => {
    const COUNTS = ['visitors', 'sessions', 'pageviews', 'events', 'conversions', 'transactions', 'customers'];
    await forEvery(RUNS, [histories, deliveries, questions], async (history, delivery, plan) => {
      const question = plan(history);
      const store = await deliver(history, delivery);
      const some = await productAnswer(store, history, question);
      const all = await productAnswer(store, history, { ...question, filters: [] });
      for (const count of COUNTS) {
        if (some.metrics[count] === undefined || all.metrics[count] === undefined) continue;
        expect(Number(some.metrics[count]), count).toBeLessThanOrEqual(Number(all.metrics[count]));
      }
      const labels = (row: object) => JSON.stringify(question.dimensions.map((one) => (row as never)[one]));
      const rows = new Set(all.breakdown.map(labels));
      for (const row of some.breakdown) expect(rows).toContain(labels(row));
    });
  });

  it('a filter by the label of a row gives the numbers of the row', async () => {
    const dimensions = [...SESSION, ...EVENT, ...REVENUE_DIMENSIONS];
    /** What a row tells otherwise: rates of a page are of those who entered there, a conversion event's row counts it alone. */
    const OTHERWISE: Record<string, string[]> = {
      page: ['bounce_rate', 'session_duration'],
      conversion_event: ['conversions', 'converting_visitors', 'conversion_rate'],
    };
    await forEvery(RUNS, [histories, deliveries], async (history, delivery) => {
      const store = await deliver(history, delivery);
      const over = { conversionEvents: history.conversionEvents, now: NOW };
      const params = { ...ALL_TIME, include: 'total_rows', limit: '1000' };
      for (const dimension of dimensions) {
        const { breakdown = [] } = await ask(store, { ...params, dimensions: dimension }, over);
        for (const { [dimension]: label, ...row } of breakdown) {
          const filter = writeFilter({ operator: 'is', values: [String(label)] });
          const { metrics } = await ask(store, { ...params, [`filter_${dimension}`]: filter }, over);
          const alike = (numbers: object) =>
            Object.entries(numbers).filter(
              ([name]) => name !== 'currency' && !(OTHERWISE[dimension] ?? []).includes(name),
            );
          expect(alike(metrics), `${dimension} is ${label}`).toEqual(alike(row));
        }
      }
    });
  });

  it('the order of arrival, the portions and the repeats change nothing', async () => {
    await forEvery(RUNS, [histories, deliveries, deliveries, questions], async (history, one, other, plan) => {
      const question = plan(history);
      const first = await productAnswer(await deliver(history, one), history, question);
      expect(await productAnswer(await deliver(history, other), history, question)).toEqual(first);
    });
  });
});
