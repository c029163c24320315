import QuickLRU from 'quick-lru';
import type { Arrival } from '../../../model/arrival.ts';

/** The latest of at least this many websites, and this many arrivals for each; twice as many at most. */
const WEBSITES = 500;
const PER_WEBSITE = 100;
const UNKNOWN_WEBSITES = 100;
const SCRIPT_HOSTS = 200;

export interface UnknownWebsite {
  websiteId: string;
  host: string | null;
  count: number;
  lastAt: number;
}

/** What the collector has seen lately, in memory alone and bounded whatever comes: for finding out why nothing is counted. */
export interface Arrivals {
  /** When it began to look, ms UTC. */
  since: number;
  /** By the website's number. */
  note(website: number, arrivals: Arrival[]): void;
  /** Newest first. */
  latest(website: number, limit: number): Arrival[];
  noteUnknown(websiteId: string, host: string | null, at: number): void;
  /** Latest first. */
  unknown(): UnknownWebsite[];
  noteScript(host: string, at: number): void;
  /** Hosts of pages that loaded the snippet, latest first. */
  scripts(): { host: string; lastAt: number }[];
}

export function createArrivals(since: number): Arrivals {
  const byWebsite = new QuickLRU<number, Arrival[]>({ maxSize: WEBSITES });
  const unknown = new QuickLRU<string, UnknownWebsite>({ maxSize: UNKNOWN_WEBSITES });
  const scripts = new QuickLRU<string, number>({ maxSize: SCRIPT_HOSTS });
  return {
    since,
    note(website, arrivals) {
      const seen = byWebsite.get(website) ?? [];
      seen.push(...arrivals.slice(-PER_WEBSITE));
      // Trimmed now and then, so that an event costs no copy.
      byWebsite.set(website, seen.length > 2 * PER_WEBSITE ? seen.slice(-PER_WEBSITE) : seen);
    },
    latest: (website, limit) => (byWebsite.get(website) ?? []).slice(-limit).reverse(),
    noteUnknown(given, host, at) {
      const websiteId = plainId(given);
      const key = `${websiteId}\n${host}`;
      unknown.set(key, { websiteId, host, count: (unknown.get(key)?.count ?? 0) + 1, lastAt: at });
    },
    unknown: () => [...unknown.entriesDescending()].slice(0, UNKNOWN_WEBSITES).map(([, found]) => found),
    noteScript: (host, at) => {
      scripts.set(host, at);
    },
    scripts: () => [...scripts.entriesDescending()].slice(0, SCRIPT_HOSTS).map(([host, lastAt]) => ({ host, lastAt })),
  };
}

/** An id to be shown. A key that was put in its place by mistake is not shown. */
function plainId(id: string): string {
  if (/bz_(live|test)_|shl_/.test(id)) return '(a key)';
  return id.replace(/[^\x20-\x7e]/g, '?');
}
