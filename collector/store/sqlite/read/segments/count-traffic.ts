import type { TrafficQuestion, TrafficRow, TrafficSplit } from '../../../report-source.ts';
import type { TrafficDimension } from '../../../traffic-filter.ts';
import type { Connection } from '../../engine/connection.ts';
import type { NameSources } from '../source-naming.ts';
import { createSegmentCache } from './cache.ts';
import { DEPTH } from './count-depths.ts';
import { countSplit } from './count-split.ts';
import { type Counting, isByEvents, joinStays, rowsOfEvents } from './counting.ts';
import { findHits } from './hits.ts';
import { findPersonCodes } from './identity-codes.ts';
import { keep } from './keep.ts';
import { type ColumnDimension, NONE } from './segment.ts';
import { openView } from './view.ts';

/** Counts a range in several ways, in one moment. */
export type CountTraffic = (question: TrafficQuestion, splits: TrafficSplit[]) => TrafficRow[][];

/**
 * Counts over columns in memory: days of a site are read once, and again when something of theirs has changed. What is
 * kept can be forgotten at any time.
 */
export function countTraffic(db: Connection, name: NameSources): CountTraffic {
  const cache = createSegmentCache(db);
  const hitsOf = findHits(db);
  const personCodesOf = findPersonCodes(db);
  const count: CountTraffic = (question, splits) => {
    const { start, end, filters, conversionEvents: definitions } = question;
    const site = cache.site(question.site, name(question.site).key);
    const filtered = filters.map(({ dimension }) => dimension);
    const wanted = columnsOf([...filtered, ...splits.flatMap(({ dimensions }) => dimensions)]);
    // What pages are rated and definitions are met by.
    if (wanted.has('page')) wanted.add('entry_page');
    if (splits.some(({ depths }) => depths)) wanted.add(DEPTH).add('page');
    if (definitions.some(({ type, properties }) => type === 'page' && properties === null)) wanted.add('page');

    const segments = cache.segments(site, start, end, [...wanted]);
    const view = openView(segments, start, end);
    const hits = definitions.map((definition) => view.places((segment) => hitsOf(site, segment, definition)));
    const kept = keep(site, view, filters, definitions, hits);
    const codes = personCodesOf(site);
    const persons = view.visitors.map((visitor) => (visitor === NONE ? NONE : (codes[visitor] as number)));
    const events = rowsOfEvents(site, view, kept, persons, hits);
    const counting: Counting = {
      site,
      view,
      kept,
      personCount: codes.length,
      definitions,
      filtersEvents: isByEvents(filtered),
      events,
      stays: joinStays(view, events),
    };
    return splits.map((split) => countSplit(counting, split));
  };
  const counted = db.transaction(count);
  return (question, splits) => {
    try {
      return counted(question, splits);
    } finally {
      cache.trim();
    }
  };
}

const columnsOf = (dimensions: TrafficDimension[]): Set<ColumnDimension> =>
  new Set(dimensions.filter((dimension): dimension is ColumnDimension => dimension !== 'conversion_event'));
