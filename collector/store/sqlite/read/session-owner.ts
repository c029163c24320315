/**
 * The visitor of the session that goes by an id, as SQL: the one that its caller named so, else the derived one with the
 * event that exports name it after (see `derivedSessionId`); null without either.
 */
export const sessionOwner = (site: string, id: string): string => `coalesce(
  (select named.visitor from sessions named where named.site = ${site} and named.session_id = ${id}),
  (select derived.visitor from events derived
   where derived.site = ${site} and substr(${id}, 1, 4) = 'ses_'
     and derived.event_id in ('evt_' || substr(${id}, 5), substr(${id}, 5))
     and derived.session is not null and derived.session_id is null
   order by derived.event_id desc limit 1))`;
