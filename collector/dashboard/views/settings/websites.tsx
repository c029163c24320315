import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ago } from '../../format/date.ts';
import { useSituation } from '../../state/context.ts';
import { WebsiteForm } from '../entrance/website-form.tsx';

/** All websites of the account, and a further one. */
export function Websites() {
  const { websites, refresh, person } = useSituation();
  const { route } = useLocation();
  const [adding, setAdding] = useState(false);
  return (
    <>
      {adding && (
        <WebsiteForm
          title="New website"
          onMade={async (website) => {
            await refresh();
            route(`/sites/${encodeURIComponent(website.id)}/settings/install`);
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {!adding && person?.websites === null && (
        <div>
          <button type="button" class="button primary" onClick={() => setAdding(true)}>
            Add a website
          </button>
        </div>
      )}
      <ul class="listed">
        {websites.map(({ id, name, domain, last_event_at }) => (
          <li key={id}>
            <div>
              <p class="clip" title={name}>
                <b>{name}</b>
              </p>
              <p class="soft small clip">
                {domain} · {last_event_at === null ? 'no event yet' : `last event ${ago(last_event_at)}`}
              </p>
            </div>
            <div class="acts">
              <a class="button" href={`/sites/${encodeURIComponent(id)}`} aria-label={`Open ${name}`}>
                Open
              </a>
              <a
                class="button"
                href={`/sites/${encodeURIComponent(id)}/settings/general`}
                aria-label={`Settings of ${name}`}
              >
                Settings
              </a>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
