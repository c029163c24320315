import { BACKUP_TYPE, EXPORT_TYPES, exportQuery, fileAnswer } from '../account/export.ts';
import { visitorErasureAnswer } from '../account/visitor.ts';
import { type Endpoint, READ, WEBSITE } from '../endpoint.ts';

const VISITOR = `${WEBSITE}/visitors/{visitor_id}`;

/** What an owner does with the data itself: taking it away, having it deleted. */
export const dataEndpoints = {
  exportWebsite: {
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
    statuses: READ,
  },
  previewVisitorErasure: {
    method: 'GET',
    path: VISITOR,
    summary: 'What deleting a visitor would take',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    answer: visitorErasureAnswer,
    statuses: READ,
  },
  eraseVisitor: {
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
  downloadBackup: {
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
