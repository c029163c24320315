import type { LinkFlaw } from '../contract/vocabulary.ts';
import type { NamedSource } from '../model/sources/name-source.ts';
import type { Rules } from './rules.ts';

/** What the steps look up. Their answers are the same for the same question. */
export interface Lookups {
  agent(userAgent: string): Agent;
  isBot(userAgent: string): boolean;
  page(address: string, rules: Rules): Page;
  referrer(address: string, rules: Rules): Referrer;
  sourceOfTag(tag: string): NamedSource;
  sourceOfHost(host: string): NamedSource;
  language(text: string): { tag: string | null };
  timezone(text: string): { name: string | null };
  place(address: string): Place;
  /** The calendar of a zone: in which of its days, counted from 1970, a time (ms) is. */
  calendar(zone: string): (time: number) => number;
  /** The salt of a calendar day, counted from 1970. `now` tells which ones are still in use. */
  salt(day: number, now: number): Buffer;
}

/** What a page's address says of where its visitor came from. */
export interface Tags {
  /** `utm_source` and its like. */
  source: string | null;
  medium: string | null;
  campaign: string | null;
  content: string | null;
  term: string | null;
  /** `ref` or `source`: what people without campaign tools write. */
  ref: string | null;
  /** Names of the click ids present. */
  clicks: string[];
}

/** A page's address, taken apart and cleaned. */
export interface Page {
  /** The address as it is stored. */
  address: string | null;
  hostname: string | null;
  path: string | null;
  tags: Tags | null;
  /** What is wrong with the campaign tags, though they were read. */
  flaws: LinkFlaw[];
}

/** An address that led to the page, cleaned. */
export interface Referrer {
  /** As it is stored among the properties: without query, fragment and credentials. */
  address: string | null;
  /** The host that may be a source; null when it is the website itself or one where people pay or sign in. */
  host: string | null;
  /** Whether it is the website itself. */
  own: boolean;
  /** Host and path, as reports name it. */
  label: string | null;
}

/** What a user agent tells. */
export interface Agent {
  browser: string | null;
  browser_version: string | null;
  os: string | null;
  os_version: string | null;
  device: 'desktop' | 'mobile' | 'tablet' | null;
}

/** Where an address is. */
export interface Place {
  /** ISO 3166 code. */
  country: string | null;
  region: string | null;
  city: string | null;
}
