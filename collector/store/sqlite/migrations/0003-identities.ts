/**
 * Which user each visitor is, by the visitor's first `identify`. Learned from the history too: `identify` was stored
 * like any event before this. The conditions are those of `identifiedUser` when this was written.
 */
export const identities = `
create table identities (
  site integer not null,
  visitor text not null,
  user_id text not null,                  -- as the owner gave it
  time integer not null,                  -- of the event that said so
  event_id text not null,
  primary key (site, visitor)
) without rowid;
create index identities_by_user on identities (site, user_id, time, event_id);
-- Tells who a visitor is after its first identify was deleted.
create index events_identify on events (site, visitor, time) where name = 'identify';

insert into identities (site, visitor, user_id, time, event_id)
select site, visitor, user_id, time, event_id
from (
  select site, visitor, user_id, time, event_id,
    row_number() over (partition by site, visitor order by time, event_id) as place
  from (
    select site, visitor, time, event_id, json_extract(properties, '$.user_id') || '' as user_id,
      json_type(properties, '$.user_id') as type
    from events
    where name = 'identify' and visitor is not null
  )
  where (type = 'text' or type = 'integer' and abs(cast(user_id as integer)) <= 9007199254740991)
    and length(cast(user_id as blob)) <= 128
    and trim(user_id, char(32, 9, 10, 13)) <> ''
    and lower(user_id) not in ('undefined', 'null', 'nil', 'none', 'nan', '0', 'true', 'false', '[object object]',
      'anonymous', 'guest', 'unknown', 'user_id')
)
where place = 1;
`;
