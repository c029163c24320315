import { type Endpoint, READ, WRITE } from '../endpoint.ts';
import {
  revenueDeleteAnswer,
  revenueDeleteQuery,
  revenueExplanationAnswer,
  revenueExplanationQuery,
  revenueListAnswer,
  revenueListQuery,
} from '../reports/revenue-report.ts';
import { revenueAnswer, revenueBody, revenueQuery } from '../revenue.ts';

const REVENUE = '/api/revenue';
const PAYMENT = `${REVENUE}/{revenue_id}`;

/** Payments: recorded, listed, explained, removed. */
export const revenueEndpoints = {
  recordRevenue: {
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
    method: 'GET',
    path: REVENUE,
    summary: 'List payments, newest first, and what each is credited to',
    description:
      'With a reason for each that is credited to nobody. `format=csv` answers a table: all of it, or as many rows as ' +
      '`limit` says and the next page in the header `Link`.',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: revenueListQuery,
    answer: revenueListAnswer,
    statuses: READ,
  },
  explainRevenue: {
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
} as const satisfies Record<string, Endpoint>;
