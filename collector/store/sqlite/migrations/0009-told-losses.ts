/** What browsers have told of events they gave up, so that a loss that is told again is not counted again. */
export const toldLosses = `
create table told_losses (
  site integer not null,
  event_id text not null,                 -- the first event of the request that told
  events integer not null,
  told_at integer not null,
  primary key (site, event_id)
) without rowid;
create index told_losses_by_time on told_losses (told_at);
`;
