import { useState } from 'preact/hooks';
import type { DataQualityAnswer } from '../../../contract/reports/data-quality.ts';
import { useReport } from '../../api/use-report.ts';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { CampaignLinks } from './campaign-links.tsx';
import { DayBars } from './day-bars.tsx';
import { DayTable } from './day-table.tsx';
import { Hostnames } from './hostnames.tsx';
import { Reasons } from './reasons.tsx';
import { SourceDoubts } from './source-doubts.tsx';
import { Totals } from './totals.tsx';

const TABS = [
  { id: 'chart', name: 'By day' },
  { id: 'table', name: 'As a table' },
];

/** What arrived, what of it counts, and why the rest does not. */
export default function Quality() {
  const site = useSite();
  const { question } = useQuestion();
  const query = toQuery(site.id, question, { filters: () => false });
  delete query.website_id;
  const { data, stale, problem, reload } = useReport<DataQualityAnswer>(
    `/api/websites/${encodeURIComponent(site.id)}/data-quality`,
    query,
  );
  const [tab, setTab] = useState('chart');
  const total = data === null ? 0 : Object.values(data.totals).reduce((sum, count) => sum + count, 0);
  return (
    <div class="quality">
      <h1 class="only-heard">Data quality</h1>
      <Progress waiting={(data === null && problem === null) || stale} />
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      {question.filters.length > 0 && (
        <p class="soft small">Filters do not apply here: what was refused has no source, page or country.</p>
      )}
      {data !== null && (
        <>
          <Totals totals={data.totals} stale={stale} />
          <Panel title="Arrivals" tabs={TABS} chosen={tab} onChoose={setTab} stale={stale}>
            {total === 0 ? (
              <Empty title="Nothing arrived in this period">
                <a class="link" href={`/sites/${encodeURIComponent(site.id)}/settings/install`}>
                  Install the tag
                </a>{' '}
                and see it arrive live.
              </Empty>
            ) : tab === 'chart' ? (
              <DayBars days={data.days} />
            ) : (
              <DayTable days={data.days} />
            )}
          </Panel>
          <div class="two">
            <Reasons title="Refused" none="Nothing was refused." rows={data.refused} stale={stale} />
            <Reasons title="Left out" none="Nothing was left out." rows={data.dropped} stale={stale} />
          </div>
          <SourceDoubts rows={data.no_source_candidates} currency={data.currency} stale={stale} onChanged={reload} />
          <CampaignLinks rows={data.campaign_links} currency={data.currency} stale={stale} />
          <Hostnames rows={data.hostnames} stale={stale} onChanged={reload} />
        </>
      )}
    </div>
  );
}
