import type { ConversionEvent, ConversionEventBody } from '../../../../contract/account/conversion-event.ts';
import { readCondition, type StepValue, writeCondition } from '../../../../contract/grammar.ts';

/** A conversion event while it is being written: all of it text. */
export interface Draft {
  type: 'event' | 'page';
  event_name: string;
  page_path: string;
  name: string;
  /** `plan=pro`, one to a line. */
  properties: string;
  worth: 'none' | 'fixed' | 'property';
  value: string;
  value_property: string;
  count: 'every' | 'once_per_session';
  is_primary: boolean;
}

export const NEW_DRAFT: Draft = {
  type: 'event',
  event_name: '',
  page_path: '',
  name: '',
  properties: '',
  worth: 'none',
  value: '',
  value_property: '',
  count: 'every',
  is_primary: false,
};

/** A stored definition, to be changed. */
export const draftOf = (event: ConversionEvent): Draft => ({
  type: event.type,
  event_name: event.event_name ?? '',
  page_path: event.page_path ?? '',
  name: event.name,
  properties: Object.entries(event.properties ?? {})
    .map(writeCondition)
    .join('\n'),
  worth: event.value_property !== null ? 'property' : event.value !== null ? 'fixed' : 'none',
  value: event.value === null ? '' : String(event.value),
  value_property: event.value_property ?? '',
  count: event.count,
  is_primary: event.is_primary,
});

/** The same as the API takes it; null while what it looks for is not said. */
export function bodyOf(draft: Draft): ConversionEventBody | null {
  const path = draft.page_path.trim();
  const looksFor = draft.type === 'event' ? draft.event_name.trim() : path;
  if (looksFor === '') return null;
  const properties = readProperties(draft.properties);
  return {
    type: draft.type,
    event_name: draft.type === 'event' ? looksFor : null,
    page_path: draft.type === 'page' ? looksFor : null,
    ...(draft.type === 'page' ? { match: path.includes('*') ? 'wildcard' : 'exact' } : {}),
    ...(draft.name.trim() === '' ? {} : { name: draft.name.trim() }),
    properties: Object.keys(properties).length === 0 ? null : properties,
    value: draft.worth === 'fixed' && draft.value !== '' ? Number(draft.value) : null,
    value_property: draft.worth === 'property' && draft.value_property !== '' ? draft.value_property.trim() : null,
    count: draft.count,
    is_primary: draft.is_primary,
  };
}

function readProperties(text: string): Record<string, StepValue> {
  const conditions = text.split('\n').map(readCondition);
  return Object.fromEntries(conditions.flatMap(([key, value]) => (key === '' ? [] : [[key, value ?? '']])));
}
