import { continents, countries } from 'countries-list';
import type { Derivation } from '../contract/dimensions.ts';

/** Labels by value. */
type Groups = ReadonlyMap<string, string>;

/** How a page begins that is a route in the fragment of its address. */
export const HASH_ROUTES = ['/#/', '/#!/'] as const;

/** What is worked out from a value by a list; other ways are a rule. */
export const GROUPS: Readonly<Record<Exclude<Derivation, 'first_part'>, Groups>> = {
  continent: new Map(Object.entries(countries).map(([code, { continent }]) => [code, continents[continent]])),
};

/** Codes that many write in place of ISO's. */
const OTHER_CODES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** A country by its ISO 3166 code; null for a code of none, as servers say `XX` of what they don't know. */
export function knownCountry(code: string): string | null {
  const country = OTHER_CODES[code] ?? code;
  return GROUPS.continent.has(country) ? country : null;
}

/** What a kept value stands for in a derived dimension; null where it stands for nothing. */
export const derive = (by: Derivation, value: string): string | null =>
  by === 'first_part' ? firstPart(value) : (GROUPS[by].get(value) ?? null);

/** `/docs` of `/docs/start`; of a route in the fragment its own first part, `/#/docs`. */
function firstPart(path: string): string {
  const start = HASH_ROUTES.find((route) => path.startsWith(route)) ?? '/';
  const end = path.indexOf('/', start.length);
  return end === -1 ? path : path.slice(0, end);
}
