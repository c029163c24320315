import { useLocation } from 'preact-iso';
import type { InvitationAnswer } from '../../../contract/account/people.ts';
import { api } from '../../api/client.ts';
import { forgetAnswers } from '../../api/use-report.ts';
import { FormCard } from '../../parts/form/form-card.tsx';
import { TextField } from '../../parts/form/text-field.tsx';
import { useDraft } from '../../state/use-draft.ts';
import { PASSWORD_MIN, PasswordField } from './password-field.tsx';

export type Invitation = Pick<InvitationAnswer, 'purpose' | 'email' | 'role'>;

const WORDS: Record<Invitation['purpose'], [title: string, action: string]> = {
  setup: ['Your account', 'Create the account'],
  invite: ['Your account', 'Create the account'],
  reset: ['Your new password', 'Save and log in'],
};

/** Makes the account, or its new password. */
export function JoinForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const { route } = useLocation();
  const { purpose, email } = invitation;
  const { draft, set } = useDraft({ email: email ?? '', name: '', password: '' });
  const [title, action] = WORDS[purpose];
  const join = async () => {
    await api.post('/api/invitations/accept', {
      token,
      email: draft.email.trim(),
      password: draft.password,
      ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    });
    forgetAnswers();
    route('/', true);
  };
  return (
    <FormCard
      title={title}
      {...(purpose === 'setup' ? { lead: 'You will own this dashboard and may invite others.' } : {})}
      action={action}
      done=""
      changed={draft.email.trim() !== '' && [...draft.password].length >= PASSWORD_MIN}
      onSave={join}
    >
      <TextField
        label="E-mail"
        name="email"
        type="email"
        required
        autocomplete="username"
        readOnly={email !== null}
        value={draft.email}
        onChange={(value) => set({ email: value })}
      />
      {purpose !== 'reset' && (
        <TextField
          label="Name"
          name="name"
          autocomplete="name"
          maxLength={200}
          value={draft.name}
          onChange={(name) => set({ name })}
        />
      )}
      <PasswordField value={draft.password} onChange={(password) => set({ password })} />
    </FormCard>
  );
}
