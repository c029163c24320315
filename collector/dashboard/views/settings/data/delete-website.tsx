import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api } from '../../../api/client.ts';
import type { ApiProblem } from '../../../api/problem.ts';
import { asProblem, forgetAnswers } from '../../../api/use-report.ts';
import { counted } from '../../../format/number.ts';
import { Confirm } from '../../../parts/form/confirm.tsx';
import { Trouble } from '../../../parts/state.tsx';
import { useSituation } from '../../../state/context.ts';
import { useWebsite } from '../website-context.tsx';

/** Ends the website and all of its data. The API says first how much that is. */
export function DeleteWebsite() {
  const { website } = useWebsite();
  const { person, refresh } = useSituation();
  const { route } = useLocation();
  const [told, setTold] = useState<ApiProblem | null>(null);
  if (person?.websites !== null) return null;
  const path = `/api/websites/${encodeURIComponent(website.id)}`;
  const ask = async () => {
    try {
      await api.delete(path);
    } catch (error) {
      setTold(asProblem(error));
    }
  };
  return (
    <section class="card" aria-labelledby="delete-website">
      <h2 id="delete-website">Delete this website</h2>
      <p class="soft">With all of its events, payments, conversion events, notes and share links.</p>
      <div>
        <button type="button" class="button danger" onClick={() => void ask()}>
          Delete {website.name}…
        </button>
      </div>
      {told !== null && told.field !== 'confirm' && <Trouble problem={told} />}
      {told?.field === 'confirm' && (
        <Confirm
          title={`Delete ${website.name}?`}
          action="Delete for good"
          phrase={website.id}
          onConfirm={async () => {
            await api.delete(path, { confirm: website.id });
            forgetAnswers();
            // Known to be gone before it is left, for "/" leads to the website that was looked at last.
            await refresh();
            route('/', true);
          }}
          onClose={() => setTold(null)}
        >
          <p>
            {counted(Number(told.details.events), 'event')} and {counted(Number(told.details.payments), 'payment')} go
            with it.
          </p>
          <p>This cannot be undone. Download a backup first if you may want it again.</p>
        </Confirm>
      )}
    </section>
  );
}
