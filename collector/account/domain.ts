import { hostMatches } from '../model/match/host-pattern.ts';
import type { Website } from '../model/website.ts';
import type { Registry } from '../store/registry/index.ts';
import { everyWebsite } from './every-website.ts';

/** The host of what was pasted: of a web address, or of a host with a port or path behind it. Anything else is left as it is. */
export function hostOfPasted(text: string): string {
  const pasted = text.trim();
  const isAddress = /^https?:\/\//i.test(pasted);
  if (!isAddress && pasted.includes('://')) return pasted;
  const host = pasted.replace(/^https?:\/\//i, '').replace(/[/?#].*$/s, '');
  const withoutUser = isAddress ? host.replace(/^.*@/, '') : host;
  // More than one colon is an IPv6 address without brackets, which has no port to cut off.
  return withoutUser.replace(/^(\[[^\]]*\]|[^:]*):\d+$/, '$1').replace(/\.$/, '');
}

/** Whether two domains are one website's: in any case, with or without `www.`, as addresses, in either spelling of their script. */
export const isSameDomain = (one: string, other: string): boolean => hostMatches(bare(one), bare(other));

const bare = (domain: string): string => hostOfPasted(domain).replace(/^www\.(?=[^.]+\.[^.])/i, '');

/** The websites counted under a domain already, among those that `ids` names (null: all). */
export function websitesOfDomain(registry: Registry, ids: readonly string[] | null, domain: string): Website[] {
  return [...everyWebsite(registry, ids)].filter((website) => isSameDomain(website.domain, domain));
}
