import type { Connection } from '../../engine/connection.ts';
import { createDictionary, type Dictionary } from './dictionary.ts';
import { readColumns, readSegment } from './read-segment.ts';
import { type ColumnDimension, dayOf, type Segment, type SiteColumns } from './segment.ts';

/**
 * Events, sessions and labels that are kept at most, of all sites together: some 60 bytes each. A site that alone has more
 * is read anew for each question.
 */
const MAX_KEPT = 6_000_000;
/** Properties anybody may ask by; beyond so many the site is forgotten. */
const MAX_DIMENSIONS = 60;

/** Days of sites in memory, true to the moment of the transaction they are asked for in. */
export interface SegmentCache {
  /** @param naming Of sources, as it stands now: labels that were read under another are forgotten. */
  site(site: number, naming: string): SiteColumns;
  /** The days of a range that have anything, in order, with these labels. */
  segments(site: SiteColumns, start: number, end: number, dimensions: ColumnDimension[]): Segment[];
  /** Forgets the sites asked for longest ago, as long as there is too much. */
  trim(): void;
}

export function createSegmentCache(db: Connection): SegmentCache {
  /** The last asked for is the last. */
  const sites = new Map<number, SiteColumns>();
  const versionsOf = db
    .prepare<[number], [number, number]>('select day, version from day_versions where site = ? order by day')
    .raw();
  const read = readSegment(db);

  return {
    site: (site, naming) => {
      const known = sites.get(site) ?? createSite(site);
      if (known.naming !== naming) forgetNames(known);
      known.naming = naming;
      sites.delete(site);
      sites.set(site, known);
      return known;
    },
    segments: (site, start, end, dimensions) => {
      const versions = new Map(versionsOf.all(site.site));
      const readers = new Map<string, ReturnType<typeof readColumns>>();
      const found: Segment[] = [];
      for (const day of versions.keys()) {
        if (start >= end || day < dayOf(start) || day > dayOf(end - 1)) continue;
        const kept = site.segments.get(day);
        const segment = kept !== undefined && isTrue(kept, versions) ? kept : read(site, day, versions);
        site.segments.set(day, segment);
        const missing = dimensions.filter((dimension) => !segment.columns.has(dimension));
        if (missing.length > 0) {
          const key = JSON.stringify(missing);
          const reader = readers.get(key) ?? readColumns(db, missing);
          readers.set(key, reader);
          reader(site, segment);
        }
        found.push(segment);
      }
      return found;
    },
    trim: () => {
      const sizes = new Map([...sites].map(([number, site]) => [number, sizeOf(site)]));
      let kept = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      for (const [number, size] of sizes) {
        if (kept <= MAX_KEPT && size < Number.POSITIVE_INFINITY) continue;
        sites.delete(number);
        kept -= size;
      }
    },
  };
}

const isTrue = ({ madeOf }: Segment, versions: Map<number, number>): boolean =>
  [...madeOf].every(([day, version]) => (versions.get(day) ?? 0) === version);

function createSite(site: number): SiteColumns {
  const dictionaries = new Map<string, Dictionary>();
  const labels = (dimension: ColumnDimension): Dictionary => {
    const name = dimension === 'entry_page' || dimension === 'exit_page' ? 'page' : dimension;
    const dictionary = dictionaries.get(name) ?? createDictionary();
    dictionaries.set(name, dictionary);
    return dictionary;
  };
  const [segments, visitors, names] = [new Map(), createDictionary(), createDictionary()];
  return { site, naming: '', segments, visitors, names, labels, dictionaries };
}

/** What depends on which sources count and how they are spelled. */
function forgetNames({ segments }: SiteColumns): void {
  for (const { columns } of segments.values()) {
    for (const dimension of ['channel', 'source', 'referrer'] as const) columns.delete(dimension);
  }
}

function sizeOf({ segments, visitors, dictionaries }: SiteColumns): number {
  if (dictionaries.size > MAX_DIMENSIONS) return Number.POSITIVE_INFINITY;
  let size = visitors.labels.length;
  for (const { labels } of dictionaries.values()) size += labels.length;
  for (const { events, sessions } of segments.values()) size += events.times.length + sessions.starts.length;
  return size;
}
