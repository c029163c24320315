import { type Endpoint, READ, WEBSITE } from '../endpoint.ts';
import { arrivalsAnswer, arrivalsQuery } from '../reports/arrivals.ts';
import { dataQualityAnswer, dataQualityQuery } from '../reports/data-quality.ts';
import { propertiesAnswer, propertiesQuery } from '../reports/properties.ts';

/** What arrived at a website, and what became of it. */
export const qualityEndpoints = {
  getDataQuality: {
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
    method: 'GET',
    path: `${WEBSITE}/properties`,
    summary: 'Which properties the latest events carry',
    scope: 'analytics:read',
    rateBucket: 'ordinary',
    query: propertiesQuery,
    answer: propertiesAnswer,
    statuses: READ,
  },
} as const satisfies Record<string, Endpoint>;
