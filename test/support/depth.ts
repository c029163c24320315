/*
 * How much is tried by chance and by repetition. The gate tries enough to notice a change; `npm run test:deep` tries what
 * a night has time for. Chance differs from run to run, so ten gates together try ten times as much as one.
 */

/** Whether this is `npm run test:deep`. */
export const DEEP = process.env.DEEP !== undefined;

/** Histories that are made up for one property of the reports. Costly properties take a part of them. */
export const HISTORIES = DEEP ? 1000 : 60;

/** Rounds in which a collector under load is killed. */
export const KILLS = DEEP ? 50 : 15;
