import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReportSource } from '../../collector/store/sqlite/read/report-source.ts';
import { HISTORIES } from '../support/depth.ts';
import { SITE } from '../support/made-up.ts';
import { forEvery, HANGS } from '../support/property.ts';
import type { TemporaryStore } from '../support/temporary-store.ts';
import { histories } from './histories/histories.ts';
import { deliver, deliveries, productAnswer } from './histories/product.ts';
import { type PlannedQuestion, questions } from './histories/questions.ts';

// Each asks after every delivery, twice: some eight times the work of an agreement.
const RUNS = Math.ceil(HISTORIES / 8);

describe('what a reader keeps in memory', HANGS, () => {
  it('is what a reader that has just started would read, whatever arrives or goes in between', async () => {
    const asked = fc.array(questions, { minLength: 1, maxLength: 3 });
    await forEvery(RUNS, [histories, deliveries, asked], async (history, delivery, plans) => {
      const agree = async (store: TemporaryStore) => {
        const fresh = { ...store, source: createReportSource(store.db) };
        for (const plan of plans as PlannedQuestion[]) {
          const question = plan(history);
          const kept = await productAnswer(store, history, question);
          expect(kept, JSON.stringify(question)).toEqual(await productAnswer(fresh, history, question));
        }
      };
      const store = await deliver(history, delivery, agree);
      const middle = history.events[Math.floor(history.events.length / 2)]?.time ?? 0;
      await store.store.prune(SITE, middle);
      await agree(store);
    });
  });
});
