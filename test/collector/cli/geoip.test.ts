import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bizness, biznessOk, spawnBiznessOk, temporaryFolder } from '../../support/command.ts';
import { CITIES, writePlaceFile } from '../../support/place-file.ts';

let temporary: ReturnType<typeof temporaryFolder>;
const at = (name: string) => path.join(temporary.folder, name);
const BUNDLED = createRequire(import.meta.url).resolve(
  '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
);
beforeAll(() => {
  temporary = temporaryFolder();
  writePlaceFile(at('cities.mmdb'), 'Test-City', CITIES);
  writePlaceFile(at('ipv4.mmdb'), 'Test-City', CITIES, 4);
});
afterAll(() => temporary.remove());

const check = async (...args: string[]) => JSON.parse(await biznessOk(['geoip', 'check', ...args, '--json']));

/** A tree whose first fork leads back to itself. */
function damage(file: string): void {
  writePlaceFile(file, 'Test-City', CITIES);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0, 0, 6));
}

describe('bizness geoip check', () => {
  it.each(['cities.mmdb', 'ipv4.mmdb'])(
    'says what a database holds, with an address that it knows: %s',
    async (name) => {
      const told = await check(at(name));
      expect(told).toMatchObject({ type: 'Test-City', built_at: '2026-01-01T00:00:00.000Z' });
      expect(told).toMatchObject({ networks: 4, countries: 4, regions: 2, cities: 3 });
      expect(Object.keys(CITIES).map((network) => network.split('/')[0])).toContain(told.example.address);
      expect(told.example.place.city).not.toBeNull();
    },
  );

  it('says so in words, and how to use the file', async () => {
    const words = await biznessOk(['geoip', 'check', at('cities.mmdb'), '--address', '81.2.69.142']);
    expect(words).toContain(`${at('cities.mmdb')}: Test-City, built 2026-01-01.`);
    expect(words).toContain('the country of 100 %, the region of 50 % and the city of 75 %');
    expect(words).toContain('For example, 81.2.69.142 is in London, England, GB.');
    expect(words).toContain(`GEOIP_DB=${at('cities.mmdb')}`);
  });

  it('looks up an address of either kind, also one that the file knows nothing of', async () => {
    const place = async (address: string) => (await check(at('cities.mmdb'), '--address', address)).example.place;
    expect(await place('::ffff:175.16.199.7')).toEqual({ country: 'CN', region: null, city: 'Changchun' });
    expect(await place('2001:db8::1')).toEqual({ country: null, region: null, city: null });
    expect(await biznessOk(['geoip', 'check', at('cities.mmdb'), '--address', '9.9.9.9'])).toContain(
      'no place that it knows',
    );
  });

  it('takes the file that GEOIP_DB names', async () => {
    const env = { GEOIP_DB: at('cities.mmdb') };
    expect(JSON.parse(await spawnBiznessOk(['geoip', 'check', '--json'], env))).toMatchObject({
      file: at('cities.mmdb'),
    });
  });

  it('says that a file of countries would bring no city', async () => {
    const { networks, countries, regions, cities } = await check(BUNDLED);
    expect([networks > 500, countries === networks, regions, cities]).toEqual([true, true, 0, 0]);
    expect(await biznessOk(['geoip', 'check', BUNDLED])).toContain('regions and cities would stay (not set)');
  });

  it.each<[string, (file: string) => void, string]>([
    ['is missing', () => {}, 'ENOENT'],
    [
      'is no database',
      (file) => writeFileSync(file, 'network,city\n'),
      'it is no database in MaxMind’s format (.mmdb)',
    ],
    ['is packed', (file) => writeFileSync(file, gzipSync('x')), 'it is packed (gzip): unpack it'],
    ['is a zip', (file) => writeFileSync(file, 'PK\u0003\u0004…'), 'it is packed (zip): unpack it'],
    ['is damaged', (file) => damage(file), 'it is damaged: its tree has no end'],
    ['knows nobody', (file) => writePlaceFile(file, 'Empty', {}), 'it tells no place of any address'],
    [
      'tells no place',
      (file) => writePlaceFile(file, 'ASN', { '1.0.0.0/8': { asn: 13 } }),
      'it tells no place of any address',
    ],
  ])('refuses in one line a file that %s', async (what, make, words) => {
    const file = at(what);
    make(file);
    const { code, stdout, stderr } = await bizness(['geoip', 'check', file]);
    expect([code, stdout, stderr.trimEnd().split('\n')]).toEqual([1, '', [expect.stringContaining(words)]]);
    expect(stderr).toContain(`${file} cannot be used: `);
  });

  it.each([
    [['--address', 'nowhere'], 'nowhere is no IP address'],
    [[], 'Name a file, or set GEOIP_DB'],
  ])('tells a mistake: %j', async (args, words) => {
    const outcome = await bizness(['geoip', 'check', ...(args.length === 0 ? [] : [at('cities.mmdb')]), ...args]);
    expect([outcome.code, outcome.stderr]).toEqual([1, `bizness: ${words}\n`]);
  });
});
