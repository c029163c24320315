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

/** What a kept value stands for in a derived dimension; null where it stands for nothing. */
export const derive = (by: Derivation, value: string): string | null =>
  by === 'first_part' ? firstPart(value) : (GROUPS[by].get(value) ?? null);

/** `/docs` of `/docs/start`; of a route in the fragment its own first part, `/#/docs`. */
function firstPart(path: string): string {
  const start = HASH_ROUTES.find((route) => path.startsWith(route)) ?? '/';
  const end = path.indexOf('/', start.length);
  return end === -1 ? path : path.slice(0, end);
}
