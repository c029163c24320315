import { readFile } from 'node:fs/promises';
import { Reader, type Response } from 'maxmind';
import QuickLRU from 'quick-lru';
import type { Place } from '../lookups.ts';

/** A file in MaxMind's format that knows where addresses are. */
export interface PlaceDatabase {
  /** Never throws: a damaged record is an address without a place. */
  find(address: string): Place;
  /** What it holds, judged by networks all over it. Throws a plain line for a file that is damaged. */
  sample(): PlaceSample;
}

export interface PlaceSample {
  /** As its makers call it, such as `DBIP-City-Lite`. */
  type: string;
  builtAt: Date;
  /** How many networks were looked at, and of how many it tells what. */
  networks: number;
  countries: number;
  regions: number;
  cities: number;
  /** An address that it tells as much of as of any. Null where it tells nothing of anybody. */
  example: { address: string; place: Place } | null;
}

export const NOWHERE: Place = Object.freeze({ country: null, region: null, city: null });

/** Records kept decoded: many networks share one. */
const KEPT_RECORDS = 10_000;
const SAMPLE = 1_000;

/** Reads a database. Rejects with a plain line for a file that is none. */
export async function openPlaceDatabase(path: string): Promise<PlaceDatabase> {
  const file = await readFile(path);
  const packed = packing(file);
  if (packed !== null) throw new Error(`it is packed (${packed}): unpack it, and name the .mmdb file within`);
  const reader = read(file);
  const find = (address: string) => readPlace(lookUp(() => reader.get(address)));
  return { find, sample: () => sampleOf(file, reader, find) };
}

function read(file: Buffer): Reader<Response> {
  try {
    return new Reader<Response>(file, { cache: new QuickLRU({ maxSize: KEPT_RECORDS }) });
  } catch {
    throw new Error('it is no database in MaxMind’s format (.mmdb)');
  }
}

/** What is downloaded is often an archive. */
function packing(file: Buffer): string | null {
  if (file[0] === 0x1f && file[1] === 0x8b) return 'gzip';
  return file.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004' ? 'zip' : null;
}

function lookUp(get: () => unknown): unknown {
  try {
    return get();
  } catch {
    return null;
  }
}

function sampleOf(file: Buffer, { metadata }: Reader<Response>, find: (address: string) => Place): PlaceSample {
  const walk = createWalk(file, metadata);
  const addresses = new Set<string>();
  for (let turn = 0; turn < SAMPLE; turn += 1) {
    const address = walk();
    if (address !== null) addresses.add(address);
  }
  const found = [...addresses].map((address) => ({ address, place: find(address) }));
  const having = (part: keyof Place) => found.filter(({ place }) => place[part] !== null);
  const best = having('city')[0] ?? having('region')[0] ?? having('country')[0] ?? null;
  return {
    type: metadata.databaseType,
    builtAt: metadata.buildEpoch,
    networks: found.length,
    countries: having('country').length,
    regions: having('region').length,
    cities: having('city').length,
    example: best,
  };
}

type Layout = Pick<Reader<Response>['metadata'], 'nodeCount' | 'recordSize' | 'nodeByteSize' | 'ipVersion'>;

/**
 * Walks down the file's tree of address bits, at each fork by chance, to a network that it knows; the same networks each
 * time. Of a file that knows IPv4 addresses, those.
 */
function createWalk(file: Buffer, { nodeCount, recordSize, nodeByteSize, ipVersion }: Layout): () => string | null {
  const length = ipVersion === 4 ? 32 : 128;
  const next = (node: number, bit: number): number => {
    const at = node * nodeByteSize;
    if (at + nodeByteSize > file.length) throw new Error('it is damaged: its tree leads out of the file');
    if (recordSize === 24) return file.readUIntBE(at + bit * 3, 3);
    if (recordSize === 32) return file.readUInt32BE(at + bit * 4);
    const middle = file.readUInt8(at + 3);
    return ((bit === 0 ? middle >> 4 : middle & 15) << 24) | file.readUIntBE(at + bit * 4, 3);
  };
  // IPv4 addresses stand below 96 bits that are 0.
  let start = { node: 0, bits: [] as number[] };
  for (let depth = 0, node = 0; ipVersion === 6 && node < nodeCount; depth += 1) {
    if (depth === 96) {
      start = { node, bits: Array<number>(96).fill(0) };
      break;
    }
    node = next(node, 0);
  }
  let seed = 1;
  const chance = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed >>> 31;
  };
  const descend = (node: number, bits: readonly number[]): number[] | null => {
    if (node === nodeCount) return null;
    if (node > nodeCount) return [...bits];
    if (bits.length === length) throw new Error('it is damaged: its tree has no end');
    const first = chance();
    return descend(next(node, first), [...bits, first]) ?? descend(next(node, 1 - first), [...bits, 1 - first]);
  };
  return () => {
    const bits = descend(start.node, start.bits);
    return bits === null ? null : addressOf(bits, length);
  };
}

/** The first address of the network that begins with `bits`. */
function addressOf(bits: readonly number[], length: number): string {
  const group = length === 32 || bits.length > 96 ? 8 : 16;
  const all = [...bits, ...Array<number>(length - bits.length).fill(0)].slice(group === 8 ? -32 : 0);
  const numbers = Array.from({ length: all.length / group }, (_, place) =>
    Number.parseInt(all.slice(place * group, (place + 1) * group).join(''), 2),
  );
  return group === 8 ? numbers.join('.') : numbers.map((number) => number.toString(16)).join(':');
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
