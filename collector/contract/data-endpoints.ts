import {
  annotationAnswer,
  annotationBody,
  annotationDeleteAnswer,
  annotationPutBody,
  annotationsAnswer,
  annotationsQuery,
} from './annotation.ts';
import { conversionPreviewAnswer, conversionPreviewBody } from './conversion-event.ts';
import type { Endpoint } from './endpoints.ts';
import { BACKUP_TYPE, EXPORT_TYPES, exportQuery, fileAnswer } from './export.ts';
import { visitorErasureAnswer } from './visitor.ts';
import { websiteDeleteAnswer, websiteDeleteQuery } from './website.ts';

const WEBSITE = '/api/websites/{website_id}';
const ANNOTATIONS = `${WEBSITE}/annotations`;
const ANNOTATION = `${ANNOTATIONS}/{annotation_id}`;
const VISITOR = `${WEBSITE}/visitors/{visitor_id}`;

/** What an owner does with the data itself: notes on it, taking it away, having it deleted. */
export const dataEndpoints = {
  listAnnotations: {
    operation: 'listAnnotations',
    method: 'GET',
    path: ANNOTATIONS,
    summary: 'List the notes on days of a website',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: annotationsQuery,
    answer: annotationsAnswer,
    statuses: [200, 400, 404],
  },
  createAnnotation: {
    operation: 'createAnnotation',
    method: 'POST',
    path: ANNOTATIONS,
    summary: 'Note something on a day',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    body: annotationBody,
    answer: annotationAnswer,
    statuses: [200, 400, 404, 409, 413, 415, 503],
  },
  updateAnnotation: {
    operation: 'updateAnnotation',
    method: 'PUT',
    path: ANNOTATION,
    summary: 'Change a note',
    description: 'A merge: absent keeps.',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    body: annotationPutBody,
    answer: annotationAnswer,
    statuses: [200, 400, 404, 413, 415, 503],
  },
  deleteAnnotation: {
    operation: 'deleteAnnotation',
    method: 'DELETE',
    path: ANNOTATION,
    summary: 'Remove a note',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: annotationDeleteAnswer,
    statuses: [200, 404, 503],
  },
  previewConversionEvent: {
    operation: 'previewConversionEvent',
    method: 'POST',
    path: `${WEBSITE}/conversion-events/preview`,
    summary: 'What a conversion event would count, without creating it',
    description: 'The figures that its creation would show over the period, and what it meets.',
    scope: 'conversions:read',
    rateBucket: 'ordinary',
    body: conversionPreviewBody,
    answer: conversionPreviewAnswer,
    statuses: [200, 400, 404, 409, 413, 415, 503],
  },
  exportWebsite: {
    operation: 'exportWebsite',
    method: 'GET',
    path: `${WEBSITE}/export`,
    summary: 'Take away every stored event, or payment, one a line',
    description:
      'The rows of `bizness export`: a stream of NDJSON or CSV. It was complete when it ended as HTTP says; else the connection is cut.',
    scope: 'export:read',
    rateBucket: 'ordinary',
    query: exportQuery,
    answer: fileAnswer,
    files: Object.values(EXPORT_TYPES),
    statuses: [200, 400, 404],
  },
  previewVisitorErasure: {
    operation: 'previewVisitorErasure',
    method: 'GET',
    path: VISITOR,
    summary: 'What deleting a visitor would take',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: visitorErasureAnswer,
    statuses: [200, 400, 404],
  },
  eraseVisitor: {
    operation: 'eraseVisitor',
    method: 'DELETE',
    path: VISITOR,
    summary: 'Delete a visitor and all who are the same person, for good',
    description:
      'Events, sessions and identities go. Payments stay as money, without visitor, session, customer, e-mail hash and properties. ' +
      'Who comes again with the same id is a new visitor. Repeating it is harmless.',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: visitorErasureAnswer,
    statuses: [200, 400, 404, 503],
  },
  deleteWebsite: {
    operation: 'deleteWebsite',
    method: 'DELETE',
    path: WEBSITE,
    summary: 'Delete a website and all of its data, for good',
    description:
      'Needs a live key of the whole account, and `confirm` with the id: without it the 400 says how much would go. ' +
      'From then on the website is unknown; keys bound to it alone are revoked. Answered once all of its rows are gone.',
    scope: 'websites:write',
    accountWide: true,
    rateBucket: 'ordinary',
    query: websiteDeleteQuery,
    answer: websiteDeleteAnswer,
    statuses: [200, 400, 404, 503],
  },
  downloadBackup: {
    operation: 'downloadBackup',
    method: 'GET',
    path: '/api/backup',
    summary: 'Download the whole store as one SQLite file',
    description:
      'What `bizness backup` writes. Needs a key of the whole account with `websites:write` too: the file holds everything.',
    scope: 'export:read',
    accountWide: true,
    rateBucket: 'ordinary',
    answer: fileAnswer,
    files: [BACKUP_TYPE],
    statuses: [200, 503],
  },
} as const satisfies Record<string, Endpoint>;
