import { NOT_SET_LABEL } from '../../../../contract/vocabulary.ts';
import { convertingName, converts, type EventDefinition } from '../../../../model/conversion.ts';
import type { Connection } from '../../engine/connection.ts';
import { boundsOf, EVENT_ROWS_ORDER, EVENTS_OF_DAY } from './read-segment.ts';
import type { Segment, SiteColumns } from './segment.ts';

/** Definitions whose hits a day remembers at most. */
const MAX_REMEMBERED = 50;

/** The places of a day's events that meet a definition. The day has the column `page` where a definition asks for pages. */
export type FindHits = (site: SiteColumns, segment: Segment, definition: EventDefinition) => Int32Array;

export function findHits(db: Connection): FindHits {
  const named = db
    .prepare<unknown[], [string | null, string]>(
      `select e.page, e.properties ${EVENTS_OF_DAY} and e.name = @name ${EVENT_ROWS_ORDER}`,
    )
    .raw();

  return (site, segment, definition) => {
    const { type, event_name, page_path, match, properties } = definition;
    const key = JSON.stringify([type, event_name, page_path, match, properties]);
    const known = segment.hits.get(key);
    if (known !== undefined) return known;
    const name = convertingName(definition);
    const places = placesOf(segment, site.names.find(name));
    const meets =
      properties === null
        ? meetsByColumns(site, segment, definition)
        : meetsByRows(definition, places.length === 0 ? [] : named.all({ ...boundsOf(site.site, segment.day), name }));
    const hits = places.filter(meets);
    if (segment.hits.size >= MAX_REMEMBERED) segment.hits.clear();
    segment.hits.set(key, hits);
    return hits;
  };

  /** The nth event of a name is the nth row of that name: both are read in one order. */
  function meetsByRows(definition: EventDefinition, rows: [string | null, string][]) {
    const name = convertingName(definition);
    return (_: number, index: number): boolean => {
      const [page, properties] = rows[index] as [string | null, string];
      return converts(definition, name, page, properties);
    };
  }
}

function placesOf({ events: { names } }: Segment, name: number | undefined): Int32Array {
  const places: number[] = [];
  if (name !== undefined) for (let at = 0; at < names.length; at += 1) if (names[at] === name) places.push(at);
  return Int32Array.from(places);
}

function meetsByColumns(site: SiteColumns, segment: Segment, definition: EventDefinition) {
  if (definition.type === 'event') return () => true;
  const pages = segment.columns.get('page') as Int32Array;
  const { labels } = site.labels('page');
  const name = convertingName(definition);
  const known = new Map<number, boolean>();
  return (place: number): boolean => {
    const page = pages[place] as number;
    const label = labels[page] as string;
    const meets = known.get(page) ?? converts(definition, name, label === NOT_SET_LABEL ? null : label, '{}');
    known.set(page, meets);
    return meets;
  };
}
