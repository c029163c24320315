import type { ComponentType } from 'preact';
import { useLocation, useRoute } from 'preact-iso';
import { useMay, useSite } from '../../state/context.ts';
import { NoView } from '../lost.tsx';
import { Attribution } from './attribution.tsx';
import { Conversions } from './conversions/conversions.tsx';
import { Data } from './data/data.tsx';
import { General } from './general.tsx';
import { InstallPage } from './install-page.tsx';
import { Keys } from './keys/keys.tsx';
import { People } from './people/people.tsx';
import { You } from './people/you.tsx';
import { Privacy } from './privacy/privacy.tsx';
import { Sharing } from './sharing/sharing.tsx';
import { TAB_NAMES, type Tab, tabsFor } from './tabs.ts';
import { WebsiteProvider } from './website-context.tsx';
import { Websites } from './websites.tsx';

const PAGES: Record<Tab, ComponentType> = {
  general: General,
  install: InstallPage,
  privacy: Privacy,
  attribution: Attribution,
  conversions: Conversions,
  sharing: Sharing,
  data: Data,
  websites: Websites,
  keys: Keys,
  people: People,
  you: You,
};

/** What can be changed: of the website looked at, of the account, of oneself. */
export default function Settings() {
  const site = useSite();
  const may = useMay();
  const { route } = useLocation();
  const { params } = useRoute();
  const groups = tabsFor(may.write);
  const open = groups.flatMap(([, tabs]) => tabs);
  if (params.tab !== undefined && !Object.hasOwn(TAB_NAMES, params.tab)) return <NoView />;
  const tab = open.find((one) => one === params.tab) ?? open[0] ?? 'you';
  const address = (one: Tab) => `/sites/${encodeURIComponent(site.id)}/settings/${one}`;
  const Page = PAGES[tab];
  const page = <Page key={tab} />;
  const own = groups[0]?.[0] === 'This website' && groups[0][1].includes(tab);
  return (
    <div class="settings">
      <nav class="settings-list" aria-label="Settings">
        {groups.map(([heading, tabs]) => (
          <div key={heading}>
            <p class="soft small settings-group">{heading}</p>
            <ul>
              {tabs.map((one) => (
                <li key={one}>
                  <a href={address(one)} aria-current={one === tab ? 'page' : undefined}>
                    {TAB_NAMES[one]}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div class="settings-choice">
        <select
          aria-label="Page of the settings"
          value={tab}
          onChange={(event) => route(address(event.currentTarget.value as Tab))}
        >
          {groups.map(([heading, tabs]) => (
            <optgroup key={heading} label={heading}>
              {tabs.map((one) => (
                <option key={one} value={one}>
                  {TAB_NAMES[one]}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div class="settings-body">
        <h1>{TAB_NAMES[tab]}</h1>
        {own ? <WebsiteProvider>{page}</WebsiteProvider> : page}
      </div>
    </div>
  );
}
