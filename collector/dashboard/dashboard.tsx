import { useCallback, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { WebsiteAnswer } from '../contract/account/website.ts';
import { api } from './api/client.ts';
import type { ApiProblem } from './api/problem.ts';
import { asProblem } from './api/use-report.ts';
import { Trouble } from './parts/state.tsx';
import { SitePages } from './site-pages.tsx';
import { type Person, type Situation, SituationContext } from './state/context.ts';

interface SessionAnswer {
  person: Person | null;
  setup_needed: boolean;
  knows_cities?: boolean;
}

/** All that is behind the login: finds out who is there, and sends strangers to the door. */
export function Dashboard() {
  const { route, url } = useLocation();
  const [known, setKnown] = useState<Omit<Situation, 'refresh'> | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const refresh = useCallback(async () => {
    try {
      const session = await api.get<SessionAnswer>('/api/session');
      if (session.person === null) {
        route(session.setup_needed ? '/setup' : `/login?to=${encodeURIComponent(url)}`, true);
        return;
      }
      const { websites } = await api.get<{ websites: WebsiteAnswer[] }>('/api/websites', { limit: 1000 });
      setKnown({ person: session.person, websites, knowsCities: session.knows_cities === true });
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [route]);
  // As in `useReport`: the request need not wait for a frame.
  useLayoutEffect(() => void refresh(), [refresh]);

  const situation = useMemo<Situation | null>(() => known && { ...known, refresh }, [known, refresh]);
  if (problem !== null && known === null) {
    return (
      <main class="shell">
        <Trouble problem={problem} retry={() => void refresh()} />
      </main>
    );
  }
  if (situation === null) return null;
  return (
    <SituationContext.Provider value={situation}>
      <SitePages />
    </SituationContext.Provider>
  );
}
