import { useState } from 'preact/hooks';
import type { ShareLinkAnswer } from '../../../../contract/account/share-link.ts';
import { readFilter } from '../../../../contract/grammar.ts';
import { api } from '../../../api/client.ts';
import { useReport } from '../../../api/use-report.ts';
import { date } from '../../../format/date.ts';
import { filterWords } from '../../../format/filter.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { Copy } from '../../../parts/form/copy.tsx';
import { Trouble } from '../../../parts/state.tsx';
import { useWebsite } from '../website-context.tsx';
import { PublicCard } from './public-card.tsx';
import { ShareForm } from './share-form.tsx';

/** Who may look without an account. */
export function Sharing() {
  const { website } = useWebsite();
  const path = `/api/websites/${encodeURIComponent(website.id)}/share-links`;
  const { data, problem, reload } = useReport<{ share_links: ShareLinkAnswer[] }>(path, {});
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ShareLinkAnswer | null>(null);
  return (
    <>
      <p class="soft">Whoever has a link sees the overview of this website, read-only and without an account.</p>
      {making ? (
        <ShareForm
          path={path}
          onMade={() => {
            setMaking(false);
            reload();
          }}
          onCancel={() => setMaking(false)}
        />
      ) : (
        <div>
          <button type="button" class="button primary" onClick={() => setMaking(true)}>
            New share link
          </button>
        </div>
      )}
      {problem !== null && <Trouble problem={problem} retry={reload} />}
      <ul class="listed">
        {data?.share_links.map((link) => (
          <li key={link.id}>
            <div>
              <p class="clip" title={link.name}>
                <b>{link.name}</b>
              </p>
              <p class="soft small">{says(link)}</p>
            </div>
            <div class="acts">
              <button
                type="button"
                class="button danger"
                aria-label={`Revoke ${link.name}`}
                onClick={() => setEnding(link)}
              >
                Revoke
              </button>
            </div>
            <div class="whole">
              <Copy text={`${location.origin}${link.path}`} what={`the link ${link.name}`} />
            </div>
          </li>
        ))}
      </ul>
      {data !== null && <PublicCard />}
      {ending !== null && (
        <Confirm
          title={`Revoke “${ending.name}”?`}
          action="Revoke"
          onConfirm={async () => {
            await api.delete(`${path}/${encodeURIComponent(ending.id)}`);
            reload();
          }}
          onClose={() => setEnding(null)}
        >
          <p>Whoever has the link sees nothing from this moment on.</p>
        </Confirm>
      )}
    </>
  );
}

function says({ filters, revenue, expires_at }: ShareLinkAnswer): string {
  const locked = Object.entries(filters).map(([dimension, filter]) => filterWords(dimension, readFilter(filter)));
  return [
    locked.length === 0 ? 'The whole website' : `Only ${locked.join(' and ')}`,
    revenue ? 'with money' : 'without money',
    ...(expires_at === null ? [] : [`until ${date(expires_at.slice(0, 10))}`]),
  ].join(' · ');
}
