const day = (time: string): string => `(${time} - iif(${time} < 0, 86399999, 0)) / 86400000`;

const bump = (row: 'new' | 'old', time: string): string => `
    insert into day_versions (site, day, version) values (${row}.site, ${day(`${row}.${time}`)}, 1)
    on conflict (site, day) do update set version = version + 1;`;

const watch = (table: 'events' | 'sessions', time: string): string => `
create trigger ${table}_inserted after insert on ${table} begin ${bump('new', time)}
end;
create trigger ${table}_updated after update on ${table} begin ${bump('new', time)}
end;
create trigger ${table}_moved after update on ${table} when ${day(`old.${time}`)} <> ${day(`new.${time}`)} begin ${bump('old', time)}
end;
create trigger ${table}_deleted after delete on ${table} begin ${bump('old', time)}
end;`;

const bumpIdentities = (row: 'new' | 'old'): string => `
    insert into identity_versions (site, version) values (${row}.site, 1)
    on conflict (site) do update set version = version + 1;`;

/**
 * Numbers the states of each day's events and sessions, and of a site's identities, so that whoever keeps them in memory
 * knows what has changed. Days are UTC, counted from 1970. By triggers, in the change's own transaction: no way of writing
 * can forget it. Rows are never deleted, for a number must never come twice. Beside it an index of the page views that may be
 * touches.
 */
export const versionsAndTaggedIndex = `
create table day_versions (
  site integer not null,
  day integer not null,
  version integer not null,
  primary key (site, day)
) without rowid;
create table identity_versions (
  site integer primary key,
  version integer not null
);
${watch('events', 'time')}
${watch('sessions', 'start')}
create trigger identities_inserted after insert on identities begin ${bumpIdentities('new')}
end;
create trigger identities_updated after update on identities begin ${bumpIdentities('new')}
end;
create trigger identities_deleted after delete on identities begin ${bumpIdentities('old')}
end;

insert into day_versions (site, day, version)
select distinct site, ${day('time')}, 1 from events union select distinct site, ${day('start')}, 1 from sessions;
insert into identity_versions (site, version) select distinct site, 1 from identities;

-- A payer's touches within visits are few among many events.
create index events_tagged on events (site, visitor, time) where tagged;
`;
