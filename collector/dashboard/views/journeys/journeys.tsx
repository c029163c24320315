import type { JourneysAnswer } from '../../../contract/reports/journeys.ts';
import { usePages } from '../../api/use-pages.ts';
import { count, percent } from '../../format/number.ts';
import { BarTable } from '../../parts/chart/bar-table.tsx';
import { CsvLink } from '../../parts/csv-link.tsx';
import { LeftOut } from '../../parts/left-out.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Progress, Trouble } from '../../parts/state.tsx';
import { Warnings } from '../../parts/warnings.tsx';
import { useSite } from '../../state/context.ts';
import { ofVisitsAndEvents } from '../../state/filter-kinds.ts';
import { toQuery } from '../../state/question.ts';
import { useQuestion } from '../../state/use-question.ts';
import { FlowPicture } from './flow-picture.tsx';
import { type Journey, placeName, readJourney, writeJourney } from './journey-address.ts';
import { JourneyForm } from './journey-form.tsx';

/** Also of pages and of ways between them, for each step. */
const ROWS = 40;

/** Which ways visitors take, on from a page or to it. */
export default function Journeys() {
  const site = useSite();
  const asking = useQuestion();
  const journey = readJourney(asking);
  const show = (next: Journey) => asking.setParams(writeJourney(next));
  const query = {
    ...toQuery(site.id, asking.question, { filters: ofVisitsAndEvents }),
    [journey.direction]: journey.anchor,
    steps: journey.steps,
    limit: ROWS,
  };
  const { data, pages, stale, problem, reload, hasMore, waiting, more } = usePages<JourneysAnswer>(
    '/api/journeys',
    query,
  );
  const paths = pages.flatMap((page) => page.paths);
  return (
    <div class="stacked">
      <h1 class="only-heard">Journeys</h1>
      <LeftOut what="Journeys" understood={ofVisitsAndEvents} />
      <Progress waiting={(data === null && problem === null) || stale || waiting} />
      <Panel title="Ways through the site" stale={stale}>
        <JourneyForm journey={journey} onChange={show} />
        {problem !== null && <Trouble problem={problem} retry={reload} />}
        {data !== null && data.sessions === 0 ? (
          <Empty title="No visit came by there in this period">Check the page, or choose a longer period.</Empty>
        ) : (
          <FlowPicture answer={data} journey={journey} onAnchor={show} />
        )}
        <Warnings warnings={data?.meta.warnings} />
      </Panel>
      {paths.length > 0 && (
        <Panel title="Whole paths" stale={stale} aside={<CsvLink path="/api/journeys" query={query} />}>
          <BarTable
            name="Path"
            caption="Whole paths, the commonest first"
            rows={paths}
            label={({ path }) => path.map(placeName).join(' → ')}
            size={({ sessions }) => sessions}
            columns={[
              { name: 'Visits', cell: ({ sessions }) => count(sessions) },
              { name: 'Share', cell: ({ share }) => percent(share) },
            ]}
          />
          {hasMore && (
            <button type="button" class="button more" onClick={more} disabled={waiting}>
              More paths
            </button>
          )}
        </Panel>
      )}
    </div>
  );
}
