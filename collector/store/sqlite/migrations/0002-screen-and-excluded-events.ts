/** Screen classes (null for what was stored before), and a place for events that are kept apart from what is counted. */
export const screenAndExcludedEvents = `
alter table events add column screen text;
alter table sessions add column screen text;

-- Events judged not to be counted. The columns of an event, its session apart: it has none.
create table excluded_events (
  seq integer primary key,
  site integer not null,
  event_id text not null,
  time integer not null,
  received integer not null,
  name text not null,
  visitor text,
  session_id text,                        -- the caller's own
  opens_session integer not null,
  hostname text,
  page text,
  tagged integer not null,
  interactive integer not null,
  engaged_seconds integer not null,
  properties text not null,               -- JSON
  channel text, source text, referrer text,
  utm_source text, utm_medium text, utm_campaign text, utm_content text, utm_term text,
  country text, region text, city text,
  device text, browser text, browser_version text, os text, os_version text, language text, screen text,
  reason text not null                    -- bot, referrer_spam or owner
);
-- An id is in this table or in events, never in both.
create unique index excluded_events_by_id on excluded_events (site, event_id);
create index excluded_events_by_time on excluded_events (site, time);
`;
