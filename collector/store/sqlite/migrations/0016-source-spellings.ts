const count = (row: 'new' | 'old', by: '+ 1' | '- 1'): string =>
  by === '+ 1'
    ? `insert into source_spellings (site, source, count) values (${row}.site, ${row}.source, 1)
    on conflict (site, source) do update set count = count + 1;`
    : `update source_spellings set count = count - 1 where site = ${row}.site and source = ${row}.source;
    delete from source_spellings where site = ${row}.site and source = ${row}.source and count = 0;`;

/**
 * How often each spelling of a source is there, by sessions and by touches within them, so that those that differ in case
 * alone can be shown as one: by triggers, so that it depends on what is stored and not on the order in which it came.
 */
export const sourceSpellings = `
create table source_spellings (
  site integer not null,
  source text not null,
  count integer not null,
  primary key (site, source)
) without rowid;
insert into source_spellings (site, source, count)
select site, source, sum(count) from (
  select site, source, count(*) as count from sessions where source is not null group by site, source
  union all
  select site, source, count(*) from events where tagged and source is not null group by site, source
) group by site, source;

create trigger sessions_source_inserted after insert on sessions when new.source is not null begin
    ${count('new', '+ 1')}
end;
create trigger sessions_source_left after update of source on sessions when old.source is not null and old.source is not new.source begin
    ${count('old', '- 1')}
end;
create trigger sessions_source_updated after update of source on sessions when new.source is not null and old.source is not new.source begin
    ${count('new', '+ 1')}
end;
create trigger sessions_source_deleted after delete on sessions when old.source is not null begin
    ${count('old', '- 1')}
end;
create trigger events_source_inserted after insert on events when new.tagged and new.source is not null begin
    ${count('new', '+ 1')}
end;
create trigger events_source_deleted after delete on events when old.tagged and old.source is not null begin
    ${count('old', '- 1')}
end;
`;
