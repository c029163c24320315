import { useEffect, useMemo, useState } from 'preact/hooks';
import { api, speakFor } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem, forgetAnswers } from '../../api/use-report.ts';
import { Trouble } from '../../parts/state.tsx';
import { MayContext, SiteContext, type Situation, SituationContext } from '../../state/context.ts';
import { Frame } from '../entrance/frame.tsx';
import { Overview } from '../overview/overview.tsx';
import type { Share } from './share.ts';
import { SharedHeader } from './shared-header.tsx';

/** The overview of one website for whoever has its link; nothing else is within reach. */
export default function Shared() {
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [share, setShare] = useState<Share | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const open = () => {
    setProblem(null);
    api
      .get<{ share: Share }>('/api/share')
      .then((answer) => setShare(answer.share))
      .catch((error: unknown) => setProblem(asProblem(error)));
  };
  useEffect(() => {
    speakFor(token);
    forgetAnswers();
    open();
    return () => {
      speakFor(null);
      forgetAnswers();
    };
  }, [token]);
  useEffect(() => {
    const changed = () => {
      if (location.hash.length > 1 && location.hash !== '#view') setToken(location.hash.slice(1));
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  useEffect(() => {
    if (share !== null) document.title = `${share.website.name} · Bizness`;
  }, [share]);
  const situation = useMemo<Situation>(
    () => ({ person: null, websites: [], knowsCities: true, refresh: async () => undefined }),
    [],
  );
  const may = useMemo(() => ({ write: false, money: share?.revenue === true, leave: false }), [share]);
  if (problem !== null && [401, 403, 404].includes(problem.status))
    return (
      <Frame title="This link shows nothing any more">
        <p>It was revoked, has expired, or was not copied whole. Ask whoever sent it.</p>
      </Frame>
    );
  if (problem !== null)
    return (
      <Frame title="Not now">
        <Trouble problem={problem} retry={open} />
      </Frame>
    );
  if (share === null) return null;
  return (
    <SituationContext.Provider value={situation}>
      <SiteContext.Provider value={share.website}>
        <MayContext.Provider value={may}>
          <div class="shell">
            <SharedHeader share={share} />
            <main id="view" tabIndex={-1}>
              <Overview />
            </main>
          </div>
        </MayContext.Provider>
      </SiteContext.Provider>
    </SituationContext.Provider>
  );
}
