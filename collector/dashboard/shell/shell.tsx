import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useCurrentInSight } from '../parts/use-current-in-sight.ts';
import { useMay, useSite, useSituation } from '../state/context.ts';
import { useCorrectedAddress } from '../state/use-corrected-address.ts';
import { AccountMenu } from './account-menu.tsx';
import { AddFilter, FilterChips } from './filter-bar.tsx';
import { Keys } from './keys.tsx';
import { LiveCount } from './live-count.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { SITE_VIEWS } from './site-views.ts';
import { WebsiteMenu } from './website-menu.tsx';

/** Views that no period or filter changes. */
const TIMELESS = ['/live', '/settings'];

/** The header that every view keeps, and the view below it. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path, url } = useLocation();
  const site = useSite();
  const may = useMay();
  const { person } = useSituation();
  const base = `/sites/${encodeURIComponent(site.id)}`;
  const here = path
    .slice(base.length)
    .replace(/^(\/[^/]*).*/, '$1')
    .replace(/^\/$/, '');
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const links = useCurrentInSight(here);
  useCorrectedAddress();
  const timed = !TIMELESS.includes(here);
  return (
    <div class="shell">
      <a class="only-heard" href="#view">
        Skip to the numbers
      </a>
      <header class="top">
        <div class="top-line">
          <WebsiteMenu />
          <LiveCount />
          <span class="push" />
          {timed && <PeriodPicker />}
          <div>{person !== null && <AccountMenu person={person} />}</div>
        </div>
        <div class="second-line">
          <nav ref={links} class="views" aria-label="Views">
            {SITE_VIEWS.filter(([view]) => view !== '/settings' || may.write).map(([view, name]) => (
              <a
                key={view}
                href={`${base}${view}${carried(search, view)}`}
                aria-current={view === here ? 'page' : undefined}
              >
                {name}
              </a>
            ))}
          </nav>
          {timed && <AddFilter />}
        </div>
        {timed && <FilterChips />}
      </header>
      <main id="view" tabIndex={-1}>
        {children}
      </main>
      <Keys />
    </div>
  );
}

/** Period and filters go with the reader from view to view; what belongs to one view stays there. */
function carried(search: string, view: string): string {
  if (TIMELESS.includes(view)) return '';
  const kept = new URLSearchParams(
    [...new URLSearchParams(search)].filter(([name]) =>
      /^(?:filter_.*|period|start_date|end_date|compare|interval|timezone|attribution)$/.test(name),
    ),
  ).toString();
  return kept === '' ? '' : `?${kept}`;
}
