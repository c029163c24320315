/** A DNS name, an address, or what is left of them in a header: never more than this. */
const MAX_LENGTH = 253;
const PRINTABLE = /^[\x21-\x7e]+$/;

/** A host as it may be kept: lower case, printable, of bounded length. Null for anything else. */
export function cleanHost(host: string): string | null {
  const lower = host.toLowerCase();
  return lower.length <= MAX_LENGTH && PRINTABLE.test(lower) ? lower : null;
}

/**
 * The host of an `Origin` or `Referer`. Null for the opaque origin `null` of sandboxed frames and files, and for what
 * is no address.
 */
export function hostOfOrigin(origin: string): string | null {
  return URL.canParse(origin) ? cleanHost(new URL(origin).hostname) : null;
}
