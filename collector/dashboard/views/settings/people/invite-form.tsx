import type { Role } from '../../../../contract/vocabulary.ts';
import { api } from '../../../api/client.ts';
import { Field } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { WebsiteChoice } from '../website-choice.tsx';
import type { NewLink } from './link-to-hand.tsx';

interface Draft {
  email: string;
  role: Role;
  websites: string[] | null;
}
const NEW_DRAFT: Draft = { email: '', role: 'viewer', websites: null };

/** Makes the link by which a further person comes in. */
export function InviteForm({ onMade, onCancel }: { onMade(link: NewLink): void; onCancel(): void }) {
  const { draft, set } = useDraft(NEW_DRAFT);
  return (
    <FormCard
      title="Invite somebody"
      action="Make the link"
      changed
      missing={
        draft.email.trim() === ''
          ? 'Write an e-mail address.'
          : draft.websites?.length === 0
            ? 'Choose a website.'
            : null
      }
      onSave={async () => onMade(await api.post<NewLink>('/api/invitations', { ...draft, email: draft.email.trim() }))}
      aside={
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      }
    >
      <div class="pair">
        <TextField
          label="E-mail"
          name="email"
          type="email"
          required
          autocomplete="off"
          value={draft.email}
          onChange={(email) => set({ email })}
        />
        <Field
          label="Role"
          name="role"
          hint="A viewer sees all numbers and changes nothing. An owner may do everything."
        >
          {(control) => (
            <select
              {...control}
              value={draft.role}
              onChange={(event) => set({ role: event.currentTarget.value as Role })}
            >
              <option value="viewer">Viewer</option>
              <option value="owner">Owner</option>
            </select>
          )}
        </Field>
      </div>
      <WebsiteChoice legend="For which websites" value={draft.websites} onChange={(websites) => set({ websites })} />
    </FormCard>
  );
}
