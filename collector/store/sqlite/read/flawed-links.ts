import type { LinkFlaw } from '../../../contract/vocabulary.ts';
import type { FlawedLink, OwnLinkView } from '../../report-source.ts';
import type { Connection } from '../engine/connection.ts';

/** Links that are told apart: beyond these a site has few of each. */
const MAX_LINKS = 2000;

const LINK = `coalesce(properties ->> 'page_url', '')`;

/** Finds page views that came by a campaign link with something wrong. */
export function findFlawedLinks(db: Connection) {
  const links = db.prepare<unknown[], { flaws: string; link: string; views: number; lastAt: number }>(
    `select link_flaws as flaws, ${LINK} as link, count(*) as views, max(time) as lastAt
     from events indexed by events_flawed
     where site = @site and link_flaws is not null and time >= @start and time < @end
     group by 1, 2 order by views desc, link limit ${MAX_LINKS}`,
  );
  const own = db.prepare<unknown[], OwnLinkView>(
    `select event_id, time, ${LINK} as link from events indexed by events_flawed
     where site = @site and visitor in (select value from json_each(@visitors)) and time > @start and time <= @end
       and link_flaws is not null and link_flaws glob 'own_link*'`,
  );
  return {
    links: (site: number, start: number, end: number): FlawedLink[] =>
      links.all({ site, start, end }).map(({ flaws, ...link }) => ({ ...link, flaws: flaws.split(' ') as LinkFlaw[] })),
    own: (site: number, visitors: string[], start: number, end: number): OwnLinkView[] =>
      own.all({ site, visitors: JSON.stringify(visitors), start, end }),
  };
}
