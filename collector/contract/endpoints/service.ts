import type { Endpoint } from '../endpoint.ts';
import { healthAnswer, openapiAnswer, snippetAnswer } from '../operation.ts';

/** The collector itself. */
export const serviceEndpoints = {
  getHealth: {
    method: 'GET',
    path: '/api/health',
    summary: 'Whether the collector is alive',
    scope: null,
    rateBucket: null,
    answer: healthAnswer,
    statuses: [200],
  },
  getReadiness: {
    method: 'GET',
    path: '/api/health/ready',
    summary: 'Whether the collector can take writes',
    scope: null,
    rateBucket: null,
    answer: healthAnswer,
    statuses: [200, 503],
  },
  getSnippet: {
    method: 'GET',
    path: '/api/snippet',
    summary: 'Address and integrity hash of the browser snippet',
    scope: null,
    rateBucket: null,
    answer: snippetAnswer,
    statuses: [200, 404],
  },
  getOpenapi: {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document',
    scope: null,
    rateBucket: null,
    answer: openapiAnswer,
    statuses: [200],
  },
} as const satisfies Record<string, Endpoint>;
