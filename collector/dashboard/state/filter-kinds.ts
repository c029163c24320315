import { isRevenueDimension, isSessionDimension } from '../../contract/dimensions.ts';

/** Attributes of visits, which every report understands. */
export const ofVisits = (dimension: string): boolean => isSessionDimension(dimension);
/** Of visits and of single events. */
export const ofVisitsAndEvents = (dimension: string): boolean => !isRevenueDimension(dimension);
/** Of visits and of payments: money belongs to a visit, never to one event of it. */
export const ofMoney = (dimension: string): boolean => isSessionDimension(dimension) || isRevenueDimension(dimension);
/** For reports that take no filter. */
export const none = (): boolean => false;
