import ipaddr from 'ipaddr.js';
import QuickLRU from 'quick-lru';
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
  const ranges = blocks.filter((block) => ipaddr.isValid(block) || ipaddr.isValidCIDR(block)).map(parseBlock);
  if (ranges.length === 0) return () => false;
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([base, bits]) => base.kind() === parsed.kind() && parsed.match(base, bits));
  };
}

/** `::ffff:203.0.113.0/120` is the IPv4 block 203.0.113.0/24, as addresses are told in IPv4 wherever they can be. */
function parseBlock(block: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const single = ipaddr.isValid(block) ? ipaddr.parse(block) : null;
  const [base, bits] = single === null ? ipaddr.parseCIDR(block) : [single, single.kind() === 'ipv4' ? 32 : 128];
  if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && bits >= 96) return [base.toIPv4Address(), bits - 96];
  return [base, bits];
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
