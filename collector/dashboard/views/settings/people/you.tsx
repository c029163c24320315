import { useLocation } from 'preact-iso';
import { api } from '../../../api/client.ts';
import { forgetAnswers } from '../../../api/use-report.ts';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useSituation } from '../../../state/context.ts';
import { useDraft } from '../../../state/use-draft.ts';
import { lengthHint, PASSWORD_MIN } from '../../entrance/password-field.tsx';

/** One's own name and password, and the way out. */
export function You() {
  const { person, refresh } = useSituation();
  const { route } = useLocation();
  const name = useDraft({ name: person?.name ?? '' });
  const password = useDraft({ current: '', next: '' });
  const leave = async () => {
    await api.delete('/api/session');
    forgetAnswers();
    route('/login');
  };
  return (
    <>
      <FormCard
        title="You"
        lead={`You log in as ${person?.email}.`}
        changed={name.changed && name.draft.name.trim() !== ''}
        onSave={async () => {
          await api.put('/api/session/profile', { name: name.draft.name.trim() });
          await refresh();
        }}
      >
        <TextField
          label="Name"
          name="name"
          autocomplete="name"
          maxLength={200}
          value={name.draft.name}
          onChange={(value) => name.set({ name: value })}
        />
      </FormCard>
      <FormCard
        title="Password"
        lead="Changing it logs you out everywhere else."
        action="Change the password"
        done="Changed."
        changed={password.draft.current !== '' && [...password.draft.next].length >= PASSWORD_MIN}
        onSave={async () => {
          await api.put('/api/session/password', {
            current_password: password.draft.current,
            new_password: password.draft.next,
          });
          password.reset();
        }}
      >
        <div class="pair">
          <TextField
            label="Present password"
            name="current_password"
            type="password"
            autocomplete="current-password"
            value={password.draft.current}
            onChange={(current) => password.set({ current })}
          />
          <TextField
            label="New password"
            name="new_password"
            hint={lengthHint(password.draft.next)}
            type="password"
            autocomplete="new-password"
            value={password.draft.next}
            onChange={(next) => password.set({ next })}
          />
        </div>
      </FormCard>
      <div>
        <button type="button" class="button" onClick={() => void leave()}>
          Log out
        </button>
      </div>
    </>
  );
}
