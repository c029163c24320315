/**
 * Where events stand among those of the same instant. What was stored before keeps the order it had: by id. An identity
 * keeps that of the `identify` it was learned from, so that the first of two at one instant is known.
 */
export const order = `
alter table events add column follows text;
alter table events add column place integer not null default 0;
alter table excluded_events add column follows text;
alter table excluded_events add column place integer not null default 0;
alter table identities add column follows text;
alter table identities add column place integer not null default 0;
`;
