import type { RetentionAnswer } from '../../../contract/reports/retention.ts';
import { COHORT_INTERVALS } from '../../../contract/vocabulary.ts';
import { useReport } from '../../api/use-report.ts';
import { CsvLink } from '../../parts/csv-link.tsx';
import { Choice } from '../../parts/form/choice.tsx';
import { LeftOut } from '../../parts/left-out.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { Warnings } from '../../parts/warnings.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { ofVisits } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { CohortGrid } from './cohort-grid.tsx';
import { MEASURE_WORDS, MEASURES } from './measures.ts';
import { WhosePaid } from './whose-paid.tsx';

const INTERVAL_CHOICES = [
  { id: 'day', name: 'Days' },
  { id: 'week', name: 'Weeks' },
  { id: 'month', name: 'Months' },
] as const;

/** Who comes back, and what they pay, by when they first came. */
export default function Retention() {
  const site = useSite();
  const may = useMay();
  const { question, ask, param, setParam } = useQuestion();
  const measure = MEASURES.find((one) => one === param('show')) ?? 'share';
  const query = {
    ...toQuery(site.id, question, { filters: ofVisits }),
    interval: COHORT_INTERVALS.find((interval) => interval === question.interval),
  };
  const { data, stale, problem, reload } = useReport<RetentionAnswer>('/api/retention', query);
  const offered = MEASURES.filter((one) => may.money || !MEASURE_WORDS[one].isMoney);
  const currency = data?.currency ?? site.currency;
  return (
    <>
      <h1 class="only-heard">Retention</h1>
      <LeftOut what="Retention" understood={ofVisits} />
      <Progress waiting={(data === null && problem === null) || stale} />
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      <Panel title="Who comes back" stale={stale} aside={<CsvLink path="/api/retention" query={query} />}>
        <div class="form-line">
          <Choice
            title="Show"
            options={offered.map((id) => ({ id, name: MEASURE_WORDS[id].name }))}
            chosen={measure}
            onChoose={(id) => setParam('show', id === 'share' ? null : id)}
          />
          <Choice
            title="By"
            options={INTERVAL_CHOICES}
            chosen={data?.period.interval ?? query.interval ?? 'week'}
            onChoose={(interval) => ask({ interval })}
          />
        </div>
        <p class="soft small">
          {MEASURE_WORDS[measure].meaning} <span class="hatched-key" aria-hidden="true" /> Hatched: not over yet, or cut
          off by the period.
        </p>
        {data?.cohorts.every(({ visitors }) => visitors === 0) ? (
          <Empty title="Nobody first came in this period">
            Choose a longer period: who came before it is in no cohort.
          </Empty>
        ) : (
          <CohortGrid answer={data} measure={measure} currency={currency} />
        )}
        {data !== null && may.money && <WhosePaid revenue={data.revenue} currency={currency} />}
        <Warnings warnings={data?.meta.warnings} />
      </Panel>
    </>
  );
}
