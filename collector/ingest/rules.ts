import ipaddr from 'ipaddr.js';
import QuickLRU from 'quick-lru';
import { readBlock } from '../contract/address.ts';
import { hostMatches } from '../model/match/host-pattern.ts';
import { compilePathPattern } from '../model/match/path-pattern.ts';
import type { Website } from '../model/website.ts';

/** A website's settings, made ready to be asked about every event. */
export interface Rules {
  /** Changes with every change of the website; prefixes what is remembered under these rules. */
  version: string;
  excludesAddress(address: string): boolean;
  excludesPath(path: string): boolean;
  excludedCountries: ReadonlySet<string>;
  keptParameters: ReadonlySet<string>;
  hashRouting: boolean;
  /** Whether a host is the website itself. */
  isOwnHost(host: string): boolean;
}

function compileRules(website: Website): Rules {
  const { settings } = website;
  const paths = settings.excluded_paths.map(compilePathPattern);
  const hosts = [website.domain, ...website.allowedDomains];
  return {
    version: `${website.number} ${website.updatedAt} `,
    excludesAddress: compileAddresses(settings.excluded_ips),
    excludesPath: (path) => paths.some((matches) => matches(path)),
    excludedCountries: new Set(settings.excluded_countries),
    keptParameters: new Set(settings.query_params),
    hashRouting: settings.hash_routing,
    isOwnHost: (host) => hosts.some((pattern) => hostMatches(pattern, host)),
  };
}

function compileAddresses(blocks: string[]): (address: string) => boolean {
  const ranges = blocks
    .flatMap((block) => readBlock(block) ?? [])
    .map(({ address, bits }) => ({ base: ipaddr.parse(address), bits }));
  if (ranges.length === 0) return () => false;
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    return ranges.some(({ base, bits }) => base.kind() === parsed.kind() && parsed.match(base, bits));
  };
}

/** Rules of the websites last asked for, compiled again when a website has changed. */
export function createRuleBook(limit: number): (website: Website) => Rules {
  const book = new QuickLRU<number, { updatedAt: number; rules: Rules }>({ maxSize: limit });
  return (website) => {
    const known = book.get(website.number);
    if (known?.updatedAt === website.updatedAt) return known.rules;
    const rules = compileRules(website);
    book.set(website.number, { updatedAt: website.updatedAt, rules });
    return rules;
  };
}
