/* Lengths of time in milliseconds, as all times here are. A calendar day may be an hour shorter or longer than DAY_MS. */

export const MINUTE_MS = 60 * 1000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
