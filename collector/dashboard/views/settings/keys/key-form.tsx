import { SCOPES, type Scope } from '../../../../contract/vocabulary.ts';
import { api } from '../../../api/client.ts';
import { Tick } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { WebsiteChoice } from '../website-choice.tsx';
import type { NewKey } from './key-secret.tsx';
import { PRESETS, SCOPE_WORDS } from './scope-words.ts';

interface Draft {
  name: string;
  scopes: readonly Scope[];
  websites: string[] | null;
  test: boolean;
  rate: string;
  batches: string;
  expires: string;
}
const NEW_DRAFT: Draft = { name: '', scopes: [], websites: null, test: false, rate: '', batches: '', expires: '' };

/** Makes a key: what it may do first, then where and how much. */
export function KeyForm({ onMade, onCancel }: { onMade(key: NewKey): void; onCancel(): void }) {
  const { draft, set } = useDraft(NEW_DRAFT);
  const make = async () => {
    const key = await api.post<NewKey>('/api/keys', {
      name: draft.name.trim() || null,
      scopes: draft.scopes,
      websites: draft.websites,
      test: draft.test,
      ...(draft.rate === '' ? {} : { rate_limit: Number(draft.rate) }),
      ...(draft.batches === '' ? {} : { batch_rate_limit: Number(draft.batches) }),
      ...(draft.expires === '' ? {} : { expires_at: endOf(draft.expires) }),
    });
    onMade(key);
  };
  return (
    <FormCard
      title="New API key"
      action="Generate"
      changed
      missing={
        draft.scopes.length === 0
          ? 'Choose what the key may do.'
          : draft.websites?.length === 0
            ? 'Choose a website.'
            : null
      }
      onSave={make}
      aside={
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      }
    >
      <TextField
        label="Name"
        name="name"
        hint="Where it will be used, such as “shop server”."
        maxLength={200}
        value={draft.name}
        onChange={(name) => set({ name })}
      />
      <fieldset class="ticks">
        <legend>What it may do</legend>
        <div class="acts-line">
          {PRESETS.map(({ name, scopes }) => (
            <button
              key={name}
              type="button"
              class="button"
              aria-pressed={scopes.length === draft.scopes.length && scopes.every((one) => draft.scopes.includes(one))}
              onClick={() => set({ scopes })}
            >
              {name}
            </button>
          ))}
        </div>
        {SCOPES.map((scope) => (
          <Tick
            key={scope}
            label={scope}
            hint={SCOPE_WORDS[scope]}
            checked={draft.scopes.includes(scope)}
            onChange={(on) =>
              set({ scopes: on ? [...draft.scopes, scope] : draft.scopes.filter((one) => one !== scope) })
            }
          />
        ))}
      </fieldset>
      <WebsiteChoice legend="For which websites" value={draft.websites} onChange={(websites) => set({ websites })} />
      <Tick
        label="A test key"
        hint="What it writes is kept apart, and seen with ?test=true alone."
        checked={draft.test}
        onChange={(test) => set({ test })}
      />
      <div class="pair">
        <TextField
          label="Requests an hour"
          name="rate_limit"
          hint="Left empty: 1,000."
          type="number"
          inputMode="numeric"
          min={1}
          value={draft.rate}
          onChange={(rate) => set({ rate })}
        />
        <TextField
          label="Batches an hour"
          name="batch_rate_limit"
          hint="Left empty: 5,000."
          type="number"
          inputMode="numeric"
          min={1}
          value={draft.batches}
          onChange={(batches) => set({ batches })}
        />
        <TextField
          label="Last day"
          name="expires_at"
          hint="Left empty: it does not expire."
          type="date"
          value={draft.expires}
          onChange={(expires) => set({ expires })}
        />
      </div>
    </FormCard>
  );
}

/** The end of a day by the reader's own clock. */
export const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();
