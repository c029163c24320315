import { readStep, readStepKind } from '../../../contract/grammar.ts';
import type { FunnelAnswer, FunnelStepAnswer } from '../../../contract/reports/funnel.ts';
import { useReport } from '../../api/use-report.ts';
import { count, duration, NONE, percent } from '../../format/number.ts';
import { BarTable } from '../../parts/chart/bar-table.tsx';
import { CsvLink } from '../../parts/csv-link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { Warnings } from '../../parts/warnings.tsx';
import { Wide } from '../../parts/wide.tsx';
import { useSite } from '../../state/context.ts';
import { ofVisits } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { type Funnel, writeFunnel } from './funnel-address.ts';
import { FunnelBreakdown } from './funnel-breakdown.tsx';

function stepName({ step, name }: FunnelStepAnswer): string {
  const { kind, subject, conditions } = readStep(name);
  const words = conditions.length === 0 ? subject : readStepKind(name).rest;
  return `${step}. ${kind === 'page' && words === '/**' ? 'Any page' : words}`;
}

/** How many came how far. */
export function FunnelResult({ funnel }: { funnel: Funnel }) {
  const site = useSite();
  const { question } = useQuestion();
  const query = { ...toQuery(site.id, question, { filters: ofVisits }), ...writeFunnel(funnel) };
  const { data, stale, problem, reload } = useReport<FunnelAnswer>('/api/funnels', query);
  if (problem !== null) return <Trouble problem={problem} retry={reload} />;
  const first = data?.steps[0];
  const last = data?.steps.at(-1);
  return (
    <>
      <Progress waiting={data === null || stale} />
      <Panel title="How far they came" stale={stale} aside={<CsvLink path="/api/funnels" query={query} />}>
        {first !== undefined && first.visitors === 0 ? (
          <Empty title="Nobody took the first step in this period">
            Check how it is written, or choose a longer period.
          </Empty>
        ) : (
          <>
            <p class="funnel-sum">
              {first !== undefined && last !== undefined ? (
                <>
                  <b>{percent(last.share_of_first)}</b> came through: {count(last.visitors)} of {count(first.visitors)}{' '}
                  visitors
                </>
              ) : (
                <span class="skeleton">Counting who came how far</span>
              )}
            </p>
            <Wide title="Steps of the funnel">
              <div class="funnel">
                <BarTable
                  name="Step"
                  caption="Visitors of each step, their share, and those lost before it"
                  rows={data?.steps ?? []}
                  room={data === null ? funnel.steps.length : 0}
                  label={stepName}
                  size={({ visitors }) => visitors}
                  columns={[
                    { name: 'Visitors', cell: ({ visitors }) => count(visitors) },
                    { name: 'Of first', cell: ({ share_of_first }) => percent(share_of_first) },
                    { name: 'Of previous', cell: ({ share_of_previous }) => percent(share_of_previous) },
                    { name: 'Lost', cell: (step) => <Lost step={step} /> },
                    { name: 'Median time', cell: ({ median_seconds }) => duration(median_seconds) },
                  ]}
                />
              </div>
            </Wide>
          </>
        )}
        <Warnings warnings={data?.meta.warnings} />
      </Panel>
      {data?.breakdown !== undefined && funnel.dimension !== null && (
        <FunnelBreakdown dimension={funnel.dimension} rows={data.breakdown} stale={stale} />
      )}
    </>
  );
}

function Lost({ step: { drop_off } }: { step: FunnelStepAnswer }) {
  if (drop_off === null) return <>{NONE}</>;
  return <span class={drop_off > 0 ? 'down' : undefined}>{count(drop_off === 0 ? 0 : -drop_off)}</span>;
}
