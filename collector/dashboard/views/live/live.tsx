import type { RealtimeAnswer } from '../../../contract/reports/realtime.ts';
import { useReport } from '../../api/use-report.ts';
import { count } from '../../format/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { Empty, Trouble } from '../../parts/state.tsx';
import { useSite } from '../../state/context.ts';
import { LatestEvents } from './latest-events.tsx';
import { LiveLists } from './live-lists.tsx';
import { MinuteBars } from './minute-bars.tsx';

const EVERY_MS = 5000;

/** Who is here now, asked for anew every few seconds while the page is seen. */
export default function Live() {
  const site = useSite();
  const query = { website_id: site.id, limit: 20 };
  const { data, problem, reload } = useReport<RealtimeAnswer>('/api/realtime', query, EVERY_MS);
  return (
    <div class="stacked">
      <h1 class="only-heard">Live</h1>
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      <section class="live-head" aria-label="Now">
        <p class="live-number">
          <span aria-live="polite">
            <b class={data === null ? 'big skeleton' : 'big'}>{count(data?.visitors ?? 0)}</b>{' '}
            {data?.visitors === 1 ? 'person' : 'people'} here now
          </span>
          <span class="soft small">Seen in the last five minutes</span>
        </p>
        <MinuteBars minutes={data?.minutes ?? null} />
      </section>
      {data?.visitors === 0 && (
        <section class="panel">
          <Empty title="Nobody is here right now">
            Open {site.domain} in another tab: you appear here within seconds.
          </Empty>
        </section>
      )}
      {data !== null && data.visitors > 0 && <LiveLists answer={data} />}
      {data !== null && data.latest_events.length > 0 && (
        <Panel title="Latest events">
          <LatestEvents events={data.latest_events} />
        </Panel>
      )}
    </div>
  );
}
