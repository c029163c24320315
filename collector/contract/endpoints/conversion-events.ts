import {
  conversionEventAnswer,
  conversionEventBody,
  conversionEventPutBody,
  conversionEventsAnswer,
  conversionEventsQuery,
  conversionPreviewAnswer,
  conversionPreviewBody,
} from '../account/conversion-event.ts';
import { type Endpoint, READ, WEBSITE, WRITE } from '../endpoint.ts';

const CONVERSION_EVENTS = `${WEBSITE}/conversion-events`;
const CONVERSION_EVENT = `${CONVERSION_EVENTS}/{conversion_event_id}`;

/** The definitions that conversions are counted by. */
export const conversionEventEndpoints = {
  listConversionEvents: {
    method: 'GET',
    path: CONVERSION_EVENTS,
    summary: 'List the active conversion events of a website',
    scope: 'conversions:read',
    rateBucket: 'ordinary',
    query: conversionEventsQuery,
    answer: conversionEventsAnswer,
    statuses: READ,
  },
  createConversionEvent: {
    method: 'POST',
    path: CONVERSION_EVENTS,
    summary: 'Define a conversion event',
    description: 'The same definition again answers with the first id and `created: false`. Applies to history.',
    scope: 'conversions:write',
    rateBucket: 'ordinary',
    body: conversionEventBody,
    answer: conversionEventAnswer,
    statuses: WRITE,
  },
  updateConversionEvent: {
    method: 'PUT',
    path: CONVERSION_EVENT,
    summary: 'Change a conversion event',
    description: 'A merge: absent keeps, null clears. `active: true` brings an archived one back.',
    scope: 'conversions:write',
    rateBucket: 'ordinary',
    body: conversionEventPutBody,
    answeredAs: 'conversion_event',
    answer: conversionEventAnswer,
    statuses: WRITE,
  },
  archiveConversionEvent: {
    method: 'DELETE',
    path: CONVERSION_EVENT,
    summary: 'Archive a conversion event',
    description: 'It no longer counts; its history is kept.',
    scope: 'conversions:write',
    rateBucket: 'ordinary',
    answer: conversionEventAnswer,
    statuses: [200, 404, 409, 503],
  },
} as const satisfies Record<string, Endpoint>;

/** Tries a definition. Apart, because the document lists it further down. */
export const conversionPreviewEndpoints = {
  previewConversionEvent: {
    method: 'POST',
    path: `${CONVERSION_EVENTS}/preview`,
    summary: 'What a conversion event would count, without creating it',
    description: 'The figures that its creation would show over the period, and what it meets.',
    scope: 'conversions:read',
    rateBucket: 'ordinary',
    body: conversionPreviewBody,
    answer: conversionPreviewAnswer,
    statuses: WRITE,
  },
} as const satisfies Record<string, Endpoint>;
