import { cleanHost } from './host-name.ts';

const SUBDOMAINS = '*.';

/** A pattern in its one form: a host, or `*.` and a host. Null for what is neither. */
export function cleanHostPattern(text: string): string | null {
  const pattern = text.trim();
  const isWide = pattern.startsWith(SUBDOMAINS);
  const host = cleanHost(isWide ? pattern.slice(SUBDOMAINS.length) : pattern);
  return host === null || host.includes('*') ? null : (isWide ? SUBDOMAINS : '') + host;
}

/**
 * Whether a host is the one a pattern names: `acme.com` is itself alone, `*.acme.com` any of its subdomains at any
 * depth. Both in whatever spelling.
 */
export function hostMatches(pattern: string, host: string): boolean {
  const wanted = cleanHostPattern(pattern);
  const given = cleanHost(host);
  if (wanted === null || given === null) return false;
  return wanted.startsWith(SUBDOMAINS) ? given.endsWith(wanted.slice(1)) : given === wanted;
}
