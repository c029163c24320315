import { HOSTNAMES_PER_DAY } from '../../../contract/limits.ts';
import { OTHER_LABEL } from '../../../contract/vocabulary.ts';
import { cleanHost } from '../../../model/match/host-name.ts';
import { DAY_MS } from '../../../model/time.ts';
import type { Connection } from '../engine/connection.ts';
import { type PackedEvent, PLACE } from './columns.ts';

export type HostnameOutcome = 'accepted' | 'refused';
/** Counts events of one host, received at `at` (ms UTC). */
export type CountHostname = (
  site: number,
  outcome: HostnameOutcome,
  hostname: string,
  events: number,
  at: number,
) => void;

/** Hosts are told for so long, whatever a website's retention. */
const KEPT_DAYS = 400;

/**
 * Counts hosts per UTC day. Anyone can make up hosts, so a day holds a limited number of each outcome, and old days go
 * when new hosts come: a flood fills no disk, and one of refused hosts does not hide those that are accepted.
 */
export function hostnameCounts(db: Connection): CountHostname {
  const place = 'site = @site and day = @day and outcome = @outcome';
  const add = db.prepare(
    `update hostnames set events = events + @events, last_at = max(last_at, @at) where ${place} and hostname = @hostname`,
  );
  const known = db.prepare<unknown[], number>(`select count(*) from hostnames where ${place}`).pluck();
  const insert = db.prepare(
    `insert into hostnames (site, day, outcome, hostname, events, last_at)
     values (@site, @day, @outcome, @hostname, @events, @at)
     on conflict do update set events = events + excluded.events, last_at = max(last_at, excluded.last_at)`,
  );
  const forget = db.prepare('delete from hostnames where site = ? and day < ?');
  return (site, outcome, hostname, events, at) => {
    const row = { site, outcome, hostname, events, at, day: at - (at % DAY_MS) };
    if (add.run(row).changes > 0) return;
    const hasRoom = (known.get({ site, outcome, day: row.day }) ?? 0) < HOSTNAMES_PER_DAY;
    insert.run({ ...row, hostname: hasRoom ? hostname : OTHER_LABEL });
    forget.run(site, row.day - KEPT_DAYS * DAY_MS);
  };
}

/** Counts the hosts of pages whose events were accepted; a request nearly always has one. */
export function acceptedHosts(db: Connection): (events: PackedEvent[], received: number) => void {
  const countHostname = hostnameCounts(db);
  return (events, received) => {
    const counts = new Map<string, number>();
    for (const event of events) {
      const hostname = event[PLACE.hostname] as string | null;
      if (hostname !== null) counts.set(hostname, (counts.get(hostname) ?? 0) + 1);
    }
    const site = events[0]?.[PLACE.site] as number;
    for (const [given, count] of counts) {
      const hostname = cleanHost(given);
      if (hostname !== null) countHostname(site, 'accepted', hostname, count, received);
    }
  };
}
