import { useEffect } from 'preact/hooks';
import { lazy, Route, Router, useLocation } from 'preact-iso';
import type { WebsiteAnswer } from '../contract/account/website.ts';
import { Shell } from './shell/shell.tsx';
import { MayContext, SiteContext, useSituation } from './state/context.ts';
import { lastSite, rememberSite } from './state/last-site.ts';
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

/** The views of one website, within the shell. Whatever names no website of theirs leads to the first one. */
export function SitePages() {
  const { path, route } = useLocation();
  const { person, websites } = useSituation();
  const named = SITE.exec(path)?.[1];
  const site = websites.find(({ id }) => named !== undefined && id === decodeURIComponent(named));
  const first = usual(websites);
  const lost = site === undefined && first !== undefined;
  useEffect(() => {
    if (lost && first !== undefined) route(`/sites/${encodeURIComponent(first.id)}`, true);
  }, [lost, first, route]);
  useEffect(() => {
    if (site !== undefined) rememberSite(site.id);
    document.title = site === undefined ? 'Bizness' : `${site.name} · Bizness`;
  }, [site]);
  if (first === undefined) return <FirstWebsite />;
  if (site === undefined) return null;
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
          </Router>
        </Shell>
      </MayContext.Provider>
    </SiteContext.Provider>
  );
}
