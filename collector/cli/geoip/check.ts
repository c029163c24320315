import path from 'node:path';
import type { Command } from 'commander';
import ipaddr from 'ipaddr.js';
import { readConfig } from '../../config.ts';
import { openPlaceDatabase, type PlaceDatabase, type PlaceSample } from '../../ingest/enrich/place-database.ts';
import type { Place } from '../../ingest/lookups.ts';
import { Mistake } from '../mistake.ts';
import { print, printJson } from '../print.ts';

interface Options {
  address?: string;
  json?: boolean;
}

export function geoipCheck(parent: Command): void {
  parent
    .command('check [file]')
    .description('say what a database of places holds, such as a city database for GEOIP_DB (default: GEOIP_DB)')
    .option('--address <ip>', 'an address to look up (default: one that the file knows)')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  $ bizness geoip check dbip-city-lite.mmdb --address 81.2.69.142')
    .action(run);
}

async function run(named: string | undefined, { address, json }: Options): Promise<void> {
  const file = named ?? readConfig({ GEOIP_DB: process.env.GEOIP_DB }).geoipDb;
  if (file === null) throw new Mistake('Name a file, or set GEOIP_DB');
  if (address !== undefined && !ipaddr.isValid(address)) throw new Mistake(`${address} is no IP address`);
  const { database, sample } = await examine(file);
  const example =
    address === undefined ? sample.example : { address, place: database.find(ipaddr.process(address).toString()) };
  if (json) {
    const { type, builtAt, networks, countries, regions, cities } = sample;
    return printJson({ file, type, built_at: builtAt.toISOString(), networks, countries, regions, cities, example });
  }
  print(
    `${file}: ${sample.type}, built ${sample.builtAt.toISOString().slice(0, 10)}.`,
    `Of ${sample.networks} networks looked at it tells the country of ${share(sample, 'countries')}, the region of ${share(sample, 'regions')} and the city of ${share(sample, 'cities')}.`,
    ...(example === null ? [] : [`For example, ${example.address} is in ${words(example.place)}.`]),
    sample.cities > 0
      ? `To use it: GEOIP_DB=${path.resolve(file)} where the collector is started. Visits from then on have their place.`
      : 'It tells no city, so regions and cities would stay (not set). Countries need no file of your own.',
  );
}

async function examine(file: string): Promise<{ database: PlaceDatabase; sample: PlaceSample }> {
  try {
    const database = await openPlaceDatabase(file);
    const sample = database.sample();
    if (sample.example === null) throw new Error('it tells no place of any address');
    return { database, sample };
  } catch (error) {
    throw new Mistake(`${file} cannot be used: ${error instanceof Error ? error.message : error}`);
  }
}

const share = ({ networks, ...told }: PlaceSample, part: 'countries' | 'regions' | 'cities'): string =>
  `${Math.floor((100 * told[part]) / networks)} %`;

const words = ({ city, region, country }: Place): string =>
  [city, region, country].filter((part) => part !== null).join(', ') || 'no place that it knows';
