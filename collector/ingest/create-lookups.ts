import { zoneName } from '../contract/time-zone.ts';
import { daysIn, firstDayInUse, nameOfDay } from '../model/local-day.ts';
import { sourceOfHost, sourceOfTag } from '../model/sources/name-source.ts';
import type { Registry } from '../store/registry/index.ts';
import { cached } from './cached.ts';
import type { Geo } from './enrich/geo.ts';
import { parseLanguage } from './enrich/language.ts';
import { parseAgent } from './enrich/parse-agent.ts';
import { parseReferrer } from './enrich/referrer.ts';
import { parsePage } from './enrich/url.ts';
import { looksLikeBot } from './filter/bot.ts';
import type { Lookups } from './lookups.ts';
import type { Rules } from './rules.ts';

/** Longer addresses are hardly ever the same twice. */
const CACHED_LENGTH = 300;

/** Look-ups with caches: the same few browsers, pages and sources come again and again. */
export function createLookups(geo: Geo, salts: Registry['salt']): Lookups {
  return {
    agent: cached(2000, parseAgent),
    isBot: cached(2000, looksLikeBot),
    page: cachedUnder(4000, parsePage),
    referrer: cachedUnder(4000, parseReferrer),
    sourceOfTag: cached(2000, sourceOfTag),
    sourceOfHost: cached(2000, sourceOfHost),
    language: cached(1000, parseLanguage),
    timezone: cached(1000, (text) => ({ name: zoneName(text) })),
    // Not cached: a list of visitors' addresses is what this house doesn't keep, and a look-up takes a microsecond.
    place: geo,
    calendar: cached(500, daysIn),
    salt: keptSalts(salts),
  };
}

function cachedUnder<T extends NonNullable<unknown>>(
  limit: number,
  parse: (text: string, rules: Rules) => T,
): (text: string, rules: Rules) => T {
  let current: Rules | null = null;
  const known = cached(limit, (key) => {
    const rules = current as Rules;
    return parse(key.slice(rules.version.length), rules);
  });
  return (text, rules) => {
    if (text.length > CACHED_LENGTH) return parse(text, rules);
    current = rules;
    return known(rules.version + text);
  };
}

/** Keeps the salts in use at hand; others are gone here as they are in the registry. */
function keptSalts(salts: Registry['salt']): Lookups['salt'] {
  const kept = new Map<number, Buffer>();
  let keptFrom = Number.NEGATIVE_INFINITY;
  return (day, now) => {
    const firstInUse = firstDayInUse(now);
    if (firstInUse > keptFrom) kept.clear();
    keptFrom = Math.max(keptFrom, firstInUse);
    const salt = kept.get(day) ?? salts(nameOfDay(day), nameOfDay(keptFrom));
    kept.set(day, salt);
    return salt;
  };
}
