import { z } from 'zod';
import { analyticsAnswer } from './analytics.ts';
import { analyticsQuery } from './analytics-query.ts';
import { arrivalsAnswer, arrivalsQuery } from './arrivals.ts';
import {
  conversionEventAnswer,
  conversionEventBody,
  conversionEventPutBody,
  conversionEventsAnswer,
  conversionEventsQuery,
} from './conversion-event.ts';
import { dataEndpoints } from './data-endpoints.ts';
import { dataQualityAnswer, dataQualityQuery } from './data-quality.ts';
import { batchAnswer, batchBody, batchEvent, eventAnswer, eventBody } from './event.ts';
import { funnelAnswer, funnelQuery } from './funnel.ts';
import { journeysAnswer, journeysQuery } from './journeys.ts';
import { healthAnswer, openapiAnswer, snippetAnswer } from './operation.ts';
import { overviewAnswer, overviewQuery } from './overview.ts';
import { peopleEndpoints } from './people-endpoints.ts';
import { propertiesAnswer, propertiesQuery } from './properties.ts';
import { realtimeAnswer, realtimeQuery } from './realtime.ts';
import { retentionAnswer, retentionQuery } from './retention.ts';
import { revenueAnswer, revenueBody, revenueQuery } from './revenue.ts';
import {
  revenueDeleteAnswer,
  revenueDeleteQuery,
  revenueExplanationAnswer,
  revenueExplanationQuery,
  revenueListAnswer,
  revenueListQuery,
} from './revenue-report.ts';
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
  /** What the caller must be allowed to do. Null needs no caller at all, unless one of the next three is set. */
  scope: Scope | null;
  /** Only a person who is signed in may call it. */
  person?: boolean;
  /** Only a person who owns the whole account may call it. */
  owner?: boolean;
  /** A share link may call it too; where `scope` is null, nobody else. */
  shared?: boolean;
  /** It signs in or out: only pages of the collector itself may call it. */
  sameOrigin?: boolean;
  /** Request or answer holds a secret: the answer is not remembered for an `Idempotency-Key`. */
  secret?: boolean;
  /** Browsers on the website's allowed domains may call it without a key. */
  browsers?: boolean;
  /** Whether the caller must be of the whole account. */
  accountWide?: boolean;
  /** Which hourly allowance of a key a call is taken from; null for calls without a key. */
  rateBucket: 'ordinary' | 'batch' | null;
  query?: z.ZodObject;
  /** How the query is documented, where another room judges it. */
  queryDocument?: z.ZodObject;
  body?: z.ZodObject;
  /** How the body is documented, where validation is finer than one schema can say. */
  bodyDocument?: z.ZodObject;
  answer: z.ZodObject;
  /** Media types of the answer where it is a file, no JSON. */
  files?: readonly string[];
  /** Every status it may answer beside 500 and, with a key, 401, 403 and 429. */
  statuses: readonly number[];
}

/** Whether a call needs a key, a signed-in person or a share link. */
export const needsCaller = ({ scope, person, owner, shared }: Endpoint): boolean =>
  scope !== null || person === true || owner === true || shared === true;

const WEBSITE = '/api/websites/{website_id}';
const CONVERSION_EVENTS = `${WEBSITE}/conversion-events`;
const CONVERSION_EVENT = `${CONVERSION_EVENTS}/{conversion_event_id}`;

const REVENUE = '/api/revenue';
const PAYMENT = `${REVENUE}/{revenue_id}`;

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
    path: REVENUE,
    summary: 'Record a payment, renewal, refund or trial',
    description: 'A repeated `transaction_id` is counted once and answered with `duplicate: true`.',
    scope: 'revenue:write',
    rateBucket: 'ordinary',
    query: revenueQuery,
    body: revenueBody,
    answer: revenueAnswer,
    statuses: WRITE,
  },
  listRevenue: {
    operation: 'listRevenue',
    method: 'GET',
    path: REVENUE,
    summary: 'List payments, newest first, and what each is credited to',
    description:
      'With a reason for each that is credited to nobody. `format=csv` answers a table, whose next page is in the header `Link`.',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: revenueListQuery,
    answer: revenueListAnswer,
    statuses: READ,
  },
  explainRevenue: {
    operation: 'explainRevenue',
    method: 'GET',
    path: PAYMENT,
    summary: 'Explain what one payment is credited to, touch by touch',
    description: 'Whose it is and how that was found, every touch with its credit or why it has none, and all models.',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: revenueExplanationQuery,
    answer: revenueExplanationAnswer,
    statuses: READ,
  },
  deleteRevenue: {
    operation: 'deleteRevenue',
    method: 'DELETE',
    path: PAYMENT,
    summary: 'Remove one payment for good',
    description: 'For a mistake; money given back is a refund. A test key removes what test keys have written.',
    scope: 'revenue:write',
    rateBucket: 'ordinary',
    query: revenueDeleteQuery,
    answer: revenueDeleteAnswer,
    statuses: [200, 400, 404, 503],
  },
  getAnalytics: {
    operation: 'getAnalytics',
    method: 'GET',
    path: '/api/analytics',
    summary: 'Ask for metrics by dimensions, filtered, in a range',
    scope: 'analytics:read',
    shared: true,
    rateBucket: 'ordinary',
    queryDocument: analyticsQuery,
    answer: analyticsAnswer,
    statuses: READ,
  },
  getOverview: {
    operation: 'getOverview',
    method: 'GET',
    path: '/api/overview',
    summary: 'Everything a first page shows, in one request',
    description:
      'The headline metrics, their course and the top rows by each panel’s dimension: the same numbers as ' +
      '`GET /api/analytics` would answer one by one, all of one moment.',
    scope: 'analytics:read',
    shared: true,
    rateBucket: 'ordinary',
    queryDocument: overviewQuery,
    answer: overviewAnswer,
    statuses: READ,
  },
  getFunnel: {
    operation: 'getFunnel',
    method: 'GET',
    path: '/api/funnels',
    summary: 'How many visitors go through steps in order, and where they are lost',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    queryDocument: funnelQuery,
    answer: funnelAnswer,
    statuses: READ,
  },
  getRetention: {
    operation: 'getRetention',
    method: 'GET',
    path: '/api/retention',
    summary: 'Who comes back, and what each cohort pays',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    queryDocument: retentionQuery,
    answer: retentionAnswer,
    statuses: READ,
  },
  getJourneys: {
    operation: 'getJourneys',
    method: 'GET',
    path: '/api/journeys',
    summary: 'The commonest paths from a page, or to one',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    queryDocument: journeysQuery,
    answer: journeysAnswer,
    statuses: READ,
  },
  getRealtime: {
    operation: 'getRealtime',
    method: 'GET',
    path: '/api/realtime',
    summary: 'Who is here now, and what has just happened',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    queryDocument: realtimeQuery,
    answer: realtimeAnswer,
    statuses: READ,
  },
  listWebsites: {
    operation: 'listWebsites',
    method: 'GET',
    path: '/api/websites',
    summary: 'List the websites within reach',
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
    description: 'Needs a caller of the whole account.',
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
  getDataQuality: {
    operation: 'getDataQuality',
    method: 'GET',
    path: `${WEBSITE}/data-quality`,
    summary: 'What arrived and what became of it, day by day',
    description:
      'Events accepted, repeated, refused and dropped, with reasons, and the hosts they came from. Counted when they ' +
      'arrive, in whole hours of UTC.',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: dataQualityQuery,
    answer: dataQualityAnswer,
    statuses: READ,
  },
  getArrivals: {
    operation: 'getArrivals',
    method: 'GET',
    path: `${WEBSITE}/arrivals`,
    summary: 'The latest events as the collector saw them, whatever became of them',
    description: 'From memory since the start. For finding out why nothing comes.',
    scope: 'websites:read',
    rateBucket: 'ordinary',
    query: arrivalsQuery,
    answer: arrivalsAnswer,
    statuses: READ,
  },
  listProperties: {
    operation: 'listProperties',
    method: 'GET',
    path: `${WEBSITE}/properties`,
    summary: 'Which properties the latest events carry',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: propertiesQuery,
    answer: propertiesAnswer,
    statuses: READ,
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
  ...peopleEndpoints,
  ...dataEndpoints,
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
