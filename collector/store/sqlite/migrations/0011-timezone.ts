/** Time zones of visitors; null for what was stored before. */
export const timezone = `
alter table events add column timezone text;
alter table sessions add column timezone text;
alter table excluded_events add column timezone text;
`;
