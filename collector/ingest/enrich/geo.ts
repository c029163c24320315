import { createRequire } from 'node:module';
import ipaddr from 'ipaddr.js';
import { knownCountry } from '../../model/derivation.ts';
import type { Place } from '../lookups.ts';
import type { Step } from '../step.ts';

import { NOWHERE, openPlaceDatabase, type PlaceDatabase } from './place-database.ts';
import { withStated } from './stated.ts';

/** Country, region and city: what the calling server says, else those of the visitor's address, which goes no further. */
export const geo: Step = (draft, facts) => {
  const { client, row } = draft;
  if (client === null) return draft;
  const found = client.address === null ? NOWHERE : facts.lookups.place(client.address);
  Object.assign(row, found);
  if (client.stated === null) return draft;
  const { country, region, city } = client.stated;
  const stated = { country: country === undefined ? null : knownCountry(country), region, city };
  Object.assign(row, withStated(found, stated, ['country', 'region', 'city']));
  return draft;
};

/** Finds an address's place; never throws. */
export type Geo = (address: string) => Place;

/** What is looked up in, as it was opened. */
export type OpenedGeo = Geo & {
  /** Whether it can tell cities: the bundled database knows countries alone. */
  readonly knowsCities: boolean;
};

const require = createRequire(import.meta.url);

/**
 * Opens the bundled country database and, at `path`, the owner's own city database (MaxMind format), which is asked first.
 * No look-up leaves the machine. A file that cannot be read is told to `warn` and costs its columns, never an event.
 */
export async function openGeo(path: string | null, warn: (message: string) => void): Promise<OpenedGeo> {
  const own = path === null ? null : await open(path, warn);
  const bundled = await open(bundledPath(warn), warn);
  const find = (address: string): Place => {
    if (!isPublic(address)) return NOWHERE;
    const place = own?.find(address) ?? NOWHERE;
    if (place.country !== null || bundled === null) return place;
    const { country } = bundled.find(address);
    return country === null && place === NOWHERE ? NOWHERE : { ...place, country };
  };
  return Object.assign(find, { knowsCities: knowsCities(own) });
}

/** Databases do hold countries for addresses that are in every home, such as 192.168.0.1. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

async function open(path: string | null, warn: (message: string) => void): Promise<PlaceDatabase | null> {
  if (path === null) return null;
  try {
    return await openPlaceDatabase(path);
  } catch (error) {
    warn(`places are not looked up in ${path}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function knowsCities(database: PlaceDatabase | null): boolean {
  try {
    return database !== null && database.sample().cities > 0;
  } catch {
    return false;
  }
}

function bundledPath(warn: (message: string) => void): string | null {
  try {
    return require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb');
  } catch {
    warn('countries are not looked up: the bundled database is not installed');
    return null;
  }
}
