import type { RealtimeAnswer } from '../../contract/reports/realtime.ts';
import { useReport } from '../api/use-report.ts';
import { count } from '../format/number.ts';
import { useSite } from '../state/context.ts';

const EVERY_MS = 20_000;

/** How many people are there now; leads to who they are. */
export function LiveCount() {
  const site = useSite();
  const { data } = useReport<RealtimeAnswer>('/api/realtime', { website_id: site.id, limit: 1 }, EVERY_MS);
  if (data === null) return null;
  return (
    <a
      class={`button live-dot${data.visitors === 0 ? ' quiet' : ''}`}
      href={`/sites/${encodeURIComponent(site.id)}/live`}
      aria-label={`${count(data.visitors)} now: people seen in the last five minutes`}
      title="People seen in the last five minutes"
    >
      {count(data.visitors)} <span class="only-wide">now</span>
    </a>
  );
}
