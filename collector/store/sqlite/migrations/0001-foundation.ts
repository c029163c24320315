/** Times are ms since 1970 UTC; `site` is a website's number * 2, + 1 for its test data; money is in minor units. */
export const foundation = `
create table websites (
  number integer primary key,
  id text not null unique,
  name text not null,
  domain text not null,
  allowed_domains text not null,          -- JSON array
  timezone text not null,
  currency text not null,
  settings text not null,                 -- JSON object, only what differs from the defaults
  created_at integer not null,
  updated_at integer not null
);

create table api_keys (
  id text primary key,
  hash text not null unique,              -- SHA-256 of the secret, hex
  hint text not null,
  test integer not null,
  scopes text not null,                   -- JSON array
  websites text,                          -- JSON array of website ids; null is the whole account
  rate_limit integer,
  batch_rate_limit integer,
  created_at integer not null,
  expires_at integer,
  revoked_at integer,
  last_used_at integer
) without rowid;

create table conversion_events (
  number integer primary key,
  id text not null unique,
  website integer not null references websites (number),
  name text not null,
  active integer not null,
  definition text not null                -- JSON, as answered
);
create unique index conversion_events_by_name on conversion_events (website, name) where active;

create table remembered_answers (
  scope text not null,
  key text not null,
  fingerprint text not null,
  status integer not null,
  body text not null,
  created_at integer not null,
  primary key (scope, key)
) without rowid;
create index remembered_answers_by_age on remembered_answers (created_at);

-- What API keys have used of their hourly allowances.
create table allowances (
  name text primary key,                  -- bucket and key id
  used integer not null,
  resets_at integer not null
) without rowid;

create table salts (
  day text primary key,                   -- UTC
  salt blob not null
) without rowid;

create table secrets (
  name text primary key,
  value blob not null
) without rowid;

-- What came in and what became of it, counted per hour.
create table ledger (
  site integer not null,
  hour integer not null,                  -- start of the hour
  outcome text not null,                  -- accepted, duplicate or a drop's reason
  count integer not null,
  primary key (site, hour, outcome)
) without rowid;

create table sessions (
  seq integer primary key,
  site integer not null,
  visitor text not null,
  session_id text,                        -- the caller's own, if it keeps sessions
  first_event_id text not null,
  start integer not null,
  last integer not null,
  views integer not null,
  interactions integer not null,          -- interactive events other than page_view and page_leave
  engaged_seconds integer not null,
  entry_page text,
  exit_page text,
  channel text, source text, referrer text,
  utm_source text, utm_medium text, utm_campaign text, utm_content text, utm_term text,
  country text, region text, city text,
  device text, browser text, browser_version text, os text, os_version text, language text
);
create index sessions_by_start on sessions (site, start);
create index sessions_by_visitor on sessions (site, visitor, start);
create unique index sessions_by_caller_id on sessions (site, session_id) where session_id is not null;

create table events (
  seq integer primary key,
  site integer not null,
  event_id text not null,
  time integer not null,
  received integer not null,
  name text not null,
  visitor text,
  session_id text,                        -- the caller's own
  session integer,                        -- sessions.seq; null stands outside every session
  opens_session integer not null,
  hostname text,
  page text,
  tagged integer not null,                -- a page view with campaign tags or a click id
  interactive integer not null,
  engaged_seconds integer not null,
  properties text not null,               -- JSON
  channel text, source text, referrer text,
  utm_source text, utm_medium text, utm_campaign text, utm_content text, utm_term text,
  country text, region text, city text,
  device text, browser text, browser_version text, os text, os_version text, language text
);
create unique index events_by_id on events (site, event_id);
-- Holds all that the headline counts need: they read a fifth of the bytes and never the rows.
create index events_by_time on events (site, time, name, session, visitor);
create index events_by_visitor on events (site, visitor, time) where visitor is not null;
-- Nearly always empty; asked for every visitor whether a later event still waits for a session.
create index events_outside on events (site, visitor, time) where session is null and session_id is null and visitor is not null;
create index events_by_caller_session on events (site, session_id, time) where session_id is not null;

create table payments (
  seq integer primary key,
  site integer not null,
  revenue_id text not null,
  transaction_id text,
  type text not null,
  minor integer not null,                 -- signed
  currency text not null,
  time integer not null,
  received integer not null,
  visitor text,
  session_id text,
  customer_id text,
  email_hash text,
  product text,
  original_transaction_id text,
  properties text not null
);
create unique index payments_by_id on payments (site, revenue_id);
-- One per transaction and sign, so that a refund may carry its payment's id.
create unique index payments_by_transaction on payments (site, transaction_id, (minor < 0)) where transaction_id is not null;
create index payments_by_time on payments (site, time);
create index payments_by_visitor on payments (site, visitor, time) where visitor is not null;
create index payments_by_customer on payments (site, customer_id, time) where customer_id is not null;
create index payments_by_email on payments (site, email_hash, time) where email_hash is not null;
`;
