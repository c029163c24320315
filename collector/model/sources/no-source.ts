import { hostMatches } from '../match/host-pattern.ts';
import { plainHost, sourceOfHost } from './name-source.ts';
import { builtInNoSource, type NoSourceKind } from './no-source-hosts.ts';

/** What says where a visit came from. */
export interface Came {
  source: string | null;
  /** Host and path. */
  referrer: string | null;
  utm_source: string | null;
}

/** Says which kind of host that is no source a visit came by; null where its source counts, or it has neither. */
export type NoSourceRule = (came: Came) => NoSourceKind | null;

/** Hosts remembered by one rule: a site has few, a flood of made-up ones must not fill the memory. */
const REMEMBERED = 10_000;

/**
 * The rule of a website: its own list of hosts beside the built-in ones. A name stands for all below it as well, `*.name` for
 * these alone. A visit that names another source came from there, whatever its referrer.
 */
export function noSourceRule(excluded: readonly string[]): NoSourceRule {
  const patterns = excluded.flatMap((pattern) => {
    const name = plainHost(pattern);
    return name.startsWith('*.') ? [name] : [name, `*.${name}`];
  });
  const kinds = new Map<string, NoSourceKind | null>();
  const kindOf = (host: string): NoSourceKind | null => {
    const known = kinds.get(host);
    if (known !== undefined) return known;
    const kind = builtInNoSource(host) ?? (patterns.some((pattern) => hostMatches(pattern, host)) ? 'excluded' : null);
    if (kinds.size >= REMEMBERED) kinds.clear();
    kinds.set(host, kind);
    return kind;
  };
  return ({ source, referrer, utm_source }) => {
    // A host that tags the way back is as little a source as one that sends nothing but itself along.
    const named = source === null ? null : kindOf(source);
    if (named !== null || referrer === null) return named;
    const host = hostOf(referrer);
    const kind = kindOf(host);
    if (kind === null || source === null) return kind;
    const isItsName = utm_source === null && (source === host || source === sourceOfHost(host).name);
    return isItsName ? kind : null;
  };
}

/** The host of a referrer as it is stored, host and path. */
export const hostOf = (referrer: string): string => {
  const end = referrer.indexOf('/');
  return end === -1 ? referrer : referrer.slice(0, end);
};
