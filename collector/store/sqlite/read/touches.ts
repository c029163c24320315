import { DIMENSIONS, VISIT_ATTRIBUTES } from '../../../contract/dimensions.ts';
import type { Touch } from '../../../model/payment.ts';
import type { Connection } from '../engine/connection.ts';
import { eventOrder } from '../event-order.ts';
import type { NameSources } from './source-naming.ts';

/** @param returns Whether coming back from hosts that are no source is among them. */
export type FindTouches = (site: number, visitors: string[], start: number, end: number, returns: boolean) => Touch[];

/**
 * The touches of visitors that are one person: the start of each session, and each page view within one that carries
 * campaign tags or a click id. The page view that gives a session its attributes is that session's start, not a touch beside it. Coming back from a
 * host that is no source is no touch. They come in the order of their events.
 */
export function findTouches(db: Connection, name: NameSources): FindTouches {
  const visit = VISIT_ATTRIBUTES.map((column) => `s.${column}`).join(', ');
  const tagged = VISIT_ATTRIBUTES.map((column) => `${DIMENSIONS[column].ofTouch ? 'e' : 's'}.${column}`).join(', ');
  // Left to itself SQLite reads every session and event of the site in that time, to have them in order.
  const touches = db.prepare<unknown[], Omit<Touch, 'no_source'>>(`
    select time, event_id, entry_page, exit_page, ${VISIT_ATTRIBUTES.join(', ')} from (
    select s.start as time, s.first_event_id as event_id, s.entry_page, s.exit_page, ${visit}, f.follows, f.place
    from sessions s indexed by sessions_by_visitor
    left join events f on f.site = s.site and f.event_id = s.first_event_id
    where s.site = @site and s.visitor in (select value from json_each(@visitors)) and s.start > @start and s.start <= @end
    union all
    select e.time, e.event_id, s.entry_page, s.exit_page, ${tagged}, e.follows, e.place
    from events e indexed by events_tagged join sessions s on s.seq = e.session
    where e.site = @site and e.visitor in (select value from json_each(@visitors)) and e.time > @start and e.time <= @end
      and e.tagged and e.name = 'page_view'
      and e.event_id <> (
        select v.event_id from events v
        where v.site = @site and v.visitor = e.visitor and v.session = s.seq and v.time >= s.start and v.name = 'page_view'
        order by ${eventOrder('v.')} limit 1
      )
    ) order by ${eventOrder()}`);
  return (site, visitors, start, end, returns) => {
    const { noSource, spell } = name(site);
    return touches
      .all({ site, visitors: JSON.stringify(visitors), start, end })
      .map((touch) => ({
        ...touch,
        source: touch.source === null ? null : spell(touch.source),
        no_source: noSource(touch),
      }))
      .filter((touch) => returns || touch.no_source === null);
  };
}
