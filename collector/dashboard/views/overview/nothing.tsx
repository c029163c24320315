import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import type { SnippetAnswer } from '../../../contract/operation.ts';
import { useReport } from '../../api/use-report.ts';
import { Empty } from '../../parts/state.tsx';
import { useMay, useSite } from '../../state/context.ts';
import { useQuestion } from '../../state/use-question.ts';

/** Instead of numbers where there are none. What it says is known only when the website has answered. */
export function Nothing() {
  return (
    <div class="nothing">
      <Why />
    </div>
  );
}

/** Never, not in this period, or not under these filters. */
function Why() {
  const site = useSite();
  const may = useMay();
  const { question, ask } = useQuestion();
  const own = `/api/websites/${encodeURIComponent(site.id)}`;
  const { data } = useReport<{ website: WebsiteAnswer }>(own, may.leave ? {} : null);
  if (may.leave && data === null) return null;
  if (data !== null && data.website.last_event_at === null) return <FirstVisit />;
  const filtered = question.filters.length > 0;
  return (
    <Empty title={filtered ? 'Nothing matches these filters in this period' : 'No visits in this period'}>
      <p class="choices">
        {filtered && (
          <button type="button" class="button" onClick={() => ask({ filters: [] })}>
            Drop filters
          </button>
        )}
        {question.period !== '30d' && (
          <button type="button" class="button" onClick={() => ask({ period: '30d', start: null, end: null })}>
            Last 30 days
          </button>
        )}
        <button type="button" class="button" onClick={() => ask({ period: 'all', start: null, end: null })}>
          All time
        </button>
      </p>
    </Empty>
  );
}

/** The tag, and where to watch it arrive. */
function FirstVisit() {
  const site = useSite();
  const may = useMay();
  const { data } = useReport<SnippetAnswer>('/api/snippet', {});
  const tag = `<script defer src="${location.origin}${data?.url ?? '/bizness.js'}" data-website-id="${site.id}"></script>`;
  return (
    <Empty title="No visits yet. Paste this tag, then open your site">
      <p>
        <code class="script-tag">{tag}</code>
      </p>
      <p class="choices">
        <button type="button" class="button primary" onClick={() => void navigator.clipboard?.writeText(tag)}>
          Copy the tag
        </button>
        {may.write && (
          <a class="button" href={`/sites/${encodeURIComponent(site.id)}/settings/install`}>
            Watch it arrive
          </a>
        )}
      </p>
    </Empty>
  );
}
