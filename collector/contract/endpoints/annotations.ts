import {
  annotationAnswer,
  annotationBody,
  annotationDeleteAnswer,
  annotationPutBody,
  annotationsAnswer,
  annotationsQuery,
} from '../account/annotation.ts';
import { type Endpoint, READ, WEBSITE, WRITE } from '../endpoint.ts';

const ANNOTATIONS = `${WEBSITE}/annotations`;
const ANNOTATION = `${ANNOTATIONS}/{annotation_id}`;

/** Notes on days. */
export const annotationEndpoints = {
  listAnnotations: {
    method: 'GET',
    path: ANNOTATIONS,
    summary: 'List the notes on days of a website',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: annotationsQuery,
    answer: annotationsAnswer,
    statuses: READ,
  },
  createAnnotation: {
    method: 'POST',
    path: ANNOTATIONS,
    summary: 'Note something on a day',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    body: annotationBody,
    answer: annotationAnswer,
    statuses: WRITE,
  },
  updateAnnotation: {
    method: 'PUT',
    path: ANNOTATION,
    summary: 'Change a note',
    description: 'A merge: absent keeps.',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    body: annotationPutBody,
    answeredAs: 'annotation',
    answer: annotationAnswer,
    statuses: [200, 400, 404, 413, 415, 503],
  },
  deleteAnnotation: {
    method: 'DELETE',
    path: ANNOTATION,
    summary: 'Remove a note',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: annotationDeleteAnswer,
    statuses: [200, 404, 503],
  },
} as const satisfies Record<string, Endpoint>;
