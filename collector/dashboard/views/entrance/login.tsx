import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { api, speakFor } from '../../api/client.ts';
import { forgetAnswers } from '../../api/use-report.ts';
import { FormCard } from '../../parts/form/form-card.tsx';
import { TextField } from '../../parts/form/text-field.tsx';
import { useDraft } from '../../state/use-draft.ts';
import { destination } from './destination.ts';
import { Frame } from './frame.tsx';

/** The door. */
export function Login() {
  const { route, query } = useLocation();
  const { draft, set } = useDraft({ email: '', password: '' });
  useEffect(() => speakFor(null), []);
  const enter = async () => {
    await api.post('/api/session', { email: draft.email.trim(), password: draft.password });
    forgetAnswers();
    route(destination(query.to ?? null), true);
  };
  return (
    <Frame title="Log in">
      <FormCard
        title="Your account"
        action="Log in"
        done=""
        changed={draft.email.trim() !== '' && draft.password !== ''}
        onSave={enter}
      >
        <TextField
          label="E-mail"
          name="email"
          type="email"
          required
          autocomplete="username"
          value={draft.email}
          onChange={(email) => set({ email })}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          required
          autocomplete="current-password"
          value={draft.password}
          onChange={(password) => set({ password })}
        />
      </FormCard>
      <p class="soft small">
        Forgotten? An owner makes you a link for a new one: Settings, People. On the collector’s own machine:{' '}
        <code>npx bizness person invite you@acme.com</code>
      </p>
    </Frame>
  );
}
