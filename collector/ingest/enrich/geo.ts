import { createRequire } from 'node:module';
import ipaddr from 'ipaddr.js';
import maxmind, { type Response } from 'maxmind';
import { knownCountry } from '../../model/derivation.ts';
import type { Place } from '../lookups.ts';
import type { Step } from '../step.ts';
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

const NOWHERE: Place = Object.freeze({ country: null, region: null, city: null });
const require = createRequire(import.meta.url);

/**
 * Opens the bundled country database and, at `path`, the owner's own city database (MaxMind format), which is asked first.
 * No look-up leaves the machine. A file that cannot be read is told to `warn` and costs its columns, never an event.
 */
export async function openGeo(path: string | null, warn: (message: string) => void): Promise<Geo> {
  const own = path === null ? null : await open(path, warn);
  const bundled = await open(bundledPath(warn), warn);
  return (address) => {
    if (!isPublic(address)) return NOWHERE;
    const place = own?.(address) ?? NOWHERE;
    if (place.country !== null || bundled === null) return place;
    const country = bundled(address).country;
    return country === null && place === NOWHERE ? NOWHERE : { ...place, country };
  };
}

/** Databases do hold countries for addresses that are in every home, such as 192.168.0.1. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

async function open(path: string | null, warn: (message: string) => void): Promise<Geo | null> {
  if (path === null) return null;
  try {
    const reader = await maxmind.open<Response>(path);
    return (address) => readPlace(lookUp(() => reader.get(address)));
  } catch (error) {
    warn(`places are not looked up in ${path}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** A damaged record is an address without a place. */
function lookUp(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return null;
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

/** Reads both shapes in use: MaxMind's nested names, and the flat `country_code`, `state1`, `city` of ip-location-db. */
function readPlace(record: unknown): Place {
  if (typeof record !== 'object' || record === null) return NOWHERE;
  const { country, country_code, subdivisions, state1, city } = record as Record<string, unknown>;
  const subdivision = Array.isArray(subdivisions) ? subdivisions[0] : undefined;
  return {
    country: text(at(country, 'iso_code')) ?? text(country_code),
    region: englishName(subdivision) ?? text(state1),
    city: englishName(city) ?? text(city),
  };
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const englishName = (value: unknown): string | null => text(at(at(value, 'names'), 'en'));
