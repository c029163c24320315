import type { ExcludedReferrersPreview } from '../../../contract/account/excluded-referrers.ts';
import { label } from '../../format/label.ts';
import { counted, money, percent } from '../../format/number.ts';
import { FormCard } from '../../parts/form/form-card.tsx';
import { LinesField } from '../../parts/form/lines-field.tsx';
import { useSite } from '../../state/context.ts';
import { useDraft } from '../../state/use-draft.ts';
import { fromLines, toLines } from './lines.ts';
import { usePreview } from './use-preview.ts';
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

/** How much money the list would move, before it is saved. */
function Moved({ hosts }: { hosts: string[] }) {
  const site = useSite();
  const path = `/api/websites/${encodeURIComponent(site.id)}/excluded-referrers/preview`;
  const { preview, stale, problem } = usePreview<ExcludedReferrersPreview>(path, {
    excluded_referrers: hosts,
    period: '90d',
  });
  return (
    <section class="preview" aria-label="Preview" aria-live="polite">
      <h3>What it would move in 90 days</h3>
      {problem !== null ? (
        <p class="wrong small">{problem.message}</p>
      ) : preview === null ? (
        <p class="soft small">Counting…</p>
      ) : (
        <div class={stale ? 'stale' : undefined}>
          <Changes preview={preview} />
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
