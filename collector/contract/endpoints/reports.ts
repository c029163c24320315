import { type Endpoint, READ } from '../endpoint.ts';
import { analyticsAnswer } from '../reports/analytics.ts';
import { analyticsQuery } from '../reports/analytics-query.ts';
import { funnelAnswer, funnelQuery } from '../reports/funnel.ts';
import { journeysAnswer, journeysQuery } from '../reports/journeys.ts';
import { overviewAnswer, overviewQuery } from '../reports/overview.ts';
import { realtimeAnswer, realtimeQuery } from '../reports/realtime.ts';
import { retentionAnswer, retentionQuery } from '../reports/retention.ts';

/** What a website is told by. */
export const reportEndpoints = {
  getAnalytics: {
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
    method: 'GET',
    path: '/api/realtime',
    summary: 'Who is here now, and what has just happened',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    queryDocument: realtimeQuery,
    answer: realtimeAnswer,
    statuses: READ,
  },
} as const satisfies Record<string, Endpoint>;
