import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askFunnel, askJourneys, askRealtime, askRetention } from '../support/ask-report.ts';
import { HISTORIES } from '../support/depth.ts';
import { forEvery, HANGS } from '../support/property.ts';
import type { TemporaryStore } from '../support/temporary-store.ts';
import { resolveRange } from './calendar.ts';
import { evaluateFunnel } from './funnel.ts';
import { histories, NOW, type PlannedHistory } from './histories/histories.ts';
import { deliver, deliveries, filterParameters, rangeParameters } from './histories/product.ts';
import {
  funnelQuestions,
  journeysQuestions,
  realtimeQuestions,
  retentionQuestions,
} from './histories/report-questions.ts';
import { evaluateJourneys } from './journeys.ts';
import { evaluateRealtime } from './realtime.ts';
import { evaluateRetention } from './retention.ts';

const QUESTIONS_EACH = 6;

type Check<Question> = (store: TemporaryStore, history: PlannedHistory, question: Question) => Promise<void>;

/** Asks questions about histories, however they reached the store. */
async function agree<Question>(
  questions: fc.Arbitrary<(history: PlannedHistory) => Question>,
  check: Check<Question>,
): Promise<void> {
  const asked = fc.array(questions, { minLength: 1, maxLength: QUESTIONS_EACH, size: 'max' });
  await forEvery(HISTORIES, [histories, deliveries, asked], async (history, delivery, plans) => {
    const store = await deliver(history, delivery);
    for (const plan of plans) await check(store, history, plan(history));
  });
}

const pairs = (record: Record<string, string | null>): [string, string][] =>
  Object.entries(record).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));

describe('the product and the plain reading of the definitions agree', HANGS, () => {
  it('on every funnel of every history', async () => {
    await agree(funnelQuestions, async (store, history, question) => {
      const { range, timezone, steps, window, scope, dimension, filters } = question;
      const params: [string, string][] = [
        ...steps.map(({ text }): [string, string] => ['step', text]),
        ...pairs({ ...rangeParameters(range), timezone, window: `${window / 1000}s`, scope, dimension, limit: '1000' }),
        ...filterParameters(filters),
      ];
      const answer = await askFunnel(store, params, { now: NOW });
      const unnamed = (told: typeof answer.steps) => told.map(({ name: _, ...step }) => step);
      const breakdown = (answer.breakdown ?? [])
        .map(({ label, steps }) => ({ label, steps: unnamed(steps) }))
        .toSorted((a, b) => (a.label < b.label ? -1 : 1));
      expect(
        { steps: unnamed(answer.steps), breakdown: answer.breakdown === undefined ? null : breakdown },
        JSON.stringify(params),
      ).toEqual(evaluateFunnel(history, question));
    });
  });

  it('on who comes back and what they pay', async () => {
    await agree(retentionQuestions, async (store, history, question) => {
      const { range, timezone, interval, dimension, filters, currency, now } = question;
      const params = [
        // By instants: of days to come a report shows none.
        ...pairs({
          ...rangeParameters(resolveRange(range, timezone)),
          timezone,
          interval,
          dimension,
          currency,
          limit: '1000',
        }),
        ...filterParameters(filters),
      ];
      const { cohorts, revenue } = await askRetention(store, params, { now });
      const byLabel = cohorts.toSorted((a, b) =>
        JSON.stringify([a.cohort, a.label]) < JSON.stringify([b.cohort, b.label]) ? -1 : 1,
      );
      expect({ cohorts: byLabel, revenue }, JSON.stringify(params)).toEqual(evaluateRetention(history, question));
    });
  });

  it('on every journey', async () => {
    await agree(journeysQuestions, async (store, history, question) => {
      const { range, timezone, direction, anchor, steps, filters } = question;
      const params = [
        ...pairs({ ...rangeParameters(range), timezone, [direction]: anchor, steps: `${steps}`, limit: '1000' }),
        ...filterParameters(filters),
      ];
      const { conversionEvents } = history;
      const answer = await askJourneys(store, params, { now: NOW, conversionEvents });
      const told = {
        sessions: answer.sessions,
        paths: Object.fromEntries(
          answer.paths.map(({ path, sessions, share }) => [JSON.stringify(path), [sessions, share]]),
        ),
        nodes: Object.fromEntries(
          answer.nodes.map(({ step, page, sessions }) => [JSON.stringify([step, page]), sessions]),
        ),
        links: Object.fromEntries(
          answer.links.map(({ step, from, to, sessions }) => [JSON.stringify([step, from, to]), sessions]),
        ),
      };
      expect(told, JSON.stringify(params)).toEqual(evaluateJourneys(history, question));
    });
  });

  it('on what is happening at any moment', async () => {
    await agree(realtimeQuestions, async (store, history, question) => {
      const { now, timezone, filters, limit } = question;
      const params = [...pairs({ timezone, limit: `${limit}` }), ...filterParameters(filters)];
      const { conversionEvents } = history;
      const {
        success: _,
        website_id: __,
        period: ___,
        meta: ____,
        ...told
      } = await askRealtime(store, params, {
        now,
        conversionEvents,
      });
      expect(told, `${now} ${JSON.stringify(params)}`).toEqual(evaluateRealtime(history, question));
    });
  });
});
