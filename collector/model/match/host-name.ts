import { domainToUnicode } from 'node:url';

/** A DNS name as it goes over the wire is never longer. */
const MAX_LENGTH = 253;
/** In its one form already, as nearly all are: lower case, ASCII, no address. */
const CLEAN = /^(?:(?!xn--)[a-z\d_-]+\.)*(?!xn--)[a-z][a-z\d-]*$/;
/** More than a host: blanks, or the marks of an address's other parts. */
const FOREIGN = /[\s/?#@\\%<>^|]/;

/**
 * A host in the one form in which hosts are kept, compared and shown: lower case, in its own script, without port, dot or
 * blanks at its ends; an IPv6 address in brackets. Null for what is no host.
 */
export function cleanHost(text: string): string | null {
  if (text.length <= MAX_LENGTH && CLEAN.test(text)) return text;
  const host = text.trim();
  if (host === '' || FOREIGN.test(host)) return null;
  // More than one colon without brackets is an IPv6 address.
  const bracketed = !host.startsWith('[') && host.split(':').length > 2 ? `[${host}]` : host;
  const url = `http://${bracketed}`;
  if (!URL.canParse(url)) return null;
  const ascii = new URL(url).hostname.replace(/\.$/, '');
  if (ascii.length > MAX_LENGTH || ascii.split('.').includes('')) return null;
  return domainToUnicode(ascii) || ascii;
}

/**
 * The host of an `Origin` or `Referer`. Null for the opaque origin `null` of sandboxed frames and files, and for what
 * is no address.
 */
export function hostOfOrigin(origin: string): string | null {
  return URL.canParse(origin) ? cleanHost(new URL(origin).hostname) : null;
}
