import { z } from 'zod';
import { analyticsAnswer } from './analytics.ts';
import { analyticsQuery } from './analytics-query.ts';
import {
  conversionEventAnswer,
  conversionEventBody,
  conversionEventPutBody,
  conversionEventsAnswer,
  conversionEventsQuery,
} from './conversion-event.ts';
import { batchAnswer, batchBody, batchEvent, eventAnswer, eventBody } from './event.ts';
import { healthAnswer, openapiAnswer, snippetAnswer } from './operation.ts';
import { revenueAnswer, revenueBody, revenueQuery } from './revenue.ts';
import type { Scope } from './vocabulary.ts';
import { listQuery, websiteAnswer, websiteCreateBody, websitePutBody, websitesAnswer } from './website.ts';

/** One operation of the API. The router, validation, the OpenAPI document and the client all read it from here. */
export interface Endpoint {
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for what varies. */
  path: string;
  summary: string;
  description?: string;
  /** What the key must be allowed to do; null needs no key at all. */
  scope: Scope | null;
  /** Browsers on the website's allowed domains may call it without a key. */
  browsers?: boolean;
  /** Whether the key must be of the whole account. */
  accountWide?: boolean;
  /** Which hourly allowance a call is taken from; null for calls without a key. */
  rateBucket: 'ordinary' | 'batch' | null;
  query?: z.ZodObject;
  /** How the query is documented, where another room judges it. */
  queryDocument?: z.ZodObject;
  body?: z.ZodObject;
  /** How the body is documented, where validation is finer than one schema can say. */
  bodyDocument?: z.ZodObject;
  answer: z.ZodObject;
  /** Every status it may answer beside 500 and, with a key, 401, 403 and 429. */
  statuses: readonly number[];
}

const WEBSITE = '/api/websites/{website_id}';
const CONVERSION_EVENTS = `${WEBSITE}/conversion-events`;
const CONVERSION_EVENT = `${CONVERSION_EVENTS}/{conversion_event_id}`;

const READ = [200, 400, 404] as const;
const WRITE = [200, 400, 404, 409, 413, 415, 503] as const;

export const endpoints = {
  trackEvent: {
    operation: 'trackEvent',
    method: 'POST',
    path: '/api/events',
    summary: 'Track one event',
    description:
      'Answered once the event is on disk. Servers send a key; browsers on an allowed domain send none, ' +
      'and may use the content type `text/plain` to avoid a preflight.',
    scope: 'events:write',
    browsers: true,
    rateBucket: 'ordinary',
    body: eventBody,
    answer: eventAnswer,
    statuses: WRITE,
  },
  trackBatch: {
    operation: 'trackBatch',
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
  recordRevenue: {
    operation: 'recordRevenue',
    method: 'POST',
    path: '/api/revenue',
    summary: 'Record a payment, renewal, refund or trial',
    description: 'A repeated `transaction_id` is counted once and answered with `duplicate: true`.',
    scope: 'revenue:write',
    rateBucket: 'ordinary',
    query: revenueQuery,
    body: revenueBody,
    answer: revenueAnswer,
    statuses: WRITE,
  },
  getAnalytics: {
    operation: 'getAnalytics',
    method: 'GET',
    path: '/api/analytics',
    summary: 'Ask for metrics by dimensions, filtered, in a range',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    queryDocument: analyticsQuery,
    answer: analyticsAnswer,
    statuses: READ,
  },
  listWebsites: {
    operation: 'listWebsites',
    method: 'GET',
    path: '/api/websites',
    summary: 'List the websites of the key',
    scope: 'websites:read',
    rateBucket: 'ordinary',
    query: listQuery,
    answer: websitesAnswer,
    statuses: [200, 400],
  },
  createWebsite: {
    operation: 'createWebsite',
    method: 'POST',
    path: '/api/websites',
    summary: 'Create a website',
    description: 'Needs a key of the whole account.',
    scope: 'websites:write',
    accountWide: true,
    rateBucket: 'ordinary',
    body: websiteCreateBody,
    answer: websiteAnswer,
    statuses: [200, 400, 409, 413, 415, 503],
  },
  getWebsite: {
    operation: 'getWebsite',
    method: 'GET',
    path: WEBSITE,
    summary: 'Read a website and its settings',
    scope: 'websites:read',
    rateBucket: 'ordinary',
    answer: websiteAnswer,
    statuses: [200, 404],
  },
  updateWebsite: {
    operation: 'updateWebsite',
    method: 'PUT',
    path: WEBSITE,
    summary: 'Change a website',
    description: 'A merge: absent keeps, null resets to the default, arrays are replaced whole. Honours `If-Match`.',
    scope: 'websites:write',
    rateBucket: 'ordinary',
    body: websitePutBody,
    answer: websiteAnswer,
    statuses: WRITE,
  },
  listConversionEvents: {
    operation: 'listConversionEvents',
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
    operation: 'createConversionEvent',
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
    operation: 'updateConversionEvent',
    method: 'PUT',
    path: CONVERSION_EVENT,
    summary: 'Change a conversion event',
    description: 'A merge: absent keeps, null clears. `active: true` brings an archived one back.',
    scope: 'conversions:write',
    rateBucket: 'ordinary',
    body: conversionEventPutBody,
    answer: conversionEventAnswer,
    statuses: WRITE,
  },
  archiveConversionEvent: {
    operation: 'archiveConversionEvent',
    method: 'DELETE',
    path: CONVERSION_EVENT,
    summary: 'Archive a conversion event',
    description: 'It no longer counts; its history is kept.',
    scope: 'conversions:write',
    rateBucket: 'ordinary',
    answer: conversionEventAnswer,
    statuses: [200, 404, 409, 503],
  },
  getHealth: {
    operation: 'getHealth',
    method: 'GET',
    path: '/api/health',
    summary: 'Whether the collector is alive',
    scope: null,
    rateBucket: null,
    answer: healthAnswer,
    statuses: [200],
  },
  getReadiness: {
    operation: 'getReadiness',
    method: 'GET',
    path: '/api/health/ready',
    summary: 'Whether the collector can take writes',
    scope: null,
    rateBucket: null,
    answer: healthAnswer,
    statuses: [200, 503],
  },
  getSnippet: {
    operation: 'getSnippet',
    method: 'GET',
    path: '/api/snippet',
    summary: 'Address and integrity hash of the browser snippet',
    scope: null,
    rateBucket: null,
    answer: snippetAnswer,
    statuses: [200, 404],
  },
  getOpenapi: {
    operation: 'getOpenapi',
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document',
    scope: null,
    rateBucket: null,
    answer: openapiAnswer,
    statuses: [200],
  },
} as const satisfies Record<string, Endpoint>;

/** The same, as a list in reading order. */
export const ENDPOINTS: readonly Endpoint[] = Object.values(endpoints);
