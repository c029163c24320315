import type { FunnelAnswer, FunnelStepAnswer } from '../../contract/reports/funnel.ts';
import type { FunnelHitsQuestion } from '../../store/report-rows.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { FunnelQuestion, FunnelStep } from '../ask/report-question.ts';
import { percent } from '../count/metrics.ts';
import { periodOf, reportMeta } from '../count/report-meta.ts';
import { type Attempt, bestAttempt } from './funnel-attempts.ts';
import { inPages, type List } from './in-pages.ts';

type Part = NonNullable<FunnelAnswer['breakdown']>[number];

/** What the attempts of visitors add up to. */
interface Tally {
  /** How many came this far, by step. */
  visitors: number[];
  /** ms from the step before, of each who came this far. */
  gaps: number[][];
}

/** Answers `GET /api/funnels`. */
export const answerFunnel = inPages(countFunnel);

async function countFunnel(source: ReportSource, question: FunnelQuestion): Promise<List<FunnelAnswer, Part>> {
  const { site, range, steps, window, scope, dimension } = question;
  const total = newTally(steps.length);
  const rows = new Map<string, Tally>();
  const wanted: FunnelHitsQuestion = {
    site,
    ...range,
    steps: steps.map(({ definition }) => definition),
    filters: question.filters as FunnelHitsQuestion['filters'],
    dimension,
  };
  await source.funnelHits(wanted, (hits) => {
    const attempt = bestAttempt(hits, steps.length, window, scope);
    if (attempt === null) return;
    add(total, attempt);
    if (dimension === null) return;
    const row = rows.get(attempt.label) ?? newTally(steps.length);
    rows.set(attempt.label, row);
    add(row, attempt);
  });
  const meta = await reportMeta(source, question);
  return {
    rows: [...rows].sort(byVisitors).map(([label, tally]) => ({ label, steps: present(tally, steps) })),
    tell: (breakdown, pagination) => ({
      success: true,
      website_id: question.website.id,
      period: periodOf(question),
      scope,
      window_seconds: window / 1000,
      steps: present(total, steps),
      ...(dimension === null ? {} : { breakdown, pagination }),
      meta,
    }),
  };
}

const newTally = (steps: number): Tally => ({
  visitors: Array(steps).fill(0),
  gaps: Array.from({ length: steps }, () => []),
});

function add(tally: Tally, { times }: Attempt): void {
  for (const [step, time] of times.entries()) {
    tally.visitors[step] = (tally.visitors[step] ?? 0) + 1;
    if (step > 0) tally.gaps[step]?.push(time - (times[step - 1] ?? time));
  }
}

const byVisitors = ([labelA, a]: [string, Tally], [labelB, b]: [string, Tally]): number =>
  (b.visitors[0] ?? 0) - (a.visitors[0] ?? 0) || (labelA < labelB ? -1 : 1);

function present({ visitors, gaps }: Tally, steps: FunnelStep[]): FunnelStepAnswer[] {
  return steps.map(({ name }, index) => {
    const here = visitors[index] ?? 0;
    const before = index === 0 ? null : (visitors[index - 1] ?? 0);
    return {
      step: index + 1,
      name,
      visitors: here,
      share_of_first: percent(here, visitors[0] ?? 0),
      share_of_previous: before === null ? null : percent(here, before),
      drop_off: before === null ? null : before - here,
      median_seconds: medianSeconds(gaps[index] ?? []),
    };
  });
}

/** The middle of so many ms, or the mean of the two in the middle, in whole seconds. */
function medianSeconds(gaps: number[]): number | null {
  if (gaps.length === 0) return null;
  gaps.sort((a, b) => a - b);
  const low = gaps[(gaps.length - 1) >> 1] ?? 0;
  const high = gaps[gaps.length >> 1] ?? 0;
  return Math.round((low + high) / 2000);
}
