import { useEffect, useState } from 'preact/hooks';
import type { OverviewAnswer } from '../../../contract/reports/overview.ts';
import { useReport } from '../../api/use-report.ts';
import { readNames } from '../../format/label.ts';
import { Progress, Trouble } from '../../parts/state.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { ROOM } from './breakdown.tsx';
import { ChartCard } from './chart-card.tsx';
import { Details } from './details.tsx';
import { Footnotes } from './footnotes.tsx';
import { type Headline, Headlines, shownMetric } from './headlines.tsx';
import { Nothing } from './nothing.tsx';
import { orderOf } from './order.ts';
import { OverviewPanel } from './overview-panel.tsx';
import { ASKED_PANELS, GROUPS } from './panel-groups.ts';

const EVERY_MS = 60_000;

/** More or less than before, where from, and did it pay: one page, one request. */
export function Overview() {
  const site = useSite();
  // Nobody should take the numbers of one website for those of another, even dimmed.
  return <OverviewOf key={site.id} />;
}

function OverviewOf() {
  const site = useSite();
  const may = useMay();
  const { question, param } = useQuestion();
  const [chosen, setChosen] = useState<Headline>('visitors');
  const { data, stale, problem, reload } = useReport<OverviewAnswer>(
    '/api/overview',
    {
      ...toQuery(site.id, question, { compare: true, interval: true, attribution: true }),
      panels: ASKED_PANELS.filter((panel) => may.money || panel !== 'product').join(','),
      // One more than there is room for: unattributed money may be among them, and has a row of its own.
      limit: ROOM + 1,
      sort: `-${orderOf(param('sort'))}`,
    },
    EVERY_MS,
  );
  useEffect(readNames, []);
  const metric = shownMetric(
    chosen,
    question.filters.map(({ dimension }) => dimension),
  );
  const details = param('details');
  const nothing = data !== null && !stale && isNothing(data);
  return (
    <>
      <h1 class="only-heard">Overview of {site.name}</h1>
      <Progress waiting={stale || (data === null && problem === null)} />
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      <Headlines answer={data} stale={stale} chosen={metric} onChoose={setChosen} />
      {nothing ? (
        <Nothing />
      ) : (
        <>
          <ChartCard answer={data} metric={metric} stale={stale} />
          {details !== null ? (
            <Details dimension={details} />
          ) : (
            <div class="panels">
              {GROUPS.map((group) => (
                <OverviewPanel key={group.title} group={group} answer={data} stale={stale} />
              ))}
            </div>
          )}
        </>
      )}
      {data !== null && <Footnotes answer={data} />}
    </>
  );
}

/** Neither traffic nor money. */
const isNothing = ({ metrics }: OverviewAnswer): boolean =>
  !metrics.pageviews && !metrics.visitors && !metrics.events && !metrics.revenue && !metrics.gross_revenue;
