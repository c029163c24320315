import { useEffect, useState } from 'preact/hooks';
import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import type { ArrivalsAnswer } from '../../../contract/reports/arrivals.ts';
import { useReport } from '../../api/use-report.ts';
import { ago } from '../../format/date.ts';
import { Trouble } from '../../parts/state.tsx';
import { diagnose } from './diagnose.ts';
import { Silence } from './silence.tsx';

interface Props {
  website: WebsiteAnswer;
  onAllow(host: string): Promise<void>;
  onOpen?(): void;
}

const EVERY_MS = 2000;
/** After so long without an event there is something to say. */
const SILENT_MS = 60_000;

/** A live line: listens until the first event is counted. */
export function Listening({ website, onAllow, onOpen }: Props) {
  const path = `/api/websites/${encodeURIComponent(website.id)}/arrivals`;
  const { data, problem } = useReport<ArrivalsAnswer>(path, { limit: 50 }, EVERY_MS);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSilent(true), SILENT_MS);
    return () => clearTimeout(timer);
  }, []);
  const counted = data?.arrivals.filter(({ outcome }) => outcome === 'accepted') ?? [];
  const first = counted.findLast(({ event_name }) => event_name === 'page_view') ?? counted.at(-1);
  const latest = counted[0];
  const advice = data === null ? [] : diagnose(data, website, location.hostname);
  const urgent = advice.some(({ kind }) => kind === 'host' || kind === 'refused');
  return (
    <div class="listening">
      <p role="status" class={first === undefined ? 'live-line' : 'live-line arrived'}>
        {first !== undefined && latest !== undefined ? (
          website.last_event_at === null ? (
            <>
              {first.event_name === 'page_view' ? 'Your first page view: ' : `Your first event: ${first.event_name} `}
              <b>{first.page ?? ''}</b>, {ago(first.at)}
            </>
          ) : (
            <>
              It works. The last event: <b>{latest.page ?? latest.event_name}</b>, {ago(latest.at)}
            </>
          )
        ) : website.last_event_at !== null ? (
          <>It works. The last event came {ago(website.last_event_at)}.</>
        ) : (
          'Listening…'
        )}
      </p>
      {problem !== null && <Trouble problem={problem} />}
      {first === undefined && website.last_event_at === null && (silent || urgent) && (
        <Silence advice={advice} onAllow={onAllow} />
      )}
      {onOpen !== undefined && (
        <div class="card-foot">
          <button type="button" class={first === undefined ? 'button' : 'button primary'} onClick={onOpen}>
            Open the dashboard
          </button>
          {first === undefined && <span class="soft small">You can come back: Settings, Install.</span>}
        </div>
      )}
    </div>
  );
}
