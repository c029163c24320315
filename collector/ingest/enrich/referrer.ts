import { KEYS, mask, NAMED } from '../../contract/secrets.ts';
import { cleanHost } from '../../model/match/host-name.ts';
import { plainHost } from '../../model/sources/name-source.ts';
import { builtInNoSource } from '../../model/sources/no-source-hosts.ts';
import { cleanText } from '../clean-text.ts';
import type { Referrer } from '../lookups.ts';
import type { Rules } from '../rules.ts';

const NO_REFERRER: Referrer = { address: null, host: null, own: false, label: null };

/** Takes a referrer apart. One that is no address, or has no host, gives nothing. */
export function parseReferrer(text: string, rules: Pick<Rules, 'isOwnHost'>): Referrer {
  const url = parse(text.startsWith('//') ? `https:${text}` : text);
  const host = url === null ? null : cleanHost(url.hostname);
  if (url === null || host === null) return NO_REFERRER;
  const origin = `${url.protocol}//${url.host}`;
  const name = plainHost(host);
  const masked = mask(url.pathname.replace(KEYS, '*'), NAMED);
  const path = cleanText(masked === '/' ? '' : masked);
  const address = origin + (path || masked);
  if (rules.isOwnHost(host)) return { address, host: null, own: true, label: null };
  // No source, but kept as a referrer: a visit begun by it is no touch. The path would name one customer's checkout.
  if (builtInNoSource(name) !== null) return { address: origin, host: null, own: false, label: name };
  return { address, host, own: false, label: name + path };
}

/** Servers may name a bare host, as in `news.ycombinator.com`; a path or a word alone names no place. */
function parse(text: string): URL | null {
  const named = /^[a-z][a-z0-9+.-]*:/i.test(text);
  if (!named && !/^[^/\s]+\.[^/\s]/.test(text)) return null;
  try {
    return new URL(named ? text : `https://${text}`);
  } catch {
    return null;
  }
}
