import { useLocation } from 'preact-iso';
import type { AnalyticsAnswer } from '../../../contract/reports/analytics.ts';
import type { RevenueMetric } from '../../../contract/vocabulary.ts';
import { useReport } from '../../api/use-report.ts';
import { LeftOut } from '../../parts/left-out.tsx';
import { Progress, Trouble } from '../../parts/state.tsx';
import { Warnings } from '../../parts/warnings.tsx';
import { useSite } from '../../state/context.ts';
import { ofMoney } from '../../state/filter-kinds.ts';
import { toQuery, writeQuestion } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { MoneyNumbers } from './money-numbers.tsx';
import { Products } from './products.tsx';

const METRICS: readonly RevenueMetric[] = [
  'revenue',
  'gross_revenue',
  'refunds',
  'customers',
  'transactions',
  'average_order_value',
];

/** Who paid, how often and how much, and for what. */
export function Customers() {
  const site = useSite();
  const { path } = useLocation();
  const { question } = useQuestion();
  const { data, stale, problem, reload } = useReport<AnalyticsAnswer>('/api/analytics', {
    ...toQuery(site.id, question, { filters: ofMoney, compare: true }),
    metrics: METRICS.join(','),
    include: question.compare === 'none' ? 'total_rows' : 'comparison',
  });
  const cohorts = writeQuestion(question);
  cohorts.set('show', 'cumulative');
  return (
    <>
      <Progress waiting={(data === null && problem === null) || stale} />
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      <LeftOut what="Money" understood={ofMoney} />
      <MoneyNumbers metrics={METRICS} answer={data} stale={stale} currency={data?.metrics.currency ?? site.currency} />
      <Products />
      {data !== null && (
        <>
          <Warnings warnings={data.meta.warnings} />
          <p class="left-out">
            <a class="link" href={`${path.replace(/money$/, 'retention')}?${cohorts}`}>
              What customers pay over time, by when they first came
            </a>
          </p>
        </>
      )}
    </>
  );
}
