/** What is wrong with the campaign links that page views came by; null for what was stored before. */
export const linkFlaws = `
alter table events add column link_flaws text;
alter table excluded_events add column link_flaws text;
-- Few among many events.
create index events_flawed on events (site, visitor, time) where link_flaws is not null;
`;
