import type { ConversionEvent } from '../../../../contract/account/conversion-event.ts';
import { api } from '../../../api/client.ts';
import { forgetAnswers } from '../../../api/use-report.ts';
import { Field, Tick } from '../../../parts/form/field.tsx';
import { FormCard } from '../../../parts/form/form-card.tsx';
import { LinesField } from '../../../parts/form/lines-field.tsx';
import { TextField } from '../../../parts/form/text-field.tsx';
import { useDraft } from '../../../state/use-draft.ts';
import { useWebsite } from '../website-context.tsx';
import { ConversionPreview } from './conversion-preview.tsx';
import { bodyOf, type Draft, draftOf, NEW_DRAFT } from './definition.ts';
import { Suggestions } from './suggestions.tsx';

interface Props {
  path: string;
  /** Null: a new one. */
  event: ConversionEvent | null;
  onSaved(): void;
  onCancel(): void;
}

/** Defines a conversion event, and shows what it would have counted. */
export function ConversionForm({ path, event, onSaved, onCancel }: Props) {
  const { website } = useWebsite();
  const { draft, set, changed } = useDraft<Draft>(event === null ? NEW_DRAFT : draftOf(event));
  const body = bodyOf(draft);
  const write = async () => {
    if (event === null) await api.post(path, body);
    else await api.put(`${path}/${encodeURIComponent(event.id)}`, body);
    forgetAnswers();
    onSaved();
  };
  return (
    <FormCard
      title={event === null ? 'New conversion event' : `Change “${event.name}”`}
      changed={changed}
      missing={changed && body === null ? 'Name the conversion, and the event or the page that it counts.' : null}
      onSave={write}
      aside={
        <button type="button" class="button" onClick={onCancel}>
          Cancel
        </button>
      }
    >
      <div class="pair">
        <Field label="What happens" name="type">
          {(control) => (
            <select
              {...control}
              value={draft.type}
              onChange={(event) => set({ type: event.currentTarget.value === 'page' ? 'page' : 'event' })}
            >
              <option value="event">An event is sent</option>
              <option value="page">A page is visited</option>
            </select>
          )}
        </Field>
        {draft.type === 'event' ? (
          <TextField
            key="event"
            label="Name of the event"
            name="event_name"
            required
            maxLength={64}
            list="seen-event_name"
            autocomplete="off"
            value={draft.event_name}
            onChange={(event_name) => set({ event_name })}
          />
        ) : (
          <TextField
            key="page"
            label="Path of the page"
            name="page_path"
            hint="* is one part of the path, ** any: /blog/**"
            required
            placeholder="/thank-you"
            list="seen-page"
            autocomplete="off"
            value={draft.page_path}
            onChange={(page_path) => set({ page_path })}
          />
        )}
        <Suggestions websiteId={website.id} dimension={draft.type === 'event' ? 'event_name' : 'page'} />
        <TextField
          label="Name in reports"
          name="name"
          maxLength={200}
          placeholder={draft.type === 'event' ? draft.event_name : draft.page_path && `Visit ${draft.page_path}`}
          value={draft.name}
          onChange={(name) => set({ name })}
        />
        <Field label="Counts" name="count">
          {(control) => (
            <select
              {...control}
              value={draft.count}
              onChange={(event) => set({ count: event.currentTarget.value === 'every' ? 'every' : 'once_per_session' })}
            >
              <option value="every">Every time</option>
              <option value="once_per_session">Once a visit</option>
            </select>
          )}
        </Field>
      </div>
      <LinesField
        label="Only with these properties"
        name="properties"
        hint={
          <>
            One to a line, as <code>plan=pro</code>. All must be equal. Left empty: any.
          </>
        }
        value={draft.properties}
        onChange={(properties) => set({ properties })}
      />
      <div class="pair">
        <Field label="Worth" name="worth" hint="What one conversion is worth to you. Never mixed with revenue.">
          {(control) => (
            <select
              {...control}
              value={draft.worth}
              onChange={(event) => set({ worth: event.currentTarget.value as Draft['worth'] })}
            >
              <option value="none">Not said</option>
              <option value="fixed">Always the same</option>
              <option value="property">As a property says</option>
            </select>
          )}
        </Field>
        {draft.worth === 'fixed' && (
          <TextField
            label={`Worth in ${event?.currency ?? website.currency}`}
            name="value"
            type="number"
            inputMode="decimal"
            min={0}
            step="any"
            value={draft.value}
            onChange={(value) => set({ value })}
          />
        )}
        {draft.worth === 'property' && (
          <TextField
            label="Property that holds it"
            name="value_property"
            placeholder="value"
            value={draft.value_property}
            onChange={(value_property) => set({ value_property })}
          />
        )}
      </div>
      <Tick
        label="Primary"
        hint="Stands first wherever conversions are shown."
        checked={draft.is_primary}
        onChange={(is_primary) => set({ is_primary })}
      />
      <ConversionPreview path={path} body={body} currency={event?.currency ?? website.currency} />
    </FormCard>
  );
}
