import type { Registry } from '../store/registry/index.ts';
import type { Geo } from './enrich/geo.ts';
import { parseLanguage } from './enrich/language.ts';
import { sourceOfHost, sourceOfTag } from './enrich/name-source.ts';
import { parseReferrer } from './enrich/referrer.ts';
import { parseTimezone } from './enrich/timezone.ts';
import { parsePage } from './enrich/url.ts';
import { parseAgent } from './enrich/user-agent.ts';
import { looksLikeBot } from './filter/bot.ts';
import type { Lookups } from './lookups.ts';
import { remember } from './remember.ts';
import type { Rules } from './rules.ts';

/** Longer addresses are hardly ever the same twice. */
const REMEMBERED_LENGTH = 300;

/** Look-ups that remember: the same few browsers, pages and sources come again and again. */
export function createLookups(geo: Geo, salts: Registry['salt']): Lookups {
  return {
    agent: remember(2000, parseAgent),
    isBot: remember(2000, looksLikeBot),
    page: rememberUnder(4000, parsePage),
    referrer: rememberUnder(4000, parseReferrer),
    sourceOfTag: remember(2000, sourceOfTag),
    sourceOfHost: remember(2000, sourceOfHost),
    language: remember(1000, parseLanguage),
    timezone: remember(1000, parseTimezone),
    // Not remembered: a list of visitors' addresses is what this house doesn't keep, and a look-up takes a microsecond.
    place: geo,
    salt: keepTwoDays(salts),
  };
}

function rememberUnder<T>(limit: number, parse: (text: string, rules: Rules) => T): (text: string, rules: Rules) => T {
  let current: Rules | null = null;
  const known = remember(limit, (key) => {
    const rules = current as Rules;
    return parse(key.slice(rules.version.length), rules);
  });
  return (text, rules) => {
    if (text.length > REMEMBERED_LENGTH) return parse(text, rules);
    current = rules;
    return known(rules.version + text);
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps the salts of today and yesterday at hand; older ones are gone here as they are in the registry. */
function keepTwoDays(salts: Registry['salt']): Lookups['salt'] {
  const kept = new Map<number, Buffer>();
  return (day, today) => {
    const known = kept.get(day);
    if (known !== undefined) return known;
    for (const old of kept.keys()) if (old < today - 1) kept.delete(old);
    const salt = salts(new Date(day * DAY_MS).toISOString().slice(0, 10));
    kept.set(day, salt);
    return salt;
  };
}
