import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, speakFor } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { asProblem } from '../../api/use-report.ts';
import { Trouble } from '../../parts/state.tsx';
import { Frame } from './frame.tsx';
import { type Invitation, JoinForm } from './join-form.tsx';
import { NoToken } from './no-token.tsx';

/** Where a setup link, an invitation and a link for a new password lead. */
export default function Join() {
  const { path } = useLocation();
  const [token, setToken] = useState(takeToken);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const inspect = () => {
    if (token === '') return;
    setProblem(null);
    setInvitation(null);
    api
      .post<{ invitation: Invitation }>('/api/invitations/inspect', { token })
      .then((answer) => setInvitation(answer.invitation))
      .catch((error: unknown) => setProblem(asProblem(error)));
  };
  useEffect(() => {
    speakFor(null);
    inspect();
  }, [token]);
  useEffect(() => {
    // The link, pasted where this page is open already.
    const pasted = () => {
      const next = takeToken();
      if (next !== '') setToken(next);
    };
    addEventListener('hashchange', pasted);
    return () => removeEventListener('hashchange', pasted);
  }, []);
  if (token === '') return <NoToken setup={path === '/setup'} />;
  if (problem?.field === 'token')
    return (
      <Frame title="This link no longer works">
        <p>It was used, has expired, or a newer one took its place.</p>
        {path === '/setup' ? (
          <p class="soft">Restart the collector: it prints a new one. If your account exists already, log in.</p>
        ) : (
          <p class="soft">Ask whoever sent it for a new one.</p>
        )}
        <a class="button" href="/login">
          Log in
        </a>
      </Frame>
    );
  return (
    <Frame title={invitation === null ? 'Welcome' : TITLES[invitation.purpose]}>
      {problem !== null && <Trouble problem={problem} retry={inspect} />}
      {invitation !== null && <JoinForm token={token} invitation={invitation} />}
    </Frame>
  );
}

const TITLES: Record<Invitation['purpose'], string> = {
  setup: 'Set up your dashboard',
  invite: 'You are invited',
  reset: 'Choose a new password',
};

/** The part of the address after #, which does not stay there for others to see. */
function takeToken(): string {
  const token = location.hash.slice(1);
  if (token !== '') history.replaceState(null, '', location.pathname);
  return token;
}
