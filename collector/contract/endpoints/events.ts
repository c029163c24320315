import { z } from 'zod';
import { type Endpoint, WRITE } from '../endpoint.ts';
import { batchAnswer, batchBody, batchEvent, eventAnswer, eventBody } from '../event.ts';

/** What is sent: events, one at a time or many. */
export const eventEndpoints = {
  trackEvent: {
    method: 'POST',
    path: '/api/events',
    summary: 'Track one event',
    description:
      'Answered once the event is on disk. Servers send a key; browsers on an allowed domain send none, ' +
      'and may use the content type `text/plain` to avoid a preflight. The event `identify` with the property `user_id` ' +
      'says which user of yours the visitor is: visitors that are the same user count as one.',
    scope: 'events:write',
    browsers: true,
    rateBucket: 'ordinary',
    body: eventBody,
    answer: eventAnswer,
    statuses: WRITE,
  },
  trackBatch: {
    method: 'POST',
    path: '/api/events/batch',
    summary: 'Track up to 500 events',
    description:
      'Each event is judged on its own: good ones are stored though others fail. When all fail the answer is 400 with the same fields.',
    scope: 'events:write',
    browsers: true,
    rateBucket: 'batch',
    body: batchBody,
    bodyDocument: batchBody.extend({ events: z.array(batchEvent).min(1).max(500) }),
    answer: batchAnswer,
    statuses: WRITE,
  },
} as const satisfies Record<string, Endpoint>;
