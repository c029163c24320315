import { EVENT_DIMENSIONS, operatorsOf, SESSION_DIMENSIONS } from '../../../../contract/dimensions.ts';
import { writeFilter } from '../../../../contract/grammar.ts';
import type { FilterOperator } from '../../../../contract/vocabulary.ts';
import { api } from '../../../api/client.ts';
import { OPERATOR_WORDS } from '../../../format/filter.ts';
import { dimensionName } from '../../../format/label.ts';
import { Tick } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { endOf } from '../keys/key-form.tsx';

interface Lock {
  dimension: string;
  operator: FilterOperator;
  value: string;
}
interface Draft {
  name: string;
  locks: Lock[];
  revenue: boolean;
  expires: string;
}
const NEW_DRAFT: Draft = { name: '', locks: [], revenue: false, expires: '' };
const DIMENSIONS: readonly string[] = [...SESSION_DIMENSIONS, ...EVENT_DIMENSIONS];

/** Makes a share link, for all or for what a filter lets through. */
export function ShareForm({ path, onMade, onCancel }: { path: string; onMade(): void; onCancel(): void }) {
  const { draft, set } = useDraft(NEW_DRAFT);
  const make = async () => {
    const locks = draft.locks.filter(({ value }) => value.trim() !== '');
    await api.post(path, {
      name: draft.name.trim(),
      filters: Object.fromEntries(
        locks.map(({ dimension, operator, value }) => [dimension, writeFilter({ operator, values: [value.trim()] })]),
      ),
      revenue: draft.revenue,
      ...(draft.expires === '' ? {} : { expires_at: endOf(draft.expires) }),
    });
    onMade();
  };
  const change = (place: number, part: Partial<Lock>) =>
    set({ locks: draft.locks.map((lock, index) => (index === place ? { ...lock, ...part } : lock)) });
  const free = DIMENSIONS.find((dimension) => !draft.locks.some((lock) => lock.dimension === dimension));
  return (
    <FormCard
      title="New share link"
      action="Make the link"
      changed
      missing={draft.name.trim() === '' ? 'Give the link a name.' : null}
      onSave={make}
      aside={
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      }
    >
      <div class="pair">
        <TextField
          label="Name"
          name="name"
          hint="For whom it is."
          required
          maxLength={200}
          value={draft.name}
          onChange={(name) => set({ name })}
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
      <fieldset class="ticks">
        <legend>What it shows</legend>
        {draft.locks.map((lock, place) => (
          <div class="lock" key={lock.dimension}>
            <select
              aria-label="Dimension"
              value={lock.dimension}
              onChange={(event) => {
                const dimension = event.currentTarget.value;
                const operator = operatorsOf(dimension).includes(lock.operator) ? lock.operator : 'is';
                change(place, { dimension, operator });
              }}
            >
              {DIMENSIONS.filter(
                (dimension) => dimension === lock.dimension || !draft.locks.some((one) => one.dimension === dimension),
              ).map((dimension) => (
                <option key={dimension} value={dimension}>
                  {dimensionName(dimension)}
                </option>
              ))}
            </select>
            <select
              aria-label="Comparison"
              value={lock.operator}
              onChange={(event) => change(place, { operator: event.currentTarget.value as FilterOperator })}
            >
              {operatorsOf(lock.dimension).map((operator) => (
                <option key={operator} value={operator}>
                  {OPERATOR_WORDS[operator]}
                </option>
              ))}
            </select>
            <input
              aria-label="Value"
              required
              maxLength={500}
              value={lock.value}
              onInput={(event) => change(place, { value: event.currentTarget.value })}
            />
            <button
              type="button"
              class="button"
              aria-label={`Without ${dimensionName(lock.dimension)}`}
              onClick={() => set({ locks: draft.locks.filter((_, index) => index !== place) })}
            >
              ×
            </button>
          </div>
        ))}
        <div class="acts-line">
          {draft.locks.length === 0 && <span class="soft">The whole website.</span>}
          {free !== undefined && (
            <button
              type="button"
              class="button"
              onClick={() => set({ locks: [...draft.locks, { dimension: free, operator: 'is', value: '' }] })}
            >
              Lock to a filter
            </button>
          )}
        </div>
      </fieldset>
      <Tick
        label="Show money"
        hint="Revenue, payments and revenue per visitor."
        checked={draft.revenue}
        onChange={(revenue) => set({ revenue })}
      />
    </FormCard>
  );
}
