import { keyAnswer, keyCreateBody, keyRotateBody, keysAnswer, newKeyAnswer, rotatedKeyAnswer } from '../account/key.ts';
import { type Endpoint, WRITE } from '../endpoint.ts';

const KEYS = '/api/keys';

/** API keys. */
export const keyEndpoints = {
  listKeys: {
    method: 'GET',
    path: KEYS,
    summary: 'List the API keys within reach; their secrets are not stored',
    scope: 'keys:write',
    rateBucket: 'ordinary',
    answer: keysAnswer,
    statuses: [200],
  },
  createKey: {
    method: 'POST',
    path: KEYS,
    summary: 'Make an API key',
    description: 'It can do no more than its maker: neither further scopes nor further websites.',
    scope: 'keys:write',
    secret: true,
    rateBucket: 'ordinary',
    body: keyCreateBody,
    answer: newKeyAnswer,
    statuses: [200, 400, 413, 415, 503],
  },
  revokeKey: {
    method: 'DELETE',
    path: `${KEYS}/{key_id}`,
    summary: 'End an API key at once',
    scope: 'keys:write',
    rateBucket: 'ordinary',
    answer: keyAnswer,
    statuses: [200, 404, 503],
  },
  rotateKey: {
    method: 'POST',
    path: `${KEYS}/{key_id}/rotate`,
    summary: 'Make a successor with the same powers and the same end',
    description:
      'The old key goes on working for `overlap_hours`, 24 unless said otherwise: 0 ends it at once, as a leaked one should be. ' +
      'It never lives longer than it would have.',
    scope: 'keys:write',
    secret: true,
    rateBucket: 'ordinary',
    body: keyRotateBody,
    bodyOptional: true,
    answer: rotatedKeyAnswer,
    statuses: WRITE,
  },
} as const satisfies Record<string, Endpoint>;
