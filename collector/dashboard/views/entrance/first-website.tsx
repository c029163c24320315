import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { WebsiteAnswer } from '../../../contract/account/website.ts';
import { api } from '../../api/client.ts';
import { useSituation } from '../../state/context.ts';
import { Frame } from './frame.tsx';
import { Install } from './install.tsx';
import { WebsiteForm } from './website-form.tsx';

/** The first run: account, website, tag, on one page. The website is there before the page is left. */
export default function FirstWebsite() {
  const { person, refresh } = useSituation();
  const { route } = useLocation();
  const [website, setWebsite] = useState<WebsiteAnswer | null>(null);
  if (person?.role !== 'owner' || person.websites !== null)
    return (
      <Frame title="Nothing to see yet">
        <p>No website is open to you. Ask an owner of this dashboard for one.</p>
      </Frame>
    );
  const allow = async (site: WebsiteAnswer, host: string) => {
    const path = `/api/websites/${encodeURIComponent(site.id)}`;
    const change = { allowed_domains: [...site.allowed_domains, host] };
    setWebsite((await api.put<{ website: WebsiteAnswer }>(path, change)).website);
  };
  const open = async (site: WebsiteAnswer) => {
    await refresh();
    route(`/sites/${encodeURIComponent(site.id)}`, true);
  };
  return (
    <Frame title={website === null ? 'Your first website' : 'One tag, and it counts'} wide>
      <ol class="first-steps">
        <li class="done">
          <p>
            <span class="only-heard">Done: </span>Account of {person.name ?? person.email}
          </p>
        </li>
        {website === null ? (
          <li aria-current="step">
            <WebsiteForm title="The website" onMade={setWebsite} />
          </li>
        ) : (
          <li class="done">
            <p>
              <span class="only-heard">Done: </span>
              {website.name}
              {website.name !== website.domain && <span class="soft"> {website.domain}</span>}
            </p>
          </li>
        )}
        <li aria-current={website === null ? undefined : 'step'}>
          {website === null ? (
            <p class="soft">The tag for its pages</p>
          ) : (
            <Install website={website} onAllow={(host) => allow(website, host)} onOpen={() => void open(website)} />
          )}
        </li>
      </ol>
    </Frame>
  );
}
