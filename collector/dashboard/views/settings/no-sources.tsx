import { useEffect, useState } from 'preact/hooks';
import type { ExcludedReferrersPreview } from '../../../contract/account/excluded-referrers.ts';
import { api } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { label } from '../../format/label.ts';
import { counted, money, percent } from '../../format/number.ts';
import { FormCard } from '../../parts/form/form-card.tsx';
import { LinesField } from '../../parts/form/lines-field.tsx';
import { useSite } from '../../state/context.ts';
import { useDraft } from '../../state/use-draft.ts';
import { fromLines, toLines } from './lines.ts';
import { useWebsite } from './website-context.tsx';

/** Hosts that visitors come back from and that have not brought them. */
export function NoSources() {
  const { website, save } = useWebsite();
  const { draft, set, changed } = useDraft({ hosts: toLines(website.settings.excluded_referrers) });
  return (
    <FormCard
      title="Hosts that are no source"
      lead="Visits that come back from them count as direct, and a payment is credited to what came before. Applies to all history, and can be undone."
      changed={changed}
      onSave={() => save({ settings: { excluded_referrers: fromLines(draft.hosts) } })}
    >
      <LinesField
        label="Hosts that are no source"
        name="excluded_referrers"
        hint={
          <>
            Pages to pay or to sign in, and your own apps, one to a line, each with all below it. Well-known ones, such
            as <code>stripe.com</code> and <code>accounts.google.com</code>, are left out already.
          </>
        }
        placeholder="pay.bank.example"
        value={draft.hosts}
        onChange={(hosts) => set({ hosts })}
      />
      {changed && <Moved hosts={fromLines(draft.hosts)} />}
    </FormCard>
  );
}

/** So long after the last key the question is asked. */
const PAUSE_MS = 350;

/** How much money the list would move, before it is saved. */
function Moved({ hosts }: { hosts: string[] }) {
  const site = useSite();
  const path = `/api/websites/${encodeURIComponent(site.id)}/excluded-referrers/preview`;
  const key = JSON.stringify(hosts);
  const [answer, setAnswer] = useState<{ key: string; preview: ExcludedReferrersPreview } | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(async () => {
      try {
        const body = { excluded_referrers: JSON.parse(key), period: '90d' };
        const preview = await api.post<ExcludedReferrersPreview>(path, body);
        if (!wanted) return;
        setAnswer({ key, preview });
        setProblem(null);
      } catch (error) {
        if (wanted) setProblem(asProblem(error));
      }
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [path, key]);
  return (
    <section class="preview" aria-label="Preview" aria-live="polite">
      <h3>What it would move in 90 days</h3>
      {problem !== null ? (
        <p class="wrong small">{problem.message}</p>
      ) : answer === null ? (
        <p class="soft small">Counting…</p>
      ) : (
        <div class={answer.key === key ? undefined : 'stale'}>
          <Changes preview={answer.preview} />
        </div>
      )}
    </section>
  );
}

function Changes({ preview }: { preview: ExcludedReferrersPreview }) {
  const { currency, revenue_moved, share_moved, sessions, sources } = preview;
  return (
    <>
      <p>
        <b>{money(revenue_moved, currency)}</b>
        {share_moved !== null && <>, {percent(share_moved)} of revenue,</>} would be credited elsewhere, and{' '}
        {counted(sessions, 'visit')} would change source.
      </p>
      {sources.length > 0 && (
        <ul class="small matched">
          {sources.slice(0, 10).map(({ source, revenue_before, revenue_after }) => (
            <li key={source}>
              <span class="clip" title={source}>
                {label('source', source)}
              </span>
              <span class="number">
                {money(revenue_before, currency)} → {money(revenue_after, currency)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
