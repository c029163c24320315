/** Notes on days, and what deleting a visitor or a website needs. */
export const annotationsAndErasure = `
create table annotations (
  number integer primary key,
  id text not null unique,
  website integer not null references websites (number),
  date text not null,                     -- a day of the website's zone, 2024-01-15
  text text not null,
  created_at integer not null
);
create index annotations_by_date on annotations (website, date, number);

-- Websites that were deleted. Their numbers are never given again: what arrives late for one must not become another's.
create table deleted_websites (
  number integer primary key,
  emptied integer not null                -- whether all of its rows are gone
);

-- Find what a visitor who is to be forgotten has left.
create index payments_by_session on payments (site, session_id) where session_id is not null;
create index excluded_events_by_visitor on excluded_events (site, visitor) where visitor is not null;
`;
