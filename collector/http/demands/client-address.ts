import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';
import { readAddress } from '../../contract/address.ts';

/**
 * The address of the client, in its one spelling; '' where there is none. Only the given proxies are believed: what they
 * say in `X-Forwarded-For`, or in `Forwarded` where they don't send that. Read from the end, as each proxy adds to it, up to
 * the first address that is no proxy's, or to the last before something that is no address.
 */
export function createAddressReader(trustProxy: string[]): (request: IncomingMessage) => string {
  const trusts = proxyAddr.compile(trustProxy);
  return ({ socket, headers }) => {
    let address = readAddress(socket.remoteAddress ?? '') ?? '';
    if (trustProxy.length === 0) return address;
    for (const [distance, hop] of hopsOf(headers).entries()) {
      const named = address !== '' && trusts(address, distance) ? readAddress(hop) : null;
      if (named === null) break;
      address = named;
    }
    return address;
  };
}

/** Whom each proxy spoke to, the nearest first. */
function hopsOf(headers: IncomingHttpHeaders): string[] {
  const list = headers['x-forwarded-for']?.toString();
  const hops = list?.split(',') ?? headers.forwarded?.split(',').map(forOf) ?? [];
  return hops.filter((hop) => hop.trim() !== '').reverse();
}

/** `for="[2001:db8::1]:4711"` of `proto=https;for="[2001:db8::1]:4711"`. One without it hides whom it was for. */
const forOf = (element: string): string =>
  element
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => /^for=/i.test(pair)) ?? 'unknown';

/** What one household holds: an IPv4 address, or the /64 of an IPv6 address, of which anyone has 2^64. */
export function networkOf(address: string): string {
  return address.includes(':') ? ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString() : address;
}
