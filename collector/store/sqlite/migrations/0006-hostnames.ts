/** Which hosts events come from, so that a copied tag or a forgotten domain shows. The ledger takes refusals as they are. */
export const hostnames = `
create table hostnames (
  site integer not null,
  day integer not null,                   -- start of the UTC day in which they arrived
  outcome text not null,                  -- accepted: host of the page; refused: host that sent
  hostname text not null,                 -- (other) is all beyond the first 200
  events integer not null,
  last_at integer not null,
  primary key (site, day, outcome, hostname)
) without rowid;
`;
