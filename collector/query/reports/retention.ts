import type { RetentionAnswer } from '../../contract/reports/retention.ts';
import { majorUnits } from '../../model/money.ts';
import type { RetentionRows, RetentionRowsQuestion } from '../../store/report-rows.ts';
import type { ReportSource } from '../../store/report-source.ts';
import type { RetentionQuestion } from '../ask/report-question.ts';
import { type Bucket, buildBuckets, isWhole } from '../count/buckets.ts';
import { percent } from '../count/metrics.ts';
import { periodOf, reportMeta } from '../count/report-meta.ts';
import { type PaidBy, paymentsByPayer } from '../money/retention-payments.ts';
import { inPages, type List } from './in-pages.ts';

/** One cohort, or its part of one label. */
interface Cohort {
  /** Place of its bucket. */
  cohort: number;
  label: string;
  /** By bucket, from its own on. */
  visitors: number[];
  /** Net minor units by bucket. */
  revenue: number[];
}

type CohortAnswer = RetentionAnswer['cohorts'][number];

/** Answers `GET /api/retention`. */
export const answerRetention = inPages(countRetention);

async function countRetention(
  source: ReportSource,
  question: RetentionQuestion,
): Promise<List<RetentionAnswer, CohortAnswer>> {
  const { site, range, interval, timezone, dimension, currency } = question;
  const buckets = buildBuckets(range, interval, timezone);
  const { paid, warnings } = await paymentsByPayer(source, question);
  const rows = await source.retention({
    site,
    buckets,
    dimension,
    filters: question.filters as RetentionRowsQuestion['filters'],
    payers: [...new Set(paid.flatMap(({ visitor }) => visitor ?? []))],
  });
  const cohorts = gather(rows.returns, buckets, dimension === null);
  const revenue = credit(paid, rows.payers, cohorts, buckets);
  const complete = buckets.map((bucket) => isWhole(bucket, interval, timezone) && bucket.end <= question.now);
  const meta = await reportMeta(source, question, warnings);
  return {
    rows: [...cohorts.values()].sort(inOrder).map((cohort) => present(cohort, buckets, complete, question)),
    tell: (cohorts, pagination) => ({
      success: true,
      website_id: question.website.id,
      period: { ...periodOf(question), interval },
      currency,
      cohorts,
      revenue: {
        cohorts: majorUnits(revenue.cohorts, currency),
        other_visitors: majorUnits(revenue.other_visitors, currency),
        unknown_payers: majorUnits(revenue.unknown_payers, currency),
      },
      pagination,
      meta,
    }),
  };
}

const nameOf = (cohort: number, label: string): string => JSON.stringify([cohort, label]);

/** The cohorts by their names. Where they are not parted, one of nobody is a row too. */
function gather(returns: RetentionRows['returns'], buckets: Bucket[], whole: boolean): Map<string, Cohort> {
  const cohorts = new Map<string, Cohort>();
  const cohortOf = (cohort: number, label: string): Cohort => {
    const none = (): number[] => Array(buckets.length).fill(0);
    const found = cohorts.get(nameOf(cohort, label)) ?? { cohort, label, visitors: none(), revenue: none() };
    cohorts.set(nameOf(cohort, label), found);
    return found;
  };
  if (whole) for (const index of buckets.keys()) cohortOf(index, '');
  for (const { cohort, label, bucket, visitors } of returns) cohortOf(cohort, label).visitors[bucket] = visitors;
  return cohorts;
}

/** Adds each payment to the cohort of its payer, in the bucket of its time; paid before the first visit, in the first. */
function credit(
  paid: PaidBy[],
  payers: RetentionRows['payers'],
  cohorts: Map<string, Cohort>,
  buckets: Bucket[],
): Record<keyof RetentionAnswer['revenue'], number> {
  const sums = { cohorts: 0, other_visitors: 0, unknown_payers: 0 };
  const known = new Map(payers.map((payer) => [payer.visitor, payer]));
  for (const { visitor, time, minor } of paid) {
    const payer = visitor === null ? undefined : known.get(visitor);
    if (payer === undefined) sums.unknown_payers += minor;
    else if (payer.cohort === null) sums.other_visitors += minor;
    else {
      sums.cohorts += minor;
      const bucket = buckets.findIndex(({ end }) => time < end);
      const revenue = cohorts.get(nameOf(payer.cohort, payer.label ?? ''))?.revenue ?? [];
      const at = Math.max(bucket, payer.cohort);
      revenue[at] = (revenue[at] ?? 0) + minor;
    }
  }
  return sums;
}

/** By time, then most visitors first, then by label. */
const inOrder = (a: Cohort, b: Cohort): number =>
  a.cohort - b.cohort || (b.visitors[b.cohort] ?? 0) - (a.visitors[a.cohort] ?? 0) || (a.label < b.label ? -1 : 1);

function present(
  { cohort, label, visitors, revenue }: Cohort,
  buckets: Bucket[],
  complete: boolean[],
  { dimension, currency }: RetentionQuestion,
): CohortAnswer {
  const size = visitors[cohort] ?? 0;
  let net = 0;
  return {
    cohort: buckets[cohort]?.label ?? '',
    ...(dimension === null ? {} : { label }),
    visitors: size,
    complete: complete[cohort] ?? false,
    periods: buckets.slice(cohort).map((bucket, period) => {
      const minor = revenue[cohort + period] ?? 0;
      net += minor;
      const came = visitors[cohort + period] ?? 0;
      return {
        period,
        date: bucket.label,
        visitors: came,
        share: percent(came, size),
        revenue: majorUnits(minor, currency),
        cumulative_revenue: majorUnits(net, currency),
        complete: complete[cohort + period] ?? false,
      };
    }),
  };
}
