/** Who may sign in to the dashboard, and links that show reports. Tokens and cookies are kept as SHA-256, in hex. */
export const people = `
create table people (
  id text primary key,
  email text not null unique,             -- in lower case
  name text not null,
  role text not null,
  websites text,                          -- JSON array of website ids; null is all of them
  password_hash text not null,
  created_at integer not null,
  last_seen_at integer
) without rowid;

create table sign_ins (
  hash text primary key,                  -- of the cookie
  person text not null references people (id) on delete cascade,
  created_at integer not null,
  expires_at integer not null
) without rowid;
create index sign_ins_by_person on sign_ins (person);

create table invitations (
  id text primary key,
  hash text not null unique,              -- of the token
  purpose text not null,                  -- setup, invite or reset
  email text,                             -- null for the setup
  role text not null,
  websites text,
  created_at integer not null,
  expires_at integer not null
) without rowid;

create table share_links (
  id text primary key,
  website integer not null references websites (number) on delete cascade,
  name text not null,
  filters text not null,                  -- JSON object
  revenue integer not null,
  created_at integer not null,
  expires_at integer
) without rowid;
create index share_links_by_website on share_links (website);

alter table api_keys add column name text;
`;
