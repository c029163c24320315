import { describe, expect, it } from 'vitest';
import { ask } from '../support/ask.ts';
import { askOverview } from '../support/ask-overview.ts';
import { HISTORIES } from '../support/depth.ts';
import { forEvery, HANGS } from '../support/property.ts';
import { histories, NOW } from './histories/histories.ts';
import { asParameters, deliver, deliveries } from './histories/product.ts';
import { questions } from './histories/questions.ts';

describe('over any history, the overview', () => {
  it('answers what analytics would answer piece by piece', HANGS, async () => {
    await forEvery(HISTORIES / 4, [histories, deliveries, questions], async (history, delivery, plan) => {
      const store = await deliver(history, delivery);
      const { dimensions: _, include: __, limit: ___, ...shared } = asParameters(plan(history));
      const params = { ...shared, compare: 'previous' };
      const over = { conversionEvents: history.conversionEvents, now: NOW };
      const overview = await askOverview(store, { ...params, limit: '100' }, over);
      const whole = await ask(store, { ...params, include: 'timeseries,realtime' }, over);

      expect(overview.metrics).toEqual(whole.metrics);
      expect(overview.meta).toEqual(whole.meta);
      expect(overview.period).toEqual(whole.period);
      expect(overview.realtime).toEqual(whole.realtime);
      expect(overview.timeseries.map(({ complete: _, ...row }) => row)).toEqual(whole.timeseries);
      const { timeseries, ...comparison } = overview.comparison ?? { timeseries: [] };
      expect(comparison).toEqual(whole.comparison);
      const sums = (rows: object[]) => rows.reduce((sum, row) => sum + Number((row as { pageviews?: 0 }).pageviews), 0);
      if ('pageviews' in whole.metrics) expect(sums(timeseries)).toBe(whole.comparison?.metrics.pageviews);
      expect(JSON.parse(JSON.stringify(overview))).toEqual(overview);

      for (const [panel, told] of Object.entries(overview.panels)) {
        const [first] = told.rows;
        if (first === undefined) continue;
        const { label: _, ...metrics } = first;
        const names = Object.keys(metrics);
        const by = names.includes('visitors') ? '-visitors' : '-revenue';
        const { breakdown, pagination } = await ask(
          store,
          { ...params, dimensions: panel, metrics: names.join(), sort: by, limit: '100', include: 'total_rows' },
          over,
        );
        expect(told.total_rows, panel).toBe(pagination?.total_rows);
        expect(
          told.rows.map(({ label, ...row }) => ({ [panel]: label, ...row })),
          panel,
        ).toEqual(breakdown);
      }
    });
  });
});
