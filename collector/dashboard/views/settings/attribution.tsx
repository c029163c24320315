import { ATTRIBUTION_MODELS, type AttributionModel } from '../../../contract/vocabulary.ts';
import { FormCard } from '../../parts/form/form-card.tsx';
import { TextField } from '../../parts/form/text-field.tsx';
import { useDraft } from '../../state/use-draft.ts';
import { NoSources } from './no-sources.tsx';
import { useWebsite } from './website-context.tsx';

const MODELS: Record<AttributionModel, [name: string, meaning: string]> = {
  last_non_direct: [
    'Last source',
    'The last visit that came from somewhere, however often they typed your address after.',
  ],
  last: ['Last visit', 'The last visit before the payment, direct or not.'],
  first: ['First visit', 'The visit that brought them the first time.'],
  linear: ['Evenly', 'Every visit before the payment, in equal parts.'],
  position: ['Ends first', '40 % to the first visit, 40 % to the last, the rest to those between.'],
};

/** Who gets the credit for a payment, where a report does not ask otherwise, and who never does. */
export function Attribution() {
  return (
    <>
      <Credit />
      <NoSources />
    </>
  );
}

function Credit() {
  const { website, save } = useWebsite();
  const { attribution_model, attribution_lookback_days } = website.settings;
  const { draft, set, changed } = useDraft({ model: attribution_model, days: String(attribution_lookback_days) });
  return (
    <FormCard
      title="Credit for payments"
      lead="The default of every report. Past payments are credited anew too; any report can ask for another model."
      changed={changed}
      onSave={() =>
        save({ settings: { attribution_model: draft.model, attribution_lookback_days: Number(draft.days) } })
      }
    >
      <fieldset class="ticks">
        <legend>What brought a payer</legend>
        {ATTRIBUTION_MODELS.map((model) => (
          <div class="tick" key={model}>
            <input
              id={`model-${model}`}
              type="radio"
              name="attribution_model"
              value={model}
              checked={draft.model === model}
              aria-describedby={`model-${model}-meaning`}
              onChange={() => set({ model })}
            />
            <div>
              <label for={`model-${model}`}>{MODELS[model][0]}</label>
              <p id={`model-${model}-meaning`} class="soft small">
                {MODELS[model][1]}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
      <TextField
        label="Days to look back"
        name="attribution_lookback_days"
        hint="1 to 365. Visits longer before the payment get no credit."
        type="number"
        inputMode="numeric"
        min={1}
        max={365}
        required
        value={draft.days}
        onChange={(days) => set({ days })}
      />
    </FormCard>
  );
}
