import { REVENUE_DIMENSIONS, SESSION_DIMENSIONS } from '../../contract/vocabulary.ts';

const among = (words: readonly string[], dimension: string): boolean => words.includes(dimension);

/** Attributes of visits, which every report understands. */
export const ofVisits = (dimension: string): boolean => among(SESSION_DIMENSIONS, dimension);
/** Of visits and of single events. */
export const ofVisitsAndEvents = (dimension: string): boolean => !among(REVENUE_DIMENSIONS, dimension);
/** Of visits and of payments: money belongs to a visit, never to one event of it. */
export const ofMoney = (dimension: string): boolean => ofVisits(dimension) || among(REVENUE_DIMENSIONS, dimension);
/** For reports that take no filter. */
export const none = (): boolean => false;
