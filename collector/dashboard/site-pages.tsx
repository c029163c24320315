import { useEffect, useRef } from 'preact/hooks';
import { lazy, Route, Router, useLocation } from 'preact-iso';
import type { WebsiteAnswer } from '../contract/account/website.ts';
import { Shell } from './shell/shell.tsx';
import { MayContext, SiteContext, useSituation } from './state/context.ts';
import { lastSite, rememberSite } from './state/last-site.ts';
import { NoView, NoWebsite } from './views/lost.tsx';
import { Overview } from './views/overview/overview.tsx';

const Money = lazy(() => import('./views/money/money.tsx'));
const Funnels = lazy(() => import('./views/funnels/funnels.tsx'));
const Retention = lazy(() => import('./views/retention/retention.tsx'));
const Journeys = lazy(() => import('./views/journeys/journeys.tsx'));
const Live = lazy(() => import('./views/live/live.tsx'));
const Quality = lazy(() => import('./views/quality/quality.tsx'));
const Settings = lazy(() => import('./views/settings/settings.tsx'));
const FirstWebsite = lazy(() => import('./views/entrance/first-website.tsx'));

const SITE = /^\/sites\/([^/]+)/;

/** The website looked at last, else the one where something happened last. */
function usual(websites: readonly WebsiteAnswer[]): WebsiteAnswer | undefined {
  const seen = lastSite();
  const byNews = [...websites].sort((a, b) => (b.last_event_at ?? '').localeCompare(a.last_event_at ?? ''));
  return websites.find(({ id }) => id === seen) ?? byNews[0];
}

/** The id that an address names; as it stands where no browser would have written it so. */
function idIn(path: string): string | null {
  const named = SITE.exec(path)?.[1];
  try {
    return named === undefined ? null : decodeURIComponent(named);
  } catch {
    return named ?? null;
  }
}

/**
 * The views of one website, within the shell. An address that names none leads to the one looked at last; so does that of
 * a website which is deleted while somebody looks at it.
 */
export function SitePages() {
  const { path, route } = useLocation();
  const { person, websites } = useSituation();
  const shown = useRef<string | null>(null);
  const named = idIn(path);
  const site = websites.find(({ id }) => id === named);
  if (site !== undefined) shown.current = site.id;
  const first = usual(websites);
  const leaves = site === undefined && (named === null || named === shown.current);
  useEffect(() => {
    if (leaves && first !== undefined) route(`/sites/${encodeURIComponent(first.id)}`, true);
  }, [leaves, first, route]);
  useEffect(() => {
    if (site !== undefined) rememberSite(site.id);
    document.title = site === undefined ? 'Bizness' : `${site.name} · Bizness`;
  }, [site]);
  if (first === undefined) return <FirstWebsite />;
  if (site === undefined) return leaves || named === null ? null : <NoWebsite id={named} websites={websites} />;
  const may = { write: person?.role === 'owner', money: true, leave: true };
  return (
    <SiteContext.Provider value={site}>
      <MayContext.Provider value={may}>
        <Shell>
          <Router>
            <Route path="/sites/:id" component={Overview} />
            <Route path="/sites/:id/money" component={Money} />
            <Route path="/sites/:id/funnels" component={Funnels} />
            <Route path="/sites/:id/retention" component={Retention} />
            <Route path="/sites/:id/journeys" component={Journeys} />
            <Route path="/sites/:id/live" component={Live} />
            <Route path="/sites/:id/quality" component={Quality} />
            <Route path="/sites/:id/settings/:tab?" component={Settings} />
            <Route default component={NoView} />
          </Router>
        </Shell>
      </MayContext.Provider>
    </SiteContext.Provider>
  );
}
